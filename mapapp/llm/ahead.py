"""Several requests at a time, while reports are read one after the other: the order of what is said stays the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapapp.llm.wire import Reply, Wire


class Ahead:
    """A wire that asks over another one before it is told to, for requests that are known to come.

    Parameters
    ----------
    wire : Wire
        Called from several threads.
    bodies : iterable of bytes
        The requests in the order in which they will come.
    parallel : int
        How many are under way or waiting to be taken, at most.
    """

    def __init__(self, wire: Wire, bodies: Iterable[bytes], parallel: int) -> None:
        self._wire, self._coming = wire, iter(bodies)
        self._threads = ThreadPoolExecutor(parallel, thread_name_prefix="mapapp-llm")
        self._asked: deque[tuple[bytes, Future[tuple[Reply, ...]]]] = deque()
        for _ in range(parallel):
            self._next()

    def post(self, body: bytes) -> tuple[Reply, ...]:
        """Return the replies to a request, waiting for them where they are not there yet."""
        while self._asked:
            asked, future = self._asked.popleft()
            if asked == body:
                replies = future.result()
                self._next()
                return replies
            future.cancel()
            self._next()
        return self._wire.post(body)

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ask no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _next(self) -> None:
        for body in self._coming:
            self._asked.append((body, self._threads.submit(self._wire.post, body)))
            return
