"""Parsing within bounds: a process of its own, with limits of time and memory, that is ended when it passes them.

A document that breaks its parser costs only itself: the process is started again and the rest is read.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

from mapapp.read.document import Document, Found, Link, Trouble

#: Processor seconds for one document, and seconds by the clock, as a busy machine gives a process less.
SECONDS, PATIENCE = 60, 180
#: Address space of the process, a third of which the libraries take.
MEGABYTES = 1_000
#: A source whose parts break the parser more often than this is left.
_MOST_BROKEN = 20
_LONGEST_ANSWER = 64_000_000


class Parser:
    """Parses sources in a process of its own, which is started when it is first needed.

    Parameters
    ----------
    seconds : int
        Processor time for one document.
    megabytes : int
        Address space, where the system can limit it.
    patience : int
        Seconds by the clock for one document.
    """

    def __init__(self, seconds: int = SECONDS, megabytes: int = MEGABYTES, patience: int = PATIENCE) -> None:
        self.seconds, self.megabytes, self.patience = seconds, megabytes, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> int | None:
        """End the process; return the status that it left with, if it did so itself."""
        process, self._process = self._process, None
        if process is None:
            return None
        try:
            status = process.wait(0 if process.poll() is not None else 0.2)
        except subprocess.TimeoutExpired:
            status = None
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        return status

    def parse(
        self,
        source: str,
        data: bytes | None = None,
        path: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        address: str | None = None,
    ) -> Iterator[Found]:
        """Yield the documents of a source, and why a part of it gave none.

        Parameters
        ----------
        source : str
            Its name, of which the ending may say what it is.
        data : bytes, optional
            What it holds; or
        path : str, optional
            where it is.
        media_type, charset, address : str, optional
            What a server says of it, and where it came from.
        """
        request: dict[str, Any] = {"source": source, "media_type": media_type, "charset": charset, "address": address}
        request |= {"path": path} if data is None else {"size": len(data)}
        done: list[str] = []
        broken: list[str] = []
        told: set[tuple[str, bool]] = set()
        while True:
            part, reason = yield from self._once({**request, "done": done, "broken": broken}, data, done, told)
            if reason is None:
                return
            yield Trouble(part.removesuffix(" as a page"), reason)
            if not part or part in broken:
                return
            broken.append(part)
            if len(broken) == _MOST_BROKEN:
                yield Trouble("", f"{_MOST_BROKEN} parts of it broke the reader; the rest is not read")
                return

    def trouble(self, source: str, data: bytes | None = None, path: str | None = None) -> str | None:
        """Return why a source as a whole cannot be read, None when nothing speaks against it."""
        reasons = [one.reason for one in self.parse(source, data, path) if isinstance(one, Trouble)]
        return reasons[0] if reasons else None

    def _once(
        self, request: dict[str, Any], data: bytes | None, done: list[str], told: set[tuple[str, bool]]
    ) -> Generator[Found, None, tuple[str, str | None]]:
        """Ask once; yield what is found and was not `told` before; return the part that broke the parser, and how."""
        part = ""
        for answer in self._answered(request, data):
            if "begin" in answer:
                part = answer["begin"]
                done.append(part)
            elif "broken" in answer:
                return part, answer["broken"]
            elif "link" in answer:
                yield Link(*answer["link"])
            elif "end" not in answer:
                found = Document.from_dict(answer["found"]) if "found" in answer else Trouble(*answer["trouble"])
                # A mail is opened again for its other attachments: what it told itself is not told twice.
                key = found.name, isinstance(found, Trouble)
                if not (request["broken"] and key in told):
                    yield found
                told.add(key)
        return part, None

    def _answered(self, request: dict[str, Any], data: bytes | None) -> Iterator[dict[str, Any]]:
        process = self._running()
        assert process.stdin is not None  # noqa: S101 (it is a pipe)
        reason = "the reader broke on it: damaged, or made to break readers, or too large for the reader's memory"
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n" + (data or b""))
            process.stdin.flush()
            while (line := self._answers.get(timeout=self.patience)).endswith(b"\n"):
                answer = json.loads(line)
                if answer.get("broken") == "memory":
                    reason = f"reading it takes more than {self.megabytes:,} MB of memory"
                    break
                last = "end" in answer or "broken" in answer
                yield answer
                if last:
                    return
        except GeneratorExit:
            if not last:  # who asked has left: what is still to come must not answer the next request
                self.close()
            raise
        except queue.Empty:
            reason = f"reading it takes longer than {self.patience} s"
        except OSError:
            pass
        status = self.close()
        if status == -getattr(signal, "SIGXCPU", 0):
            reason = f"reading it takes more than {self.seconds} s of processor time"
        yield {"broken": reason}

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._answers = queue.Queue()
            self._process = subprocess.Popen(  # noqa: S603 (words of ours alone)
                [sys.executable, "-P", "-m", "mapapp.read.worker", str(self.seconds), str(self.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        return self._process


def _listen(process: subprocess.Popen[bytes], answers: queue.Queue[bytes]) -> None:
    assert process.stdout is not None  # noqa: S101 (it is a pipe)
    try:
        while line := process.stdout.readline(_LONGEST_ANSWER):
            answers.put(line)
    except (OSError, ValueError):  # it was closed
        pass
    answers.put(b"")
