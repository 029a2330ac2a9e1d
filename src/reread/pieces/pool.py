"""Jobs done one after the other, or by several processes, with a line that shows how far they have come."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from multiprocessing import active_children, get_context

from ..findings import CannotRun
from ..package.opening import Package
from ..progress import Progress
from . import pieces

Results = Generator[tuple[int, pieces.Result], None, None]


def results(
    title: str, jobs: Sequence[pieces.Job], setup: pieces.Setup, pkg: Package, workers: int
) -> Results:
    """What comes of each job, with its place among `jobs`; in the order in which they end.

    With one worker they are done in this process. Close the iterator (or let it end) to have the others stopped.
    Raises `CannotRun` where one of these dies.
    """
    work = _here(jobs, setup, pkg) if workers < 2 or len(jobs) < 2 else _in_processes(jobs, setup, workers)
    with closing(work), Progress(title, len(jobs)) as progress:
        for done, result in enumerate(work, 1):
            progress.reach(done)
            yield result


def _here(
    jobs: Iterable[pieces.Job], setup: pieces.Setup, pkg: Package
) -> Results:
    worker = pieces.Worker(setup, pkg)
    for number, job in enumerate(jobs):
        yield number, worker.do(job)


def _in_processes(
    jobs: Sequence[pieces.Job], setup: pieces.Setup, workers: int
) -> Results:
    before = set(active_children())
    # Spawned, not forked: a fork of a process in which Polars has threads may hang.
    executor = ProcessPoolExecutor(
        min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=pieces.start, initargs=(setup,)
    )
    ended = False
    try:
        with _without_interruption():
            numbers = {executor.submit(pieces.do, job): number for number, job in enumerate(jobs)}
        for future in as_completed(numbers):
            yield numbers[future], future.result()
        ended = True
    except BrokenProcessPool:
        raise CannotRun(
            "a process that judged a part of the package has ended before its time, most likely for want of memory",
            "Run it with fewer of them: --workers 1.",
        ) from None
    finally:
        executor.shutdown(wait=ended, cancel_futures=True)
        for child in set(active_children()) - before:
            child.terminate()


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Hold Ctrl-C back while processes are started: they inherit that, and never answer it with a traceback."""
    mask: Callable[[int, Iterable[int]], set[signal.Signals]] | None = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    held = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, held)
