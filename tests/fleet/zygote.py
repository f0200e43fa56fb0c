"""Starts service processes cheaply: everything is imported once, then each process is a fork with its own environment.

Run as a program. One JSON line per order on standard input, one per event on standard output:
{"start": key, "argv": [...], "environment": {...}, "log": path} → {"started": key, "pid": n}, and later
{"ended": pid, "status": exit status, or minus the number of the signal}. Each child is a real process of its own session,
runs the very command of `zf`, and dies with this program.
"""

import ctypes
import importlib
import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PROGRAMS = (
    "zf_node.cli",
    "zf_node.serve_service",
    "zf_node.serve_hall",
    "uvicorn.lifespan.off",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "tests.fleet.faulty_release",
    "tests.fleet.small_city",
    "tests.fleet.provision_once",
)


def main() -> None:
    _warm_up()
    print(json.dumps({"ready": os.getpid()}), flush=True)
    children: set[int] = set()
    pending = b""
    while True:
        readable, _, _ = select.select([0], [], [], 0.05)
        if readable:
            read = os.read(0, 1 << 16)
            if not read:
                break
            *orders, pending = (pending + read).split(b"\n")
            children.update(_start(json.loads(order)) for order in orders)
        _reap(children)
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _warm_up() -> None:
    """The costly imports; nothing that starts a thread or a loop."""
    for name in _PROGRAMS:
        importlib.import_module(name)


def _start(order: dict[str, object]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(order)
    print(json.dumps({"started": order["start"], "pid": pid}), flush=True)
    return pid


def _become(order: dict[str, object]) -> None:
    """In the child; never returns."""
    status = 70
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        _redirect(Path(str(order["log"])))
        environment, argv = order["environment"], order["argv"]
        assert isinstance(environment, dict)
        assert isinstance(argv, list)
        os.environ.update(environment)
        _arm()
        status = _run([str(one) for one in argv])
    except BaseException:  # noqa: BLE001 - the child must not fall back into the loop of its parent
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _redirect(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(source, target)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)


def _arm() -> None:
    """The failpoints were imported before this process had its environment."""
    from zf_platform import failpoints

    failpoints.arm(os.environ.get("ZF_FAILPOINT", ""))


def _run(argv: list[str]) -> int:
    """`exec zf …` replaces this process by a fresh interpreter; everything else uses what is imported already."""
    if argv[0] == "exec":
        os.execv(sys.executable, [sys.executable, "-m", "zf_node.cli", *argv[2:]])
    try:
        if argv[0] == "zf":
            from zf_node.cli import app

            sys.argv = argv
            app(argv[1:])
        else:
            importlib.import_module(argv[0]).main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _reap(children: set[int]) -> None:
    while children:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        children.discard(pid)
        print(json.dumps({"ended": pid, "status": os.waitstatus_to_exitcode(status)}), flush=True)


if __name__ == "__main__":
    main()
