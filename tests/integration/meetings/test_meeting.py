"""One joint meeting from the first topic to the last resolution, every node with its own copy; over both buses."""

from datetime import timedelta

from tests.integration.meetings.table import KINDS, PLAN, Json, Table, head, ok, rows, seat
from tests.integration.schema import schema_differences
from zf_liaison.tables import Base
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.provision import AgencyDatabase

RESOLUTION = {
    "agency": "police",
    "co_agencies": ["procuratorate"],
    "deliverable": "制定价格认定材料清单",
    "acceptance": "清单经检法两家书面确认",
}


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["court"].owner_url
    assert await schema_differences(url, schema="liaison", metadata=Base.metadata) == []


async def test_a_meeting_runs_from_topic_to_closed_resolution_with_the_same_record_everywhere(table: Table) -> None:
    meeting_id, topics = await table.in_session("procuratorate", "police", "court")
    copy = await table.see("police", meeting_id)
    assert (head(copy)["state"], copy["own"], copy["quorum"]) == ("in_session", False, True)
    assert [one["proposer"] for one in rows(copy, "topics")] == ["procuratorate", "court"]
    assert seat(await table.see("committee", meeting_id), "court")["notice"] == "delivered"
    await table.do(
        "court", meeting_id, "opinions", topic_id=topics[0], stance="oppose", dissent=True, text="应先统一格式"
    )
    await table.do("police", meeting_id, "minutes", topic_id=topics[0], base=0, text="各家同意制定清单。")
    due = (table.town.clock.now() + timedelta(days=20)).date().isoformat()
    await table.do("committee", meeting_id, "resolutions", topic_id=topics[0], due=due, **RESOLUTION)
    await table.settle()
    await table.step(meeting_id, "end")
    await table.step(meeting_id, "circulate")
    await table.settle()
    for agency in ("procuratorate", "police", "committee"):
        await table.do(agency, meeting_id, "countersign", edition=1, decision="confirmed")
    await table.settle()
    await _issued_after_silence(table, meeting_id)
    await _resolution_closed(table, meeting_id)
    closed = await table.step(meeting_id, "close")
    assert head(closed)["state"] == "closed"
    await table.settle()
    first, *others = await table.copies(meeting_id)
    assert len(first) > 10
    assert others == [first] * 3


async def _issued_after_silence(table: Table, meeting_id: str) -> None:
    """The court has not answered: waiting until the third working day is over, then silent, never consent."""
    before = await table.leader("committee").post(
        f"/meetings/{meeting_id}/step",
        json={"step": "issue", "version": head(await table.see("committee", meeting_id))["version"]},
    )
    assert before.json()["problems"][0]["code"] == "meeting.countersign_open"
    table.town.clock.advance(timedelta(days=6))
    issued = await table.step(meeting_id, "issue")
    assert (head(issued)["state"], head(issued)["number"]) == ("tracking", "云政法联席纪〔2026〕1号")
    assert seat(issued, "court")["countersign"] == "silent"
    await table.settle()
    assert seat(await table.see("court", meeting_id), "court")["countersign"] == "silent"


async def _resolution_closed(table: Table, meeting_id: str) -> None:
    board = (await table.leader("police").get("/meetings/resolutions", params={"agency": "police"})).json()
    assert [one["resolution"]["state"] for one in board] == ["issued"]
    path = f"resolutions/{board[0]['resolution_id']}"
    await table.do("police", meeting_id, f"{path}/progress", text="清单已起草", done=False)
    await table.settle()
    await table.do("police", meeting_id, f"{path}/progress", text="清单已印发", done=True)
    await table.settle()
    await table.do("committee", meeting_id, f"{path}/verification", closed=True, text="检法已书面确认")
    await table.settle()
    assert (await table.leader("court").get("/meetings/resolutions")).json() == []


async def test_a_member_offline_during_the_whole_meeting_catches_up_to_the_same_record(table: Table) -> None:
    await table.settle()
    table.offline = {"court"}
    plan: Json = {"required": ["procuratorate"], "optional": ["police", "court"]}
    topic = await table.proposed("procuratorate")
    await table.settle()
    meeting_id = await _planned(table, topic, plan)
    await table.step(meeting_id, "convene")
    await table.settle()
    table.town.clock.advance(timedelta(days=11))
    await table.step(meeting_id, "open")
    await table.settle()
    for agency in ("committee", "procuratorate"):
        await table.do(agency, meeting_id, "attendance")
    await table.settle()
    for base, text in enumerate(("第一稿", "第二稿", "第三稿")):
        await table.do("procuratorate", meeting_id, "minutes", topic_id=topic, base=base, text=text)
        await table.settle()
    await table.step(meeting_id, "end")
    await table.step(meeting_id, "circulate")
    await table.settle()
    assert (await table.copies(meeting_id, of=["court"])) == [[]]
    await table.back("court")
    first, *others = await table.copies(meeting_id)
    assert others == [first] * 3
    await table.do("court", meeting_id, "countersign", edition=1, decision="objected", text="请补充出席情况")
    await table.settle()
    assert seat(await table.see("committee", meeting_id), "court")["countersign"] == "objected"


async def _planned(table: Table, topic: str, plan: Json) -> str:
    made = ok(await table.leader("committee").post("/meetings", json={**PLAN, **plan, "topics": [topic]}))
    return str(head(made)["meeting_id"])


async def test_duplicates_losses_and_another_order_change_nothing(quick: Table) -> None:
    assert isinstance(quick.town.bus, EmbeddedBus)
    quick.town.bus.vices = Vices(seed=11, duplicate=0.3, drop=0.2, lost_confirm=0.2, reorder=True)
    quick.patient = True
    meeting_id, topics = await quick.in_session("procuratorate", "police", "court")
    for agency in KINDS:
        await quick.do(agency, meeting_id, "opinions", topic_id=topics[1], stance="support", text=f"{agency}同意")
    for base in range(3):
        await quick.do("police", meeting_id, "minutes", topic_id=topics[0], base=base, text=f"第{base + 1}稿")
        await quick.settle()
    await quick.step(meeting_id, "end")
    await quick.settle()
    first, *others = await quick.copies(meeting_id)
    assert others == [first] * 3
    view = await quick.see("court", meeting_id)
    assert (len(rows(view, "opinions")), len(rows(view, "attendance"))) == (4, 4)


async def test_the_notice_names_the_officer_in_charge_and_the_page_who_it_is_today(quick: Table) -> None:
    officer = {
        "unit": "legal",
        "post": "officer",
        "name": "沈文静",
        "phone": "000-0000-1101",
        "term_from": "2026-01-01",
    }
    keeper = quick.person("police", "case_office_clerk")
    (made,) = (await keeper.post("/liaison-officers", json=officer)).json()
    await quick.settle()
    meeting_id, _ = await quick.convened()
    away = {"absent_from": "2026-11-20", "absent_until": "2026-11-30", "substitute": "陈志远", "version": 1}
    ok_rows = (await keeper.post(f"/liaison-officers/{made['id']}", json={**officer, **away})).json()
    assert ok_rows[0]["acting"] == "陈志远"
    await quick.settle()
    for agency in ("police", "court"):
        found = seat(await quick.see(agency, meeting_id), "police")
        assert (found["officer"], found["officer_today"]) == ("沈文静 000-0000-1101", "陈志远 000-0000-1101")
    assert seat(await quick.see("police", meeting_id), "court")["officer"] == ""
