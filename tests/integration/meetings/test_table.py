"""Agenda, invitations and distribution on the nodes, and what comes too late; each refusal is recorded and changes nothing."""

from datetime import timedelta

from tests.integration.meetings.table import STARTS, Json, Table, codes, head, ok, rows, seat
from tests.integration.meetings.test_refusals import _rejections, _said, _send
from zf_contracts import meeting_values as v
from zf_contracts.interagency import meetings as m

REFUSED = "SELECT count(*) FROM audit_entry WHERE act = 'act.refused'"


async def test_the_agenda_has_one_order_on_every_node(quick: Table) -> None:
    odd = {"convener": "committee", "type": "gossip", "title": "闲谈"}
    assert codes(await quick.leader("police").post("/meetings/topics", json=odd)) == ["meeting.topic_type_unknown"]
    meeting_id, topics = await quick.convened()
    version = head(await quick.see("committee", meeting_id))["version"]
    path = f"/meetings/{meeting_id}/agenda"
    lacking = await quick.leader("committee").post(path, json={"version": version, "topics": topics[:1]})
    assert codes(lacking) == ["meeting.agenda_incomplete"]
    foreign = await quick.leader("police").post(path, json={"version": version, "topics": topics[::-1]})
    assert foreign.status_code == 403
    ok(await quick.leader("committee").post(path, json={"version": version, "topics": topics[::-1]}))
    await quick.settle()
    for agency in ("committee", "police", "court"):
        assert [one["topic_id"] for one in rows(await quick.see(agency, meeting_id), "topics")] == topics[::-1]


async def test_the_calendar_file_has_time_place_and_agenda_and_counts_changes(quick: Table) -> None:
    meeting_id, _ = await quick.convened()
    answer = await quick.leader("court").get(f"/meetings/{meeting_id}/calendar")
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert f"UID:{meeting_id}@zhengfa" in lines
    assert f"DTSTART:{(STARTS - timedelta(hours=8)):%Y%m%dT%H%M%SZ}" in lines
    assert "SUMMARY:刑事案件证据标准联席会议" in lines
    assert "DESCRIPTION:1. 盗窃案件价格认定材料\\n2. 卷宗电子化质量" in lines
    assert all(len(one.encode()) <= 75 for one in answer.text.split("\r\n"))
    sequence = next(one for one in lines if one.startswith("SEQUENCE:"))
    version = head(await quick.see("committee", meeting_id))["version"]
    assert sequence == f"SEQUENCE:{version}"


async def test_secret_minutes_are_distributed_to_those_who_were_there(quick: Table) -> None:
    meeting_id = await _going_round(quick, secrecy="secret")
    for agency in ("committee", "procuratorate", "police", "court"):
        await quick.do(agency, meeting_id, "countersign", edition=1, decision="confirmed")
    await quick.settle()
    version = head(await quick.see("committee", meeting_id))["version"]
    wide: Json = {"step": "issue", "version": version, "distribution": ["police", "court"]}
    refused = await quick.leader("committee").post(f"/meetings/{meeting_id}/step", json=wide)
    assert codes(refused) == ["meeting.secret_only_to_present"]
    issued = await quick.step(meeting_id, "issue")
    await quick.settle()
    assert set(head(issued)["distribution"]) == {"committee", "procuratorate", "police"}  # type: ignore[call-overload]
    for agency, printable in (("police", True), ("court", False)):
        papers = ok(await quick.leader(agency).get(f"/meetings/{meeting_id}/papers"))
        assert ("meeting_minutes" in [one["type"] for one in rows(papers, "possible")]) is printable
    tried = await quick.leader("court").post(f"/meetings/{meeting_id}/papers", json={"type": "meeting_minutes"})
    assert codes(tried) == ["paper.nothing_to_print"]


async def test_an_answer_after_the_deadline_or_the_closing_is_refused_recorded_and_changes_nothing(
    quick: Table,
) -> None:
    meeting_id = await _going_round(quick)
    quick.town.clock.advance(timedelta(days=6))
    before = await quick.copies(meeting_id)
    signing = {"edition": 1, "decision": "confirmed"}
    late = await quick.leader("police").post(f"/meetings/{meeting_id}/countersign", json=signing)
    assert codes(late) == ["meeting.countersign_over"]
    assert await quick.town.value("police", REFUSED) == 1
    told = v.Countersigning.model_validate({**_said(quick, meeting_id, "n-7"), **signing})
    await _send(quick, "court", m.JointMeetingCountersigned(body=told), to="committee")
    assert await _rejections(quick, "court") == ["meeting.countersign_over"]
    assert await quick.copies(meeting_id) == before
    await quick.step(meeting_id, "issue")
    await quick.settle()
    after = await quick.copies(meeting_id)
    vote = {"topic_id": "", "stance": "support", "text": "同意"}
    for path, body, code in (
        ("countersign", signing, "meeting.countersign_closed"),
        ("opinions", {**vote, "topic_id": "x"}, "meeting.opinions_closed"),
        ("attendance", None, "meeting.check_in_closed"),
        ("minutes", {"base": 1, "text": "事后改写"}, "meeting.minutes_closed"),
    ):
        answer = await quick.leader("police").post(f"/meetings/{meeting_id}/{path}", json=body)
        assert code in codes(answer), path
    assert await quick.town.value("police", REFUSED) == 5
    assert await quick.copies(meeting_id) == after
    assert seat(await quick.see("court", meeting_id), "police")["countersign"] == "silent"


async def _going_round(table: Table, **changes: object) -> str:
    """Police, procuratorate and committee sat at the table; the court did not come."""
    meeting_id, _ = await table.in_session("procuratorate", "police", topics=None, **changes)
    await table.do("committee", meeting_id, "minutes", base=0, text="讨论情况。")
    await table.settle()
    await table.step(meeting_id, "end")
    await table.step(meeting_id, "circulate")
    await table.settle()
    return meeting_id
