"""The parent that forks the serving process anew when it was killed, with real processes and real signals."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from zf_node.stand_by import pause_after

pytestmark = [pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it serves itself"), pytest.mark.timeout(60)]
_ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def _standing(*behaviour: str) -> Iterator[subprocess.Popen[str]]:
    program = [sys.executable, "-m", "tests.unit.node.standing", *behaviour]
    with subprocess.Popen(program, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _serving(process: subprocess.Popen[str]) -> list[int]:
    """deaths, pid, parent and process group, as the serving process tells them."""
    assert process.stdout is not None
    word, *numbers = process.stdout.readline().split()
    assert word == "serving"
    return [int(number) for number in numbers]


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_whoever_is_killed_is_forked_anew_and_logged() -> None:
    with _standing("killed", "aborts", "serves") as process:
        lives = [_serving(process) for _ in range(3)]
        assert [deaths for deaths, *_ in lives] == [0, 1, 2]
        assert {parent for _, _, parent, _ in lives} == {process.pid}
        assert len({pid for _, pid, *_ in lives}) == 3
        assert _line(process) == "ready"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
    told = [line for line in errors.splitlines() if '"process.killed"' in line]
    assert [f'"signal": {number}' in line for number, line in zip((9, 6), told, strict=True)] == [True, True]
    assert f'"killed": {lives[0][1]}' in told[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_stop_reaches_the_child_once_and_its_status_comes_back(number: signal.Signals) -> None:
    with _standing("serves") as process:
        _, child, _, group = _serving(process)
        assert group == child, "Ctrl+C on a terminal would reach it twice"
        assert _line(process) == "ready"
        process.send_signal(number)
        output, _ = process.communicate(timeout=10)
        assert output.split("\n")[:-1] == [f"told {number.value}"]
        assert process.returncode == 0
        assert _gone(child)


def test_a_start_that_is_refused_is_not_tried_again() -> None:
    with _standing("refuses") as process:
        output, errors = process.communicate(timeout=10)
        assert output.count("serving") == 1
        assert process.returncode == 5
        assert errors == ""


def test_the_child_dies_with_its_parent() -> None:
    with _standing("serves") as process:
        _, child, *_ = _serving(process)
        assert _line(process) == "ready"
        process.kill()
        assert _gone(child)


def test_a_stop_between_two_forks_is_heard() -> None:
    with _standing("killed") as process:
        while _serving(process)[0] < 6:  # By then the pause is longer than three seconds.
            pass
        time.sleep(0.2)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - begin < 1


def test_with_a_thread_it_serves_itself() -> None:
    with _standing("thread") as process:
        assert _serving(process)[:2] == [0, process.pid]


def test_what_is_killed_at_once_waits_longer_each_time() -> None:
    assert [pause_after(lives) for lives in (0, 1, 2, 3, 7, 8, 1000)] == [0.0, 0.1, 0.2, 0.4, 6.4, 10.0, 10.0]


def test_loading_a_service_leaves_no_thread() -> None:
    loading = "import os, zf_node.cli; from zf_node.serve_service import load; load()"
    program = [sys.executable, "-c", f"{loading}; print(len(os.listdir('/proc/self/task')))"]
    found = subprocess.run(program, capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "1"
