"""What a meeting refuses: with a reason, recorded, and nothing changed."""

from datetime import timedelta

from tests.integration.meetings.table import PLAN, STARTS, Json, Table, codes, head, ok, rows, seat
from zf_contracts import meeting_values as v
from zf_contracts.interagency import meetings as m
from zf_contracts.values import BlobRef
from zf_liaison.exchange.ledger import send
from zf_platform.transaction import Cause, service_actor

CASE_NO = "（2026）苏9901刑初1号"
PERSON = v.Speaker(account_id="x.1", name="冒名者")


async def test_a_meeting_never_decides_a_pending_case(quick: Table) -> None:
    """By form, by words, and by a message of a node that does not check itself: each leaves an interference record."""
    tied = await quick.proposed("procuratorate", type="petition_case", title="张某案会商", case_no=CASE_NO)
    await quick.settle()
    meeting_id, _ = await quick.in_session("procuratorate", "police", topics=[tied])
    convener = quick.leader("committee")
    assert (await quick.see("police", meeting_id))["tied"] == [tied]
    due = (STARTS + timedelta(days=20)).date().isoformat()
    draft = {"topic_id": tied, "agency": "procuratorate", "due": due, "acceptance": "书面报告"}
    form = await convener.post(
        f"/meetings/{meeting_id}/resolutions", json={**draft, "about": "outcome", "deliverable": "三日内结案"}
    )
    words = await convener.post(
        f"/meetings/{meeting_id}/resolutions", json={**draft, "deliverable": "检察院应当在本月内对张某作出不起诉决定"}
    )
    opinion = {"topic_id": tied, "stance": "support", "text": "请法院从轻判处缓刑。"}
    said = await quick.leader("police").post(f"/meetings/{meeting_id}/opinions", json=opinion)
    for refused in (form, words, said):
        assert codes(refused) == ["meeting.instruction_on_outcome"]
    told = v.OpinionGiven.model_validate({**_said(quick, meeting_id, "n-1"), **opinion})
    await _send(quick, "police", m.JointMeetingOpinionGiven(body=told), to="committee")
    view = await quick.see("committee", meeting_id)
    assert (view["opinions"], view["resolutions"]) == ([], [])
    kept = (await convener.get("/meetings/interference")).json()
    assert sorted((one["agency"], one["act"], one["case_no"]) for one in kept) == [
        ("committee", "resolution", CASE_NO),
        ("committee", "resolution", CASE_NO),
        ("police", "opinion", CASE_NO),
    ]
    general = {**draft, "deliverable": "统一证据材料移送清单"}
    ok(await convener.post(f"/meetings/{meeting_id}/resolutions", json=general))


async def test_only_authorised_members_in_time_are_heard(quick: Table) -> None:
    topic = await quick.proposed("procuratorate")
    await quick.settle()
    meeting_id, topics = await quick.in_session("procuratorate", topics=[topic], optional=[])
    draft = {"agency": "police", "due": "2027-01-01", "deliverable": "清单", "acceptance": "书面"}
    lacking = await quick.leader("committee").post(f"/meetings/{meeting_id}/resolutions", json=draft)
    assert codes(lacking) == ["meeting.no_quorum"]
    clerk = quick.person("police", "case_office_clerk")
    ok(await clerk.post(f"/meetings/{meeting_id}/attendance"))
    await quick.settle()
    guest = seat(await quick.see("committee", meeting_id), "police")
    assert (guest["people"], guest["authorised"]) == (["police.case_office_clerk"], False)
    await quick.do("procuratorate", meeting_id, "minutes", base=0, text="讨论情况。")
    await quick.settle()
    await quick.step(meeting_id, "end")
    await quick.step(meeting_id, "circulate")
    await quick.settle()
    signing = {"edition": 1, "decision": "confirmed"}
    assert (await clerk.post(f"/meetings/{meeting_id}/countersign", json=signing)).status_code == 403
    tried = "SELECT account_id || ' ' || reason FROM audit_entry WHERE act = 'act.refused'"
    assert await quick.town.value("police", tried) == "police.case_office_clerk permission.missing"
    late = {"topic_id": topics[0], "stance": "support", "text": "同意"}
    assert codes(await quick.leader("police").post(f"/meetings/{meeting_id}/opinions", json=late)) == [
        "meeting.opinions_closed"
    ]
    stranger = v.Countersigning.model_validate({**_said(quick, meeting_id, "n-2"), **signing})
    await _send(quick, "court", m.JointMeetingCountersigned(body=stranger), to="committee")
    opinion = v.OpinionGiven.model_validate({**_said(quick, meeting_id, "n-3"), **late})
    await _send(quick, "police", m.JointMeetingOpinionGiven(body=opinion), to="committee")
    assert await _rejections(quick, "court") == ["meeting.not_a_member"]
    assert await _rejections(quick, "police") == ["meeting.opinions_closed"]
    view = await quick.see("committee", meeting_id)
    assert view["opinions"] == []
    assert {str(one["countersign"]) for one in rows(view, "seats")} == {"waiting"}


