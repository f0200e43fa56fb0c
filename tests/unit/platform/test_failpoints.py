"""Every named failpoint is passed somewhere, nothing unnamed is; it strikes at its turn, by kill or by freeze."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, packages
from zf_platform.failpoints import FAILPOINTS

_TRY = """
from zf_platform.failpoints import failpoint
for turn in range(1, 6):
    failpoint("act.after_claim")
    print(turn, flush=True)
"""


def test_names_and_calls_are_the_same() -> None:
    called = {
        node.args[0].value
        for source in packages(ROOT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "failpoint"
        if isinstance(node.args[0], ast.Constant)
    }
    assert called == set(FAILPOINTS)


@pytest.mark.parametrize(
    ("setting", "turns"), [("act.after_claim", 0), ("act.after_claim:3", 2), ("other", 5), ("", 5)]
)
def test_it_kills_at_its_turn(setting: str, turns: int) -> None:
    done = subprocess.run([sys.executable, "-c", _TRY], env=_with(setting), capture_output=True, check=False, text=True)
    assert done.stdout.split() == [str(turn) for turn in range(1, turns + 1)]
    assert done.returncode == (0 if turns == 5 else -signal.SIGKILL)


def test_it_freezes_and_goes_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _TRY], env=_with("act.after_claim:2:stop"), stdout=subprocess.PIPE, text=True
    ) as running:
        _, status = os.waitpid(running.pid, os.WUNTRACED)
        assert os.WSTOPSIG(status) == signal.SIGSTOP
        running.send_signal(signal.SIGCONT)
        out, _ = running.communicate(timeout=10)
    assert out.split() == ["1", "2", "3", "4", "5"]


def test_the_place_can_be_chosen_by_a_file(tmp_path: Path) -> None:
    choice = tmp_path / "failpoint"
    choice.write_text("act.after_claim:2")
    done = subprocess.run(
        [sys.executable, "-c", _TRY], env=_with(f"@{choice}"), capture_output=True, check=False, text=True
    )
    assert (done.stdout.split(), done.returncode) == (["1"], -signal.SIGKILL)


def _with(setting: str) -> dict[str, str]:
    return {**os.environ, "ZF_FAILPOINT": setting, "PYTHONPATH": str(ROOT / "shared")}
