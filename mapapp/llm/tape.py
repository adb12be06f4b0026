"""Requests and answers kept in a folder, so that a run can be checked, and repeated without the model.

``run.json`` holds what all requests have in common; each request has one file, named after the SHA-256 of its bytes,
with the request, the address asked, and every reply.  The key is in none of them: no header of a request is kept, and
`wire` takes the key out of what comes back.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mapapp.errors import OptionError, OutputError, SourceError
from mapapp.export.atomic import whole_file
from mapapp.llm.prompt import Request
from mapapp.llm.wire import Reply, Wire

_RUN = "run.json"


class Recorder:
    """A wire that keeps what goes over another one.

    Raises
    ------
    OutputError
        When the folder cannot be made or written to.
    OptionError
        When the folder holds the requests of another model or other settings.
    """

    def __init__(self, folder: str | Path, wire: Wire, request: Request, url: str) -> None:
        self.folder, self.wire, self.url = Path(folder), wire, url
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: no folder can be made there ({error.strerror or error})") from error
        if (self.folder / _RUN).exists() and _common(self.folder) != _settings(request):
            raise OptionError(f"{folder} holds requests with other settings; name another folder")
        _write(self.folder / _RUN, _settings(request))

    def post(self, body: bytes) -> tuple[Reply, ...]:
        """Ask, and keep request and replies."""
        replies = self.wire.post(body)
        kept = {"endpoint": self.url, "request": json.loads(body), "replies": [asdict(reply) for reply in replies]}
        _write(self.folder / _name(body), kept)
        return replies


class Replay:
    """A wire that answers from a folder, and asks nothing.

    Raises
    ------
    SourceError
        When the folder was not made by a run.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        try:
            self.request = Request(**_common(self.folder))
        except (TypeError, AttributeError):
            raise SourceError(f"{self.folder / _RUN}: no settings of a run; was it changed?") from None
        if not isinstance(self.request.model, str) or not isinstance(self.request.more, dict):
            raise SourceError(f"{self.folder / _RUN}: no settings of a run; was it changed?")

    def post(self, body: bytes) -> tuple[Reply, ...]:
        """Return the replies that were kept for this very request."""
        path = self.folder / _name(body)
        if not path.is_file():
            return (Reply(failure="its answer is not in the folder: this report, or the wording, was never asked"),)
        try:
            replies = tuple(Reply(**reply) for reply in _read(path)["replies"])
        except (KeyError, TypeError):
            replies = ()
        if not replies or not all(map(_sound, replies)):
            raise SourceError(f"{path}: no replies to a request; was it changed?")
        return replies


def _sound(reply: Reply) -> bool:
    said = (reply.kind, reply.body, reply.failure)
    return (
        isinstance(reply.status, int | None)
        and isinstance(reply.wait, float | int | None)
        and all(isinstance(one, str) for one in said)
    )


def _settings(request: Request) -> dict[str, Any]:
    return {**vars(request), "more": dict(request.more)}


def _common(folder: Path) -> dict[str, Any]:
    path = folder / _RUN
    if not path.is_file():
        raise SourceError(f"{folder}: not a folder that --save-requests made ({_RUN} is missing)")
    return _read(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(f"{path}: cannot be read ({error})") from None
    if not isinstance(found, dict):
        raise SourceError(f"{path}: holds no object; was it changed?")
    return found


def _write(path: Path, held: dict[str, Any]) -> None:
    with whole_file(path) as draft:
        draft.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def _name(body: bytes) -> str:
    return f"{hashlib.sha256(body).hexdigest()}.json"
