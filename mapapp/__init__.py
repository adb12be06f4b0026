"""Reads news about military deployments and puts them on a map that can be checked.

The public names are loaded when they are first asked for, so that ``import mapapp`` and ``mapapp --help`` take no
time.  Where a function is named after its room (`read`, `extract`, `reconcile`, `export`), the room itself can be
called: ``mapapp.read("one.txt")`` is ``mapapp.read.read("one.txt")``.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mapapp.version import VERSION

if TYPE_CHECKING:
    from mapapp.errors import (
        AnswerError,
        CaseError,
        DataError,
        EndpointError,
        GazetteerError,
        InputError,
        LanguageModelError,
        MapappError,
        MissingExtraError,
        ModelError,
        OptionError,
        OutputError,
        SourceError,
    )
    from mapapp.export import export, read_movements, to_geodataframe
    from mapapp.extract import extract
    from mapapp.keep import Case
    from mapapp.llm import LLMExtractor
    from mapapp.locate import Gazetteer
    from mapapp.model import (
        Claim,
        DatePrecision,
        DateSpan,
        Disagreement,
        Mark,
        Movement,
        Place,
        PlaceKind,
        Quote,
        Report,
        Status,
        Strength,
        StrengthUnit,
        Unplaced,
    )
    from mapapp.original import Original
    from mapapp.read import read, read_all
    from mapapp.reconcile import reconcile, totals
    from mapapp.show import deployment_map, save_html

__version__ = VERSION

_ROOM_OF = {
    "AnswerError": "errors",
    "Case": "keep",
    "CaseError": "errors",
    "Claim": "model",
    "DataError": "errors",
    "DatePrecision": "model",
    "DateSpan": "model",
    "Disagreement": "model",
    "EndpointError": "errors",
    "Gazetteer": "locate",
    "GazetteerError": "errors",
    "InputError": "errors",
    "LLMExtractor": "llm",
    "LanguageModelError": "errors",
    "MapappError": "errors",
    "Mark": "model",
    "MissingExtraError": "errors",
    "ModelError": "errors",
    "Movement": "model",
    "OptionError": "errors",
    "Original": "original",
    "OutputError": "errors",
    "Place": "model",
    "PlaceKind": "model",
    "Quote": "model",
    "Report": "model",
    "SourceError": "errors",
    "Status": "model",
    "Strength": "model",
    "StrengthUnit": "model",
    "Unplaced": "model",
    "deployment_map": "show",
    "export": "export",
    "extract": "extract",
    "read": "read",
    "read_all": "read",
    "read_movements": "export",
    "reconcile": "reconcile",
    "save_html": "show",
    "to_geodataframe": "export",
    "totals": "reconcile",
}

__all__ = [
    "AnswerError",
    "Case",
    "CaseError",
    "Claim",
    "DataError",
    "DatePrecision",
    "DateSpan",
    "Disagreement",
    "EndpointError",
    "Gazetteer",
    "GazetteerError",
    "InputError",
    "LLMExtractor",
    "LanguageModelError",
    "MapappError",
    "Mark",
    "MissingExtraError",
    "ModelError",
    "Movement",
    "OptionError",
    "Original",
    "OutputError",
    "Place",
    "PlaceKind",
    "Quote",
    "Report",
    "SourceError",
    "Status",
    "Strength",
    "StrengthUnit",
    "Unplaced",
    "deployment_map",
    "export",
    "extract",
    "read",
    "read_all",
    "read_movements",
    "reconcile",
    "save_html",
    "to_geodataframe",
    "totals",
]


class _Room(ModuleType):
    """A room that does its own name's work when it is called."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])(*args, **kwargs)


class _House(ModuleType):
    """The package: makes a room callable the moment the import system binds it here."""

    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(value, ModuleType) and _ROOM_OF.get(name) == name:
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{room}")
    return module if room == name else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
