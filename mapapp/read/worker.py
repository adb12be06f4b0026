"""The process that parses what may be hostile: ``python -P -m mapapp.read.worker SECONDS MEGABYTES``.

Reads one request a line from standard input, a JSON object with ``source`` and either ``path`` or ``size`` (bytes that
follow the line), and answers with JSON lines: ``begin`` before each part, ``found`` or ``trouble`` after it, ``end``.
Started and ended by `mapapp.read.bounded`.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from contextlib import suppress
from typing import Any, BinaryIO

from mapapp.read.document import Document, Found, Link

try:
    import resource
except ImportError:  # Windows has no such limits: there the time alone is bounded, by the parent
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer requests until standard input ends."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries print
    warnings.simplefilter("ignore")
    _limit(megabytes)
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        _more_time(seconds)
        with io.BytesIO(requests.read(request["size"])) if "size" in request else open(request["path"], "rb") as file:
            _answer(request, file, answers, seconds)


def _answer(request: dict[str, Any], file: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    done, broken = set(request["done"]), set(request["broken"])

    def begins(name: str, holds_parts: bool) -> bool:
        if name in broken or (name in done and not holds_parts):
            return False
        _more_time(seconds)
        _say(answers, {"begin": name})
        return True

    try:
        from mapapp.read.formats import Opener  # noqa: PLC0415 (also loading must not outlive the limits)

        told = [request.get(name) for name in ("media_type", "charset", "address")]
        for found in Opener(begins).open(file, request["source"], *told):
            _say(answers, _told(found))
    except MemoryError:
        _say(answers, {"broken": "memory"})
        sys.exit(1)  # what is left of the heap is not to be trusted
    except RecursionError:
        _say(answers, {"broken": "nested too deeply to be read"})
    except Exception as error:  # a library's fault costs this part alone
        _say(answers, {"broken": f"damaged, or of a kind that is not read ({type(error).__name__})"})
    else:
        _say(answers, {"end": True})


def _told(found: Found) -> dict[str, Any]:
    if isinstance(found, Document):
        return {"found": found.as_dict()}
    if isinstance(found, Link):
        return {"link": [found.address, found.published, found.title, found.feed]}
    return {"trouble": [found.name, found.reason]}


def _say(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _limit(megabytes: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with suppress(ValueError, OSError):  # macOS refuses
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))


def _more_time(seconds: int) -> None:
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


if __name__ == "__main__":
    main()
