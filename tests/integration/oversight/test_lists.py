"""Lists and counts of clocks and matters: bands, reach, pages."""

from datetime import date, datetime, timedelta

import pytest

from tests.integration.letters import deliver
from tests.integration.oversight.clock_messages import ANCHOR, custody, ended, started
from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_contracts.internal.reports import CaseOpened, CaseStageAdvanced
from zf_platform.clock import ZONE, FixedClock
from zf_platform.testing import Caller, ServiceUnderTest


async def several(oversight: ServiceUnderTest) -> None:
    """At 23 November 10:00: one of each band, and two that ended."""
    await deliver(
        oversight.service,
        started("running"),
        started("soon", due=date(2026, 11, 25), warn_at=(date(2026, 11, 23),), unit="economic", owner="police.other"),
        started("late", due=date(2026, 11, 22)),
        custody("late-custody", due=datetime(2026, 11, 23, 9, 59, tzinfo=ZONE), warn_at=()),
        started("met"),
        ended("met"),
        started("met-late"),
        ended("met-late", outcome="met_late"),
    )


async def test_each_clock_stands_in_its_band(oversight: ServiceUnderTest, leader: Caller) -> None:
    await several(oversight)
    for band, expected in {
        "overdue": ["late", "late-custody"],
        "due_soon": ["soon"],
        "running": ["running"],
        "ended": ["met", "met-late"],
    }.items():
        rows = (await leader.get("/clocks", params={"band": band})).json()["items"]
        assert sorted(row["id"] for row in rows) == expected
        assert {row["band"] for row in rows} == {band}
    assert await ids(leader) == ["late", "late-custody", "soon", "running"], "nearest due first"
    assert await ids(leader, custody="true") == ["late-custody"]
    assert await ids(leader, case_id="c1", unit="criminal") == ["late", "met", "met-late", "running"]


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (timedelta(0), "due_soon"),
        (timedelta(microseconds=1), "overdue"),
        (timedelta(hours=-1), "due_soon"),
        (timedelta(hours=-1, microseconds=-1), "running"),
    ],
)
async def test_list_filter_and_row_agree_at_the_borders(
    oversight: ServiceUnderTest, leader: Caller, clock: FixedClock, shift: timedelta, expected: str
) -> None:
    due = clock.now() - shift
    await deliver(oversight.service, custody(due=due, warn_at=(due - timedelta(hours=1),)))
    (row,) = (await leader.get("/clocks", params={"band": expected})).json()["items"]
    assert row["band"] == expected
    counts = (await leader.get("/clocks/summary")).json()
    assert {name: counts[name] for name in ("running", "due_soon", "overdue")} == {
        "running": 0,
        "due_soon": 0,
        "overdue": 0,
        expected: 1,
    }


async def test_the_summary_counts_every_clock_once(oversight: ServiceUnderTest, leader: Caller) -> None:
    await several(oversight)
    assert (await leader.get("/clocks/summary")).json() == {
        "running": 1,
        "due_soon": 1,
        "overdue": 2,
        "custody_overdue": 1,
        "met": 1,
        "met_late": 1,
        "breached": 0,
        "lapsed": 0,
        "by_unit": [
            {"unit": "criminal", "running": 1, "due_soon": 0, "overdue": 2},
            {"unit": "economic", "running": 0, "due_soon": 1, "overdue": 0},
        ],
    }


async def test_lists_and_counts_keep_to_the_readers_reach(oversight: ServiceUnderTest) -> None:
    await several(oversight)
    economic = oversight.caller("police.eco", roles=["handler"], unit="economic")
    other = oversight.caller("police.other", roles=["handler"], unit="yunling_station")
    own = oversight.caller("police.handler", roles=["receiver"], unit="economic")
    assert await ids(economic) == ["soon"]
    assert await ids(other) == ["soon"], "the owner sees a clock wherever it runs"
    assert await ids(own) == ["late", "late-custody", "running"]
    counts = (await economic.get("/clocks/summary")).json()
    assert (counts["due_soon"], counts["overdue"], len(counts["by_unit"])) == (1, 0, 1)
    stranger = oversight.caller("police.expert", roles=["expert"], unit="criminal")
    assert (await stranger.get("/clocks")).status_code == 403


async def test_pages_follow_each_other_without_gap_or_repeat(oversight: ServiceUnderTest, leader: Caller) -> None:
    await deliver(
        oversight.service, *(started(f"d{number:02}", due=date(2026, 12, 1 + number % 3)) for number in range(53))
    )
    first = (await leader.get("/clocks")).json()
    second = (await leader.get("/clocks", params={"cursor": first["next_cursor"]})).json()
    rows = first["items"] + second["items"]
    assert (len(first["items"]), len(rows), second["next_cursor"]) == (50, 53, None)
    assert [(row["due"], row["id"]) for row in rows] == sorted({(row["due"], row["id"]) for row in rows})


@pytest.mark.parametrize("path", ["/clocks", "/matters"])
@pytest.mark.parametrize("cursor", ["x", "MjAyNi0xMS0yMw==", "MjAyNi0xMS0yM1QxMDowMCBk", "%%%"])
async def test_a_foreign_cursor_is_refused(leader: Caller, path: str, cursor: str) -> None:
    answer = await leader.get(path, params={"cursor": cursor})
    assert answer.status_code == 422, answer.text
    assert answer.json()["problems"][0]["field"] == "cursor"


