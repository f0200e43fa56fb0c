"""Whoever claims a feature shows its test."""

from pathlib import Path

import pytest

from tests.architecture.features import feature_violations
from tests.architecture.source_tree import ROOT

FEATURES = ROOT / "docs" / "features.md"
GOOD = """# Features

| row | what | where | test |
|---|---|---|---|
| S-034 | 受案登记 | `services/intake` | `tests/unit/test_planted.py::test_it` |
| S-033 | 统一入口 | `services/intake` | `tests/unit/test_planted.py::TestGroup::test_inner` |
"""


def test_every_feature_has_a_test_that_exists() -> None:
    if not FEATURES.exists():
        pytest.skip("docs/features.md is not written yet")
    assert feature_violations(FEATURES.read_text(encoding="utf-8"), root=ROOT) == []


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    (tmp_path / "services" / "intake").mkdir(parents=True)
    tests = tmp_path / "tests" / "unit"
    tests.mkdir(parents=True)
    (tests / "test_planted.py").write_text(
        "def test_it(): ...\nclass TestGroup:\n    async def test_inner(self): ...\n", encoding="utf-8"
    )
    return tmp_path


def test_a_true_table_passes(small_tree: Path) -> None:
    assert feature_violations(GOOD, root=small_tree) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        (GOOD.replace("::test_it", "::test_gone"), "test_gone does not exist"),
        (GOOD.replace("TestGroup", "TestOther"), "TestOther::test_inner does not exist"),
        (GOOD.replace("test_planted.py", "test_missing.py"), "test_missing.py::test_it does not exist"),
        (GOOD.replace("services/intake", "services/nowhere"), "services/nowhere does not exist"),
        (GOOD.replace("S-034", "something"), "no row of the requirements"),
        (GOOD.split("`tests", maxsplit=1)[0] + "later |\n", "S-034 has no test"),
        (
            GOOD + "| S-034 | 受案登记: more | `services/intake` | `tests/unit/test_planted.py::test_it` |\n",
            "told before in line 5",
        ),
        ("# Features\n\nall done\n", "no table"),
    ],
)
def test_a_false_claim_is_found(small_tree: Path, changed: str, complaint: str) -> None:
    assert any(complaint in violation for violation in feature_violations(changed, root=small_tree))
