"""collective_warnings.toml: what may stand there, and how a place becomes an area."""

import pytest

from zf_law.collective_warnings import read_collective_warnings
from zf_law.loader import Law, LawDataError, packaged_tables
from zf_law.reading import Row


def _table(**changed: object) -> Row:
    data = {**packaged_tables()["collective_warnings"], **changed}
    return Row(data, file="collective_warnings.toml", where="")


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("云岭区幸福家园 3 栋", "云岭区幸福家园"),
        ("云岭区幸福家园7栋2单元", "云岭区幸福家园"),
        ("示例路8号", "示例路"),
        ("", ""),
        ("车站", "车站"),
    ],
)
def test_neighbours_are_found_under_one_name(law: Law, place: str, area: str) -> None:
    assert law.collective_warnings.area_of(place) == area


RULE = {"id": "x", "by": "area", "zh": "甲", "en": "A", "days": 7, "registrations": 3, "people": 5}


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": [{**RULE, "by": "name"}]},
        {"rule": [{**RULE, "registrations": 1}]},
        {"rule": [{**RULE, "people": 2}]},
        {"rule": [RULE, RULE]},
        {"rule": []},
        {"settle_rule": "G99"},
        {"told_kinds": ["army"]},
        {"something": 1},
    ],
)
def test_the_program_refuses_to_start_on_the_unknown(law: Law, changed: dict[str, object]) -> None:
    with pytest.raises(LawDataError):
        read_collective_warnings(_table(**changed), deadlines=law.deadlines)
