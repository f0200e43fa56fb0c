"""reception.toml: what it says, and that a wrong one is refused at load."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables
from zf_law.reception import Reception

Path = tuple[str | int, ...]


def broken(path: Path, value: object) -> Mapping[str, Mapping[str, object]]:
    """The packaged tables with one value of reception.toml changed; None takes it away."""
    tables = deepcopy(dict(packaged_tables()))
    place: object = tables["reception"]
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    if value is None:
        del place[path[-1]]  # type: ignore[attr-defined]
    else:
        place[path[-1]] = value  # type: ignore[index]
    return tables


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("counter", "handover_minutes"), 0, "every figure is positive"),
        (("counter", "collective_from"), 1, "no collective visit"),
        (("priority", 0, "rank"), 0, "must be positive"),
        (("priority", 4, "id"), "plain", "a priority class normal is needed"),
        (("priority", 1, "id"), "elderly", "appears twice"),
        (("hall", 0, "agency"), "market", "no agency with a node"),
        (("hall", 1, "joint"), True, "more than one joint hall"),
        (("hall", 0, "queues", 0, "letter"), "B", "appears twice"),
        (("hall", 0, "queues", 0, "letter"), "ab", "one capital letter"),
        (("hall", 0, "queues", 0, "agency"), "moon", "unknown agency moon"),
        (("hall", 0, "queues", 5, "room"), "", "a room of its own"),
        (("hall", 0, "queues", 5, "id"), "many", "needs a queue collective"),
        (("session_rule", 0, "kinds"), ["palace"], "unknown value palace"),
        (("session_rule", 0, "weekdays"), ["holiday"], "unknown value holiday"),
        (("session_rule", 0, "days_of_month"), [32], "numbers from 1 to 31"),
        (("session_rule", 0, "days_of_month"), "5", "list of whole numbers"),
        (("session_rule", 0, "shift"), "previous", "'shift' is next_working"),
        (("session_rule", 0, "starts"), "nine", "a time such as"),
        (("session_rule", 0, "ends"), "08:00", "'ends' lies after"),
        (("promise", 0, "clock"), "sundial", "unknown value sundial"),
        (("promise", 0, "amount"), 0, "must be positive"),
        (("promise", 0, "unit_kinds"), [], "at least one kind of unit"),
        (("standard", 1, "id"), "greeting", "appears twice"),
        (("promise", 0, "colour"), "red", "unknown key"),
        (("version",), None, "'version' is missing"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(path: Path, value: object, fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        build_law(broken(path, value))


def test_a_rule_without_any_day_is_refused() -> None:
    tables = broken(("session_rule", 0, "days_of_month"), [])
    tables["reception"]["session_rule"][0]["weekdays"] = []  # type: ignore[index]
    with pytest.raises(LawDataError, match="names no day"):
        build_law(tables)


def test_every_node_has_a_hall_and_the_committee_the_joint_one() -> None:
    law = load_law()
    assert set(law.reception.halls) == {agency.code for agency in law.agencies.with_node()}
    joint = law.reception.joint_hall()
    assert joint is not None
    assert {queue.agency for queue in joint.queues} == set(law.reception.halls)


def test_rules_and_promises_hold_from_their_day() -> None:
    reception: Reception = load_law().reception
    kind = load_law().agencies.by_code("procuratorate").kind
    assert reception.session_rule(kind, on=date(2004, 12, 31)) is None
    found = reception.session_rule(kind, on=date(2026, 11, 23))
    assert found is not None
    assert found.names(date(2026, 12, 5))
    assert found.names(date(2026, 11, 27))
    assert not found.names(date(2026, 11, 26))
    assert reception.promises_on(date(2025, 12, 31)) == ()
    assert {one.id for one in reception.promises_on(date(2026, 1, 1))} >= {"wait", "handover", "appointment"}
