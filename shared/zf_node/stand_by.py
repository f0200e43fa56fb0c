"""A small parent that holds what is costly to load, and forks the serving process from it, anew whenever that is killed.

Whoever is killed (out of memory, a fault in a C library, a message that kills its process) is replaced by a fork and not by
a start. The parent has no loop, no thread and no connection; it waits for signals, hands on those that ask to stop, and ends
as its child ended when that was no kill. A child never outlives its parent.
"""

import ctypes
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zf_platform.log import setup_logging
from zf_platform.telemetry_names import LogEvent

_log = logging.getLogger("zf.process")

_WATCHED = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT)
_PR_SET_PDEATHSIG = 1
_SHORT_LIFE = 0.5
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 10.0


@dataclass(frozen=True, slots=True)
class _End:
    """How a child ended: `status` is its exit status, or minus the signal's number; `asked`: we had been told to stop."""

    status: int
    asked: bool


def stand_by(load: Callable[[], None]) -> int:
    """Load, then return once in each serving process: how many before it were killed. In the parent it never returns.

    Where a fork is not safe (another system than Linux, a thread that `load` left behind) this process serves itself.
    """
    load()
    if not _may_fork():
        return 0
    setup_logging()
    gc.collect()
    gc.freeze()
    _watch()
    parent, deaths, short_lives = os.getpid(), 0, 0
    while True:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            _become_child(parent)
            return deaths
        end = _wait_for(child)
        if end.asked or end.status >= 0:
            raise SystemExit(end.status if end.status >= 0 else 128 - end.status)
        deaths += 1
        short_lives = short_lives + 1 if time.monotonic() - began < _SHORT_LIFE else 0
        pause = pause_after(short_lives)
        _log.error(
            LogEvent.PROCESS_KILLED, extra={"killed": child, "signal": -end.status, "deaths": deaths, "pause": pause}
        )
        if _told_to_stop_within(pause):
            raise SystemExit(0)


def pause_after(short_lives: int) -> float:
    """Seconds until the next fork: none after a life that did some work, then twice as long each time, up to ten."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(short_lives, 10)) if short_lives else 0.0


def _may_fork() -> bool:
    """Only a process of one thread may: whatever another one held would stay locked in the child for ever."""
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


def _watch() -> None:
    """The parent takes its signals one by one when it waits for them, so none is lost around a fork.

    The handlers are never called; but the first process of a container gets no signal without one.
    """
    for number in _WATCHED:
        signal.signal(number, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)


def _become_child(parent: int) -> None:
    """Signals as a new process has them; a process group of its own, so that Ctrl+C comes once, from the parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # It died before the line above.
        os._exit(1)
    os.setpgid(0, 0)
    for number in _WATCHED:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)


def _wait_for(child: int) -> _End:
    asked = False
    while True:
        number = signal.sigwait(_WATCHED)
        if number != signal.SIGCHLD:
            asked = True
            os.kill(child, number)
        elif (status := _reaped(child)) is not None:
            return _End(status, asked)


def _reaped(child: int) -> int | None:
    """The end of this child, if it has ended. The first process of a container is given orphans to bury, too."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if pid == child:
            return os.waitstatus_to_exitcode(status)
        if pid == 0:
            return None


def _told_to_stop_within(seconds: float) -> bool:
    return signal.sigtimedwait((signal.SIGTERM, signal.SIGINT), seconds) is not None
