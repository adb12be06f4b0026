"""The error family: the tree in the docstring is the tree in the code."""

from __future__ import annotations

import builtins
import inspect
import re

from mapapp import errors


def test_every_error_stands_in_the_tree_with_its_parents() -> None:
    drawn = dict(re.findall(r"[├└]── (\w+)(?: \((\w+)\))?", errors.__doc__ or ""))
    made = {
        name: kind for name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == "mapapp.errors"
    }
    assert set(drawn) == set(made) - {"MapappError"}
    for name, builtin in drawn.items():
        assert issubclass(made[name], errors.MapappError)
        if builtin:
            assert issubclass(made[name], getattr(builtins, builtin))
