"""``python -m mapapp`` does what ``mapapp`` does."""

from mapapp.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
