"""Where the work of a corpus is done: this process, workers of this machine, or a Dask cluster."""

from __future__ import annotations

import errno
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from mapapp.errors import MapappError, MissingExtraError, OutputError

if TYPE_CHECKING:
    from mapapp.scale.job import Job

Item = dict[str, Any]
Work = Callable[[Item, "Job"], dict[str, Any]]


class Cluster(Protocol):
    """Does pieces of work and gives their results as they come."""

    dashboard: str | None

    def __enter__(self) -> Cluster: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def map(self, work: Work, items: Iterable[Item], job: Job) -> Iterator[tuple[Item, dict[str, Any]]]:
        """Yield each item with what `work` made of it, in the order in which they are done.

        Raises
        ------
        OutputError
            When the cluster is gone.
        """


class Here:
    """The process itself: no Dask, one piece after the other."""

    dashboard = None

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, work: Work, items: Iterable[Item], job: Job) -> Iterator[tuple[Item, dict[str, Any]]]:
        for item in items:
            yield item, work(item, job)


#: Seconds that a worker may take to begin, or be away, before another takes its place.
_MISSING = 60.0


class _Keeper:
    """Starts workers in the place of those that died before they had begun, whom Dask's own keepers give up."""

    def __init__(self, cluster: Any, workers: int) -> None:
        self.cluster, self.workers = cluster, workers
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        self._over.set()

    def _look(self) -> None:
        missing: dict[Any, float] = {}
        while not self._over.wait(2.0):
            known = {str(entry.get("name")) for entry in self.cluster.scheduler_info["workers"].values()}
            for name, keeper in list(self.cluster.workers.items()):
                if str(name) in known:
                    missing.pop(name, None)
                    continue
                since = time.monotonic() - missing.setdefault(name, time.monotonic())
                if keeper.status.name in ("failed", "closed") or since > _MISSING:
                    missing.pop(name, None)
                    self.cluster.workers.pop(name, None)
                    with suppress(Exception):  # it is gone already
                        self.cluster.sync(keeper.close, timeout=2)
            if len(self.cluster.workers) < self.workers:
                self.cluster.scale(self.workers)


def _show_dashboard(cluster: Any) -> None:
    """Add Dask's pages to the server that a cluster's scheduler has."""
    with suppress(ImportError):  # without bokeh there are none
        from distributed.dashboard.scheduler import connect  # noqa: PLC0415

        scheduler = cluster.scheduler
        cluster.loop.add_callback(connect, scheduler.http_application, scheduler.http_server, scheduler)


class Dask:
    """Workers of this machine, or those of the scheduler at an address.

    Parameters
    ----------
    scheduler : str or None
        Such as ``tcp://10.0.0.5:8786``; None starts workers here, one process each with one thread.
    workers : int
        How many of them.
    memory : float
        Gigabytes that one may take before it is ended and another started.
    timeout : float
        Seconds until a scheduler must have answered.

    Raises
    ------
    MissingExtraError
        When Dask is not installed.
    """

    def __init__(
        self, scheduler: str | None = None, workers: int = 1, memory: float = 2.0, timeout: float = 10.0
    ) -> None:
        try:
            import distributed  # noqa: F401, PLC0415
        except ImportError:
            raise MissingExtraError("Dask is not installed; install it with: pip install 'mapapp[corpus]'") from None
        self.scheduler, self.workers, self.memory, self.timeout = scheduler, workers, memory, timeout
        self.dashboard: str | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Dask:
        import dask  # noqa: PLC0415 (takes a second to load)
        import distributed  # noqa: PLC0415

        local: Any = distributed.LocalCluster
        client: Any = distributed.Client
        for name in ("distributed", "distributed.nanny", "bokeh", "tornado", "tornado.application", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # A worker that dies is told by the part's own notes (`extracting`): the scheduler must not give up before.
        settings = {
            "distributed.scheduler.allowed-failures": 1_000,
            "distributed.admin.tick.limit": "1h",
            "distributed.comm.timeouts.connect": "10s",
            "distributed.worker.profile.enabled": False,  # it stops the work a hundred times a second
            # Each look at the loop, the machine and the memory takes the interpreter from the work: a twentieth in all.
            "distributed.admin.tick.interval": "1s",
            "distributed.admin.system-monitor.interval": "2s",
            "distributed.worker.memory.monitor-interval": "500ms",
            "distributed.worker.daemon": False,  # a worker starts the process that parses documents
        }
        self._stack.enter_context(dask.config.set(settings))
        try:
            place: Any = self.scheduler
            if place is None:
                place = self._stack.enter_context(
                    local(
                        n_workers=0,  # the keeper starts them, and again when they die
                        threads_per_worker=1,
                        processes=True,
                        memory_limit=int(self.memory * 1e9),
                        host="127.0.0.1",
                        dashboard_address="127.0.0.1:0",
                        scheduler_kwargs={"dashboard": False},  # it takes a while to load: workers begin meanwhile
                    )
                )
                place.scale(self.workers)
                threading.Thread(target=_show_dashboard, args=[place], daemon=True).start()
                self._stack.callback(_Keeper(place, self.workers).stop)
            self._client = self._stack.enter_context(client(place, timeout=self.timeout))
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            self._stack.close()
            if self.scheduler is None:
                raise OutputError(f"no workers could be started ({error})") from None
            raise OutputError(f"{self.scheduler}: no Dask scheduler answers there ({type(error).__name__})") from None
        self.dashboard = self._client.dashboard_link or None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stack.close()
        except Exception:  # closing a cluster that is gone: what matters has been said
            logging.getLogger(__name__).debug("closing the cluster failed", exc_info=True)

    def map(self, work: Work, items: Iterable[Item], job: Job) -> Iterator[tuple[Item, dict[str, Any]]]:
        import distributed  # noqa: PLC0415
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        waiting = iter(items)
        item_of: dict[str, Item] = {}
        running: Any = distributed.as_completed()  # type: ignore[no-untyped-call]
        attempt = 0

        def submit(item: Item) -> None:
            nonlocal attempt
            attempt += 1
            future = self._client.submit(work, item, job, key=f"{work.__name__}-{item['name']}-{attempt}", pure=False)
            item_of[future.key] = item
            running.add(future)

        try:
            # A few more than there are workers: none waits, and no scheduler holds a million tasks.
            for _, item in zip(range(2 * max(1, self._threads())), waiting, strict=False):
                submit(item)
            for future in running:
                item = item_of.pop(future.key)
                if future.status == "error" and isinstance(future.exception(), KilledWorker):
                    submit(item)  # killed from outside again and again: what kills itself is left by `extracting`
                    continue
                if future.status in ("cancelled", "lost"):
                    raise self._gone()
                yield item, future.result()
                future.release()
                if (following := next(waiting, None)) is not None:
                    submit(following)
        except MapappError:
            raise
        except (CommClosedError, CancelledError, TimeoutError) as error:
            raise self._gone() from error
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise OutputError(
                    f"the disk is full ({error.filename or 'on a worker'}); make room and go on with --resume"
                ) from None
            raise self._gone() from error

    def pids(self) -> list[int]:
        """Return the workers' process ids."""
        return list(self._client.run(os.getpid).values())

    def _threads(self) -> int:
        return sum(self._client.nthreads().values()) or self.workers

    def _gone(self) -> OutputError:
        where = self.scheduler or "this machine's scheduler"
        return OutputError(f"{where}: the cluster is gone; what is done is kept, go on with --resume")
