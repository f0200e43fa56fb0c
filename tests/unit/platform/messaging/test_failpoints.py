"""A named failpoint kills its process at the chosen passage, and only then."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import zf_platform
from zf_platform.failpoints import FAILPOINTS, failpoint

PASS_TWICE = "from zf_platform.failpoints import failpoint as f\nf('act.after_claim')\nprint(1)\nf('act.after_claim')\n"


@pytest.mark.parametrize(
    ("setting", "printed", "killed"),
    [
        ("act.after_claim", "", True),
        ("act.after_claim:2", "1", True),
        ("act.after_claim:3", "1", False),
        ("outbox.after_claim", "1", False),
        ("", "1", False),
    ],
)
def test_the_process_dies_at_its_turn(setting: str, printed: str, killed: bool) -> None:
    found = subprocess.run(
        [sys.executable, "-u", "-c", PASS_TWICE],
        env={**os.environ, "ZF_FAILPOINT": setting},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert found.stdout.strip() == printed
    assert found.returncode == (-signal.SIGKILL if killed else 0)


def test_every_registered_failpoint_stands_in_the_code_and_the_reverse() -> None:
    root = Path(zf_platform.__file__).parent.parent.parent
    used = set()
    for folder in ("shared", "services"):
        for path in (root / folder).rglob("*.py"):
            used |= set(re.findall(r'\bfailpoint\("([a-z_.]+)"\)', path.read_text(encoding="utf-8")))
    assert used - FAILPOINTS.keys() == set()
    assert FAILPOINTS.keys() - used == set()


def test_without_a_setting_it_does_nothing() -> None:
    failpoint("act.after_claim")