async def test_one_meeting_has_one_convener_and_what_was_distributed_stays(quick: Table) -> None:
    paper = await _uploaded(quick, "procuratorate", b"%PDF-1.7\n1")
    topic = await quick.proposed("procuratorate", materials=[paper["id"]])
    await quick.settle()
    meeting_id, _ = await quick.convened(topics=[topic])
    assert (
        await quick.leader("police").get(f"/meetings/{meeting_id}/topics/{topic}/materials/1")
    ).content == b"%PDF-1.7\n1"
    other = await _uploaded(quick, "committee", b"%PDF-1.7\n2")
    swapped = await quick.leader("committee").post(
        f"/meetings/{meeting_id}/topics/{topic}/materials", json={"upload_id": other["id"], "replaces": 1}
    )
    assert codes(swapped) == ["meeting.material_swapped"]
    before = await quick.copies(meeting_id)
    view = await quick.see("committee", meeting_id)
    now = quick.town.clock.now()
    forged = v.Topic.model_validate(rows(view, "topics")[0] | {"version": 99}, strict=False)
    blob = BlobRef(digest=str(other["digest"]), size=int(str(other["size"])))
    forged = forged.model_copy(update={"materials": (forged.materials[0].model_copy(update={"blob": blob}),)})
    update = v.MeetingUpdate(notice_id="n-4", meeting_id=meeting_id, acted_at=now, parts=(forged,))
    await _send(quick, "committee", m.JointMeetingRecordUpdated(body=update), to="police")
    usurped = v.MeetingHead.model_validate(head(view) | {"convener": "procuratorate", "version": 99}, strict=False)
    second = v.MeetingUpdate(notice_id="n-5", meeting_id=meeting_id, acted_at=now, head=usurped)
    await _send(quick, "procuratorate", m.JointMeetingConvened(body=second), to="police")
    assert await _rejections(quick, "committee") == ["meeting.material_swapped"]
    assert await _rejections(quick, "procuratorate") == ["meeting.two_conveners"]
    assert await quick.copies(meeting_id) == before


async def test_two_who_edit_the_same_section_lose_nothing(quick: Table) -> None:
    """On one node the slower one gets 409 with both texts; from another node its text is kept beside, until merged."""
    meeting_id, _ = await quick.in_session("procuratorate", "police")
    await quick.do("committee", meeting_id, "minutes", base=0, text="会议由陶启明主持。")
    slower = await quick.leader("committee").post(f"/meetings/{meeting_id}/minutes", json={"base": 0, "text": "另一稿"})
    assert slower.status_code == 409
    assert "会议由陶启明主持。" in slower.json()["problems"][0]["zh"]
    await quick.do("police", meeting_id, "minutes", base=0, text="公安补充的一段。")
    await quick.settle()
    for agency in ("committee", "police", "court"):
        view = await quick.see(agency, meeting_id)
        assert rows(view, "sections")[0]["text"] == "会议由陶启明主持。"
        assert [one["text"] for one in rows(view, "parallels")] == ["公安补充的一段。"]
    await quick.step(meeting_id, "end")
    version = head(await quick.see("committee", meeting_id))["version"]
    early = await quick.leader("committee").post(
        f"/meetings/{meeting_id}/step", json={"step": "circulate", "version": version}
    )
    assert codes(early) == ["meeting.texts_unmerged"]
    unseen = await quick.do("committee", meeting_id, "minutes", base=1, text="会议由陶启明主持，记录人温良。")
    assert [one["text"] for one in rows(unseen, "parallels")] == ["公安补充的一段。"], (
        "who has not seen it merges nothing"
    )
    merges = [one["part_id"] for one in rows(unseen, "parallels")]
    whole = "会议由陶启明主持，记录人温良。公安补充的一段。"
    merged = await quick.do("committee", meeting_id, "minutes", base=2, text=whole, merges=merges)
    assert merged["parallels"] == []
    await quick.settle()
    kept = (await quick.leader("police").get(f"/meetings/{meeting_id}/minutes")).json()
    assert [one["revision"] for one in kept] == [3, 2, 1]


