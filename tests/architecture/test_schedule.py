"""Tests that share a server, databases or a browser stay with one worker."""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT
from tests.schedule import ON_THE_BROKER, TOGETHER, group_of, unit_of


@pytest.mark.parametrize("place", [*ON_THE_BROKER, *(one for one in TOGETHER if not one.endswith("_"))])
def test_every_place_that_is_kept_together_exists(place: str) -> None:
    assert (ROOT / place).exists()


def test_what_uses_the_broker_is_one_unit_of_work_and_other_files_are_their_own() -> None:
    ids = (
        "tests/integration/joint/test_a.py::test_x[rabbit_city]",
        "tests/distributed/test_b.py::test_y[a::b@c]",
        "tests/unit/law/test_c.py::test_z",
    )
    assert [unit_of(one) for one in ids] == ["broker", "broker", "tests/unit/law/test_c.py"]
    assert group_of("tests/faults/test_x.py") < group_of("tests/e2e/test_y.py") < group_of("tests/unit/test_z.py")


_ASKS = re.compile(r"\bstanding_broker\b|: Broker\b")
_LENDERS = ("tests/fleet/", "tests/architecture/")
"""They only pass a broker on."""


def astray(root: Path) -> list[str]:
    """Files that ask for a broker and may run beside others that do."""
    places = {path.relative_to(root).as_posix(): path for path in (root / "tests").glob("*/**/*.py")}
    asking = [place for place, path in places.items() if _ASKS.search(path.read_text(encoding="utf-8"))]
    return [place for place in asking if unit_of(place) != "broker" and not place.startswith(_LENDERS)]


def test_whoever_asks_for_the_broker_is_in_its_group(tmp_path: Path) -> None:
    assert astray(ROOT) == []
    planted = tmp_path / "tests" / "unit" / "test_planted.py"
    planted.parent.mkdir(parents=True)
    planted.write_text("def test_it(broker: Broker) -> None: ...\n", encoding="utf-8")
    assert astray(tmp_path) == ["tests/unit/test_planted.py"]
