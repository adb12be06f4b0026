"""The recipes of `build.py`: one module for each kind of place."""
