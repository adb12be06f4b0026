"""Everything that mapapp raises on purpose.

::

    MapappError
    ├── InputError (ValueError)            what was given cannot be used
    │   ├── SourceError                    a file, folder or address that cannot be read as a report
    │   ├── ModelError                     a domain object that would be nonsense
    │   ├── AnswerError                    what a language model answered on one report
    │   ├── CaseError                      a case file, or a decision about it, that cannot be used
    │   └── OptionError                    an option or setting outside its range
    ├── DataError (RuntimeError)           what comes with the install is missing or damaged
    │   ├── GazetteerError                 the gazetteer file
    │   └── LanguageModelError             the language model
    ├── EndpointError (ConnectionError)    the endpoint that the user named, for every report
    ├── OutputError (OSError)              a result that could not be written
    └── MissingExtraError (ImportError)    an optional dependency that is not installed

Every message is one line: what is wrong, with which input, and what to do.  Each class also has a built-in
parent, so that callers who know nothing of mapapp catch it.  Errors of geocoding are geopy's own (`geopy.exc`).
"""

from __future__ import annotations


class MapappError(Exception):
    """Parent of all errors raised by mapapp."""


class InputError(MapappError, ValueError):
    """What was given cannot be used."""


class SourceError(InputError):
    """A source that cannot be read as a report."""


class ModelError(InputError):
    """A domain object whose parts contradict each other."""


class AnswerError(InputError):
    """A language model's answer on one report that cannot be used, or none."""


class CaseError(InputError):
    """A case file that cannot be opened or is damaged, or a decision that does not fit what it holds."""


class OptionError(InputError):
    """An option or setting outside its range."""


class DataError(MapappError, RuntimeError):
    """A file that comes with the install is missing or damaged."""


class GazetteerError(DataError):
    """The gazetteer file is missing, damaged or from another version."""


class LanguageModelError(DataError):
    """No usable language model is installed."""


class EndpointError(MapappError, ConnectionError):
    """The endpoint of a language model cannot be reached or refuses us: it reads no report."""


class OutputError(MapappError, OSError):
    """A result that could not be written; nothing half-written is left behind."""


class MissingExtraError(MapappError, ImportError):
    """An optional dependency is not installed; the message names the command that installs it."""
