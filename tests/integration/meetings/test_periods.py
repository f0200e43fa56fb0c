"""What a meeting asks of its members by when runs as a clock of each node and is told to its oversight (S-067)."""

from datetime import timedelta

from tests.integration.meetings.table import STARTS, Json, Table, ok
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted
from zf_platform.bus.embedded import EmbeddedBus, Vices

DRAFT: Json = {"agency": "police", "deliverable": "制定价格认定材料清单", "acceptance": "书面确认"}
DUE = STARTS + timedelta(days=20)


async def test_each_member_is_asked_to_countersign_and_silence_ends_unfulfilled(quick: Table) -> None:
    meeting_id, _ = await _going_round(quick)
    for agency in ("police", "court", "procuratorate", "committee"):
        assert _started(quick, agency) == [("meeting", "K01", meeting_id, "case_office" if agency != "court" else "")]
    await quick.do("procuratorate", meeting_id, "countersign", edition=1, decision="confirmed")
    await quick.settle()
    assert _ended(quick, "procuratorate") == [("met", "countersign")]
    assert _ended(quick, "police") == []
    await quick.step(meeting_id, "revise")
    await quick.settle()
    assert _ended(quick, "police") == [("cancelled", "revise")]
    assert _ended(quick, "procuratorate") == [("met", "countersign")]
    await quick.step(meeting_id, "circulate")
    await quick.settle()
    assert len(_started(quick, "police")) == len(_started(quick, "procuratorate")) == 2
    await quick.do("police", meeting_id, "countersign", edition=2, decision="confirmed")
    await quick.settle()
    quick.town.clock.advance(timedelta(days=6))
    await quick.step(meeting_id, "issue")
    await quick.settle()
    assert _ended(quick, "police")[1:] == [("met", "countersign")]
    assert _ended(quick, "court")[1:] == [("breached", "issue")]


async def test_report_and_day_of_a_resolution_run_at_its_agency_alone(quick: Table) -> None:
    """The report runs anew from each report; the day runs until the report of fulfilment, again when it is sent back."""
    meeting_id, resolution_id = await _resolved(quick)
    first = quick.town.watchers["police"].of(DeadlineStarted)[1:]
    assert {(one["matter_kind"], one["rule"], str(one["due"])[:10]) for one in first} == {
        ("resolution", "K02", await _report_due(quick)),
        ("resolution", "K03", DUE.date().isoformat()),
    }
    assert {(one["case_id"], one["collab_no"], one["case_no"]) for one in first} == {
        (resolution_id, meeting_id, "云政法联席纪〔2026〕1号第1项")
    }
    assert [rule for _, rule, _, _ in _started(quick, "court")] == ["K01"]
    path = f"resolutions/{resolution_id}"
    quick.town.clock.advance(timedelta(days=3))
    await quick.do("police", meeting_id, f"{path}/progress", text="已起草", done=False)
    await quick.settle()
    assert await _running(quick) == [
        ("K02", await _report_due(quick)),
        ("K03", DUE.date().isoformat()),
    ]
    quick.town.clock.advance(timedelta(days=12))
    await quick.do("police", meeting_id, f"{path}/progress", text="已印发", done=True)
    await quick.settle()
    assert await _running(quick) == []
    states = await quick.town.rows("police", "SELECT rule, state FROM matter_clock ORDER BY anchor, rule")
    assert states[1:] == [("K02", "met"), ("K03", "met"), ("K02", "met_late")]
    await quick.do("committee", meeting_id, f"{path}/verification", closed=False, text="缺检察院确认")
    await quick.settle()
    assert [rule for rule, _ in await _running(quick)] == ["K02", "K03"]
    await quick.do("police", meeting_id, f"{path}/progress", text="已补", done=True)
    await quick.settle()
    assert await _running(quick) == []
    assert [rule for _, rule, _, _ in _started(quick, "procuratorate")] == ["K01"]


async def test_who_reported_in_time_is_not_overdue_while_the_convener_thinks(quick: Table) -> None:
    meeting_id, resolution_id = await _resolved(quick)
    await quick.do("police", meeting_id, f"resolutions/{resolution_id}/progress", text="已印发", done=True)
    await quick.settle()
    quick.town.clock.advance(timedelta(days=40))
    await quick.town.job("committee", "watch_resolutions")
    await quick.settle()
    (line,) = (await quick.leader("police").get("/meetings/resolutions")).json()
    assert (line["overdue"], line["resolution"]["overdue_at"]) == (False, None)


async def test_duplicates_and_another_order_count_the_same_clocks(quick: Table) -> None:
    assert isinstance(quick.town.bus, EmbeddedBus)
    quick.town.bus.vices = Vices(seed=5, duplicate=0.3, drop=0.2, lost_confirm=0.2, reorder=True)
    quick.patient = True
    meeting_id, resolution_id = await _resolved(quick)
    quick.town.clock.advance(timedelta(days=2))
    await quick.do("police", meeting_id, f"resolutions/{resolution_id}/progress", text="已起草", done=False)
    await quick.settle()
    sql = "SELECT rule, state, due FROM matter_clock WHERE matter_kind = 'resolution' ORDER BY anchor, rule"
    found = [(rule, state) for rule, state, _ in await quick.town.rows("police", sql)]
    assert found == [("K02", "met"), ("K03", "running"), ("K02", "running")]


def _started(table: Table, agency: str) -> list[tuple[object, object, object, object]]:
    told = table.town.watchers[agency].of(DeadlineStarted)
    return [(one["matter_kind"], one["rule"], one["case_id"], one["unit"]) for one in told]


def _ended(table: Table, agency: str) -> list[tuple[object, object]]:
    return [(one["outcome"], one["act"]) for one in table.town.watchers[agency].of(DeadlineEnded)]


async def _running(table: Table) -> list[tuple[object, object]]:
    sql = "SELECT rule, left(due, 10) FROM matter_clock WHERE state = 'running' ORDER BY rule"
    return [(rule, due) for rule, due in await table.town.rows("police", sql)]


async def _report_due(table: Table) -> object:
    """As the record says; the clock counts alike."""
    (line,) = (await table.leader("police").get("/meetings/resolutions")).json()
    return line["resolution"]["report_due"]


async def _going_round(table: Table) -> tuple[str, list[str]]:
    meeting_id, topics = await table.in_session("procuratorate", "police")
    draft = {"topic_id": topics[0], "due": DUE.date().isoformat(), **DRAFT}
    ok(await table.leader("committee").post(f"/meetings/{meeting_id}/resolutions", json=draft))
    await table.do("committee", meeting_id, "minutes", base=0, text="议定一项。")
    await table.settle()
    await table.step(meeting_id, "end")
    await table.step(meeting_id, "circulate")
    await table.settle()
    return meeting_id, topics


async def _resolved(table: Table) -> tuple[str, str]:
    meeting_id, _ = await _going_round(table)
    for agency in ("committee", "procuratorate", "police", "court"):
        await table.do(agency, meeting_id, "countersign", edition=1, decision="confirmed")
    await table.settle()
    await table.step(meeting_id, "issue")
    await table.settle()
    (line,) = (await table.leader("police").get("/meetings/resolutions")).json()
    return meeting_id, str(line["resolution_id"])