async def test_a_restricted_topic_is_known_to_the_named_members_only(quick: Table) -> None:
    topic = await quick.proposed("procuratorate", title="线索会商", restricted=True, named=["police"])
    await quick.settle()
    meeting_id, _ = await quick.in_session("procuratorate", "police", "court", topics=[topic])
    await quick.do("police", meeting_id, "opinions", topic_id=topic, stance="comment", text="线索已核。")
    await quick.settle()
    for agency, seen in (("police", 1), ("court", 0), ("committee", 1)):
        view = await quick.see(agency, meeting_id)
        assert (len(rows(view, "topics")), len(rows(view, "opinions"))) == (seen, seen), agency
    reader = quick.person("police", "discipline")
    assert ok(await reader.get(f"/meetings/{meeting_id}"))["topics"] == []
    assert "线索会商" not in (await quick.leader("police").get(f"/meetings/{meeting_id}/calendar")).text


async def test_what_is_still_open_opens_the_next_meeting_and_is_marked_when_overdue(quick: Table) -> None:
    meeting_id, topics = await quick.in_session("procuratorate", "police", "court")
    due = (STARTS + timedelta(days=9)).date().isoformat()
    draft = {"topic_id": topics[0], "agency": "police", "due": due, "deliverable": "清单", "acceptance": "书面"}
    ok(await quick.leader("committee").post(f"/meetings/{meeting_id}/resolutions", json=draft))
    await quick.do("committee", meeting_id, "minutes", base=0, text="议定一项。")
    await quick.settle()
    await quick.step(meeting_id, "end")
    await quick.step(meeting_id, "circulate")
    quick.town.clock.advance(timedelta(days=6))
    await quick.step(meeting_id, "issue")
    quick.town.clock.advance(timedelta(days=5))
    await quick.town.job("committee", "watch_resolutions")
    await quick.town.job("committee", "watch_resolutions")
    await quick.settle()
    (line,) = (await quick.leader("court").get("/meetings/resolutions", params={"agency": "police"})).json()
    assert (line["overdue"], line["resolution"]["overdue_at"] is not None) == (True, True)
    task = (await quick.leader("police").get(f"/tasks/{line['resolution']['task_id']}")).json()
    assert (task["issuer"], task["assignee"], task["level"]) == ("committee", "police", "ordinary")
    plan: Json = {"starts_at": (quick.town.clock.now() + timedelta(days=14)).isoformat()}
    following = await _next_meeting(quick, plan)
    carried = rows(head(await quick.see("procuratorate", following)), "carried")
    assert [(one["agency"], one["deliverable"], one["meeting_no"]) for one in carried] == [
        ("police", "清单", "云政法联席纪〔2026〕1号")
    ]


async def _next_meeting(table: Table, plan: Json) -> str:
    made = ok(await table.leader("committee").post("/meetings", json={**PLAN, **plan}))
    meeting_id = str(head(made)["meeting_id"])
    await table.step(meeting_id, "collect")
    await table.settle()
    return meeting_id


def _said(table: Table, meeting_id: str, notice_id: str) -> Json:
    return {"notice_id": notice_id, "meeting_id": meeting_id, "acted_at": table.town.clock.now(), "who": PERSON}


async def _send(table: Table, agency: str, payload: m.MeetingPayload, *, to: str) -> None:
    """As a node would that does not ask our rules before it sends."""
    async with table.town.service(agency).parts.factory.begin() as transaction:
        scope = transaction.scope(
            actor=service_actor(table.town.service(agency).address), cause=Cause(correlation_id="forged")
        )
        body = payload.body
        send(scope, payload, peer=to, collab_no=body.subject, acted_at=body.acted_at, notice_id=body.notice_id)
        await transaction.commit()
    await table.settle()


async def _rejections(table: Table, agency: str) -> list[str]:
    found = await table.town.rows(agency, "SELECT problems::json->0->>'code' FROM ledger WHERE state = 'rejected'")
    return [str(row[0]) for row in found]


async def _uploaded(table: Table, agency: str, content: bytes) -> Json:
    answer = await table.leader(agency).http.post(
        "/meetings/materials",
        files={"file": ("材料.pdf", content)},
        data={"title": "材料"},
        headers={"idempotency-key": content.hex()},
    )
    return ok(answer)