def opened(case_id: str = "c1", *, unit: str = "criminal") -> CaseOpened:
    return CaseOpened(
        case_id=case_id,
        case_no="A1",
        collab_no="XT1",
        report_id="r1",
        unit=unit,
        state="filing_review",
        opened_at=ANCHOR,
    )


def step(number: int, to_state: str, *, case_id: str = "c1") -> CaseStageAdvanced:
    return CaseStageAdvanced(
        case_id=case_id,
        case_no="A1",
        collab_no="XT1",
        unit="criminal",
        act=f"act_{number}",
        transition="T04",
        from_state="any",
        to_state=to_state,
        acted_at=ANCHOR + timedelta(hours=number),
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
async def test_a_matter_stands_where_its_newest_step_put_it(
    oversight: ServiceUnderTest, leader: Caller, order: tuple[int, ...]
) -> None:
    messages = (opened(), step(1, "investigating"), step(2, "exit_review"))
    await deliver(oversight.service, *(messages[number] for number in order))
    (matter,) = (await leader.get("/matters")).json()["items"]
    assert (matter["state"], matter["last_act"], matter["steps"]) == ("exit_review", "act_2", 2)
    assert datetime.fromisoformat(matter["opened_at"]) == ANCHOR
    assert matter["idle_days"] == 3


async def test_matters_at_rest_come_first_and_keep_to_the_reach(
    oversight: ServiceUnderTest, leader: Caller, clock: FixedClock
) -> None:
    await deliver(oversight.service, opened("old"), opened("moved"), opened("away", unit="economic"))
    clock.at = ANCHOR + timedelta(days=20)
    moved = step(0, "investigating", case_id="moved").model_copy(update={"acted_at": clock.at - timedelta(days=2)})
    await deliver(oversight.service, moved)
    late_leader = oversight.caller("police.leader", roles=["bureau_leader"], unit="leadership")
    head = oversight.caller("police.head", roles=["unit_head"], unit="criminal")
    assert await matters(late_leader) == ["away", "old", "moved"]
    assert await matters(head) == ["old", "moved"]
    assert await matters(head, idle_days="10") == ["old"]
    assert await matters(head, state="investigating") == ["moved"]
    own = oversight.caller("police.handler", roles=["receiver"], unit="criminal")
    assert await matters(own) == []


async def ids(caller: Caller, **params: str) -> list[str]:
    return [row["id"] for row in await _items(caller, "/clocks", params)]


async def matters(caller: Caller, **params: str) -> list[str]:
    return [row["case_id"] for row in await _items(caller, "/matters", params)]


async def _items(caller: Caller, path: str, params: dict[str, str]) -> list[dict[str, str]]:
    answer = await caller.get(path, params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, str]] = answer.json()["items"]
    return items


async def test_a_right_past_its_last_day_has_lapsed_and_is_nobodys_delay(
    oversight: ServiceUnderTest, leader: Caller, clock: FixedClock
) -> None:
    await deliver(
        oversight.service,
        started("right", rule="P23", nature="right", warn_at=(date(2026, 11, 20),)),
        started("term", rule="J13", nature="term"),
        started("duty"),
        started("used", rule="P16", nature="right"),
        ended("used"),
        started("unfulfilled"),
        ended("unfulfilled", outcome="breached"),
    )
    assert await ids(leader) == ["duty", "right", "term"]
    assert await ids(leader, band="due_soon") == ["right"], "before its end a right is worth a warning"
    clock.at = datetime(2026, 11, 28, tzinfo=ZONE)
    assert await ids(leader) == ["duty"]
    assert await ids(leader, band="overdue") == ["duty"]
    assert sorted(await ids(leader, band="ended")) == ["right", "term", "unfulfilled", "used"]
    counts = (await leader.get("/clocks/summary")).json()
    assert {name: counts[name] for name in ("overdue", "running", "due_soon", "met", "breached", "lapsed")} == {
        "overdue": 1, "running": 0, "due_soon": 0, "met": 1, "breached": 1, "lapsed": 1
    }  # fmt: skip


def made(number: str, hours: int) -> CollectiveDecisionRecorded:
    return CollectiveDecisionRecorded(
        case_id="c1",
        case_no="A1",
        collab_no="XT1",
        unit="criminal",
        number=number,
        act="withdraw_case",
        outcome="rejected",
        decided_at=ANCHOR + timedelta(hours=hours),
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_decision_heard_of_before_any_step_leaves_the_stage_to_the_step(
    oversight: ServiceUnderTest, leader: Caller, order: tuple[int, ...]
) -> None:
    messages = (made("云公执委议〔2026〕1号", 5), step(1, "investigating"))
    await deliver(oversight.service, *(messages[number] for number in order))
    (row,) = (await leader.get("/matters")).json()["items"]
    assert (row["state"], row["steps"], row["decisions"]) == ("investigating", 1, ["云公执委议〔2026〕1号"])
    assert datetime.fromisoformat(row["last_acted_at"]) == ANCHOR + timedelta(hours=1)


async def test_collective_decisions_of_a_matter_are_listed_once(oversight: ServiceUnderTest, leader: Caller) -> None:
    """A decision moves no stage and ends no rest."""
    await deliver(oversight.service, opened(), made("云公执委议〔2026〕1号", 3), made("云公执委议〔2026〕1号", 3))
    await deliver(oversight.service, step(1, "investigating"), made("云公执委议〔2026〕2号", 5))
    (row,) = (await leader.get("/matters")).json()["items"]
    assert row["decisions"] == ["云公执委议〔2026〕1号", "云公执委议〔2026〕2号"]
    assert row["state"] == "investigating", "a step entered later is not hidden by a decision"
