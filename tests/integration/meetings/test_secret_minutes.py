"""Secret minutes on the node of a member that was not at the table: its own duties, nothing of what was said and written."""

import json
from datetime import timedelta

from tests.integration.meetings.table import STARTS, Json, Table, codes, head, ok, rows, seat

SECRET = ("命案线索暂不公开", "不同意扩大知悉范围", "补强物证", "异议另附")


async def _issued(table: Table, *, secrecy: str) -> tuple[str, str]:
    """The meeting, and the minutes the court printed while they went round."""
    meeting_id, topics = await table.in_session("procuratorate", "police", secrecy=secrecy)
    await table.do("committee", meeting_id, "minutes", base=0, text=SECRET[0])
    await table.settle()
    opinion = {"topic_id": topics[0], "stance": "oppose", "dissent": True, "text": SECRET[1]}
    await table.do("police", meeting_id, "opinions", **opinion)
    for agency, deliverable, helpers in (("police", SECRET[2], []), ("procuratorate", "统一卷宗目录", ["court"])):
        duty = {"agency": agency, "co_agencies": helpers, "deliverable": deliverable, "acceptance": "书面确认"}
        due = str((STARTS + timedelta(days=20)).date())
        await table.do("committee", meeting_id, "resolutions", topic_id="", due=due, **duty)
    await table.settle()
    await table.step(meeting_id, "end")
    await table.step(meeting_id, "circulate")
    await table.settle()
    printed = await table.do("court", meeting_id, "papers", type="meeting_minutes")
    for agency in ("committee", "procuratorate", "court"):
        await table.do(agency, meeting_id, "countersign", edition=1, decision="confirmed")
    await table.do("police", meeting_id, "countersign", edition=1, decision="objected", text=SECRET[3])
    await table.settle()
    await table.step(meeting_id, "issue")
    await table.settle()
    return meeting_id, str(rows(printed, "papers")[0]["id"])


async def test_who_does_not_get_secret_minutes_sees_its_duties_and_nothing_of_the_text(quick: Table) -> None:
    meeting_id, paper = await _issued(quick, secrecy="secret")
    seen, court = await quick.see("court", meeting_id), quick.leader("court")
    assert seen["withheld"]
    assert [seen[name] for name in ("sections", "opinions", "parallels")] == [[], [], []]
    assert [one["deliverable"] for one in rows(seen, "resolutions")] == ["统一卷宗目录"]
    assert seat(seen, "police")["countersign"] == "objected", "that somebody answered is no secret, what it says is"
    revisions = await court.get(f"/meetings/{meeting_id}/minutes")
    assert (revisions.status_code, codes(revisions)) == (403, ["meeting.minutes_not_distributed"])
    papers = ok(await court.get(f"/meetings/{meeting_id}/papers"))
    assert "meeting_minutes" not in [one["type"] for one in (*rows(papers, "possible"), *rows(papers, "papers"))]
    assert (await court.get(f"/meetings/{meeting_id}/papers/{paper}")).status_code == 404
    board = await court.get("/meetings/resolutions")
    said = [
        json.dumps(seen, ensure_ascii=False),
        board.text,
        (await court.get(f"/meetings/{meeting_id}/calendar")).text,
    ]
    assert [text for text in SECRET for page in said if text in page] == []
    assert "统一卷宗目录" in board.text


async def test_whoever_has_them_sees_all_and_the_others_still_report(quick: Table) -> None:
    meeting_id, _ = await _issued(quick, secrecy="secret")
    for agency in ("committee", "procuratorate", "police"):
        seen = await quick.see(agency, meeting_id)
        assert (seen["withheld"], len(rows(seen, "sections")), len(rows(seen, "opinions"))) == (False, 1, 1), agency
        assert len(rows(seen, "resolutions")) == 2
        assert seat(seen, "police")["countersign_text"] == SECRET[3]
    own = await quick.see("court", meeting_id)
    assert "report" in own["may"]  # type: ignore[operator]
    duty = str(rows(own, "resolutions")[0]["part_id"]).removeprefix("resolution:")
    report: Json = {"text": "目录已核对", "done": True}
    await quick.do("court", meeting_id, f"resolutions/{duty}/progress", **report)
    await quick.settle()
    assert [one["text"] for one in rows(await quick.see("committee", meeting_id), "progress")] == ["目录已核对"]
    assert [one["text"] for one in rows(await quick.see("court", meeting_id), "progress")] == ["目录已核对"]


async def test_what_is_secret_does_not_travel_to_who_is_outside_nor_open_his_next_meeting(quick: Table) -> None:
    meeting_id, _ = await _issued(quick, secrecy="secret")
    sql = "SELECT body->>'state' FROM meeting_part WHERE meeting_id = :id AND kind = 'resolution' ORDER BY body->>'no'"
    assert await quick.town.rows("court", sql, id=meeting_id) == [("drafted",), ("issued",)]
    for members, carried in ((["police", "procuratorate"], 2), (["police", "procuratorate", "court"], 0)):
        plan = {"title": "下一次联席会议", "starts_at": (STARTS + timedelta(days=30)).isoformat(), "place": "三楼"}
        made = ok(await quick.leader("committee").post("/meetings", json={**plan, "required": members, "topics": []}))
        assert len(head(made)["carried"]) == carried  # type: ignore[arg-type]


async def test_minutes_that_are_not_secret_are_for_every_member(quick: Table) -> None:
    meeting_id, _ = await _issued(quick, secrecy="internal")
    seen = await quick.see("court", meeting_id)
    assert (seen["withheld"], len(rows(seen, "sections")), len(rows(seen, "resolutions"))) == (False, 1, 2)
    assert head(seen)["issued_at"]
