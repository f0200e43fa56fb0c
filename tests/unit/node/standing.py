"""A program under `stand_by`, for test_stand_by: each serving process says who it is and then does as the n-th word says."""

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence

from zf_node.stand_by import stand_by


def main(behaviour: Sequence[str]) -> None:
    deaths = stand_by(_leave_a_thread if behaviour[0] == "thread" else lambda: None)
    _say(f"serving {deaths} {os.getpid()} {os.getppid()} {os.getpgrp()}")
    act = behaviour[min(deaths, len(behaviour) - 1)]
    if act == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if act == "aborts":
        os.abort()
    if act == "refuses":
        raise SystemExit(5)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    _say("ready")
    _stay()


def _say(words: str) -> None:
    """Past the buffer: a signal may come while its `print` is under way, and the next `print` would be refused."""
    os.write(1, f"{words}\n".encode())


def _stay() -> None:
    """In short steps: a signal that comes just before the program sleeps is answered only when it wakes."""
    for _ in range(3000):
        time.sleep(0.02)


def _stop(number: int, _frame: object) -> None:
    _say(f"told {number}")
    raise SystemExit(0)


def _leave_a_thread() -> None:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
