"""Work done beside: begun in a second process where there is a second core, fetched when it is needed.

A fork sees everything this process holds, so nothing has to be handed over; only results come back. It is an offer,
never a need: where the second process cannot be had or fails, its results end early, and whoever asked for them does
the work itself, and meets the same errors in the ordinary way.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, Generic, NoReturn, TypeVar

T = TypeVar("T")

_PIPE = 1 << 20


@cache
def _allowed() -> frozenset[int]:
    """The cores on which this process may run; asked once, before a second process keeps to some of them."""
    return frozenset(os.sched_getaffinity(0)) if sys.platform == "linux" else frozenset()


def cores() -> int:
    """Processes that can truly run at once. One where there is no fork, or none to be trusted (macOS)."""
    return max(len(_allowed()), 1)


def _core() -> int:
    """The one on which this process runs just now: the 39th field of its `stat`, the 37th behind its name."""
    try:
        return int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[36])
    except OSError:  # no /proc: it is not told
        return -1


class Beside(Generic[T]):
    """An iterator over what `work` yields. The second process is at most one result ahead, and ends with this one."""

    def __init__(self, work: Callable[[], Iterable[T]], *, wanted: bool = True) -> None:
        self._child = 0
        if not wanted or cores() == 1:
            return
        try:
            ours, theirs = os.pipe()
        except OSError:  # too many open files
            return
        _widen(ours)
        core = _core()
        try:
            self._child = os.fork()
        except OSError:  # no room in memory, or too many processes
            os.close(ours)
            os.close(theirs)
            return
        if not self._child:
            os.close(ours)  # so that writing fails where nobody reads any more
            _work(work, theirs, core)
        os.close(theirs)
        self._results = os.fdopen(ours, "rb")

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        if self._child:
            try:
                result: T = pickle.load(self._results)
                return result
            except (EOFError, pickle.UnpicklingError):
                self.close()
        raise StopIteration

    def close(self) -> None:
        if self._child:
            self._results.close()
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0

    def __enter__(self) -> Beside[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    __del__ = close


def _widen(pipe: int) -> None:
    """Large results need fewer turns of the two processes. Where no more room is given, less will do."""
    import fcntl

    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def within(memory: int, seconds: int) -> None:
    """The first word of work that could take without end: past so many more bytes, or so many seconds, it breaks."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limits = {
        resource.RLIMIT_AS: pages * resource.getpagesize() + memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        now, ever = resource.getrlimit(what)
        resource.setrlimit(what, (most if now == resource.RLIM_INFINITY else min(most, now), ever))


def _work(work: Callable[[], Iterable[T]], pipe: int, taken: int) -> NoReturn:
    """All of the second process, on another core than the one `taken`. It says nothing and leaves nothing: no
    traceback, no buffer written twice."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        faulthandler.disable()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)  # whoever reads what this program prints need not wait for what is still done beside
        os.dup2(nowhere, 2)  # where compiled code tells of its own end
        with suppress(OSError):
            # Both wake one another through the pipe, and each time the system would put them on one core.
            os.sched_setaffinity(0, _allowed() - {taken} or _allowed())
        with os.fdopen(pipe, "wb") as results:
            for result in work():
                _send(result, results)
    finally:
        os._exit(0)


def _send(result: object, results: BinaryIO) -> None:
    pickler = pickle.Pickler(results, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # results are trees: nothing in them has to be remembered
    pickler.dump(result)
    results.flush()
