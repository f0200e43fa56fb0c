"""Papers of a meeting, printed at every node from its own copy of the record: same words, same digest, honest drafts."""

import io

from pypdf import PdfReader

from tests.integration.meetings.table import Json, Table, codes, head, ok, rows

RESOLUTION: Json = {"agency": "police", "deliverable": "制定价格认定材料清单", "acceptance": "书面确认"}


async def printed(table: Table, agency: str, meeting_id: str, kind: str) -> Json:
    """The newest paper of this kind after printing it."""
    answer = await table.leader(agency).post(f"/meetings/{meeting_id}/papers", json={"type": kind})
    return next(one for one in rows(ok(answer), "papers") if one["type"] == kind)


async def text_of(table: Table, agency: str, meeting_id: str, paper: Json) -> str:
    answer = await table.leader(agency).get(f"/meetings/{meeting_id}/papers/{paper['id']}")
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return "".join(text.split())  # Lines and cells are broken where the paper ends.


async def test_every_member_prints_the_same_notice(quick: Table) -> None:
    meeting_id, _ = await quick.convened()
    papers = [await printed(quick, agency, meeting_id, "meeting_notice") for agency in ("committee", "police", "court")]
    assert len({paper["content_digest"] for paper in papers}) == 1
    assert len({paper["digest"] for paper in papers}) == 1
    shown = await text_of(quick, "court", meeting_id, papers[2])
    assert "刑事案件证据标准联席会议" in shown
    assert str(papers[0]["content_digest"]) in shown


async def test_minutes_are_a_draft_until_they_have_their_number(quick: Table) -> None:
    meeting_id, topics = await quick.in_session("procuratorate", "police", "court")
    refused = await quick.leader("police").post(f"/meetings/{meeting_id}/papers", json={"type": "meeting_minutes"})
    assert codes(refused) == ["paper.nothing_to_print"]
    await quick.do("police", meeting_id, "minutes", topic_id=topics[0], base=0, text="各家同意制定清单。")
    due = (quick.town.clock.now().date()).replace(year=2027).isoformat()
    await quick.do("committee", meeting_id, "resolutions", topic_id=topics[0], due=due, **RESOLUTION)
    await quick.settle()
    draft = await printed(quick, "committee", meeting_id, "meeting_minutes")
    assert (draft["draft"], draft["number"], draft["no"]) == (True, "", 1)
    again = await printed(quick, "committee", meeting_id, "meeting_minutes")
    assert again["id"] == draft["id"]
    for step in ("end", "circulate"):
        await quick.step(meeting_id, step)
    await quick.settle()
    for agency in ("committee", "procuratorate", "police", "court"):
        await quick.do(agency, meeting_id, "countersign", edition=1, decision="confirmed")
    await quick.settle()
    number = head(await quick.step(meeting_id, "issue"))["number"]
    await quick.settle()
    issued = [await printed(quick, agency, meeting_id, "meeting_minutes") for agency in ("committee", "court")]
    assert [(one["number"], one["draft"]) for one in issued] == [(number, False)] * 2
    assert issued[0]["no"] == 2
    assert issued[0]["content_digest"] == issued[1]["content_digest"]
    slip = await printed(quick, "police", meeting_id, "meeting_task_slip")
    assert "制定价格认定材料清单" in await text_of(quick, "police", meeting_id, slip)


async def test_a_restricted_topic_is_on_nobody_elses_paper(quick: Table) -> None:
    secret = await quick.proposed("procuratorate", title="限定范围的议题", restricted=True, named=["police"])
    common = await quick.proposed("court", title="公开的议题")
    await quick.settle()
    meeting_id, _ = await quick.convened(topics=[secret, common])
    for agency, sees in (("police", True), ("court", False)):
        paper = await printed(quick, agency, meeting_id, "meeting_notice")
        shown = await text_of(quick, agency, meeting_id, paper)
        assert ("限定范围的议题" in shown, "公开的议题" in shown) == (sees, True)


async def test_whoever_does_not_attend_gets_no_papers(quick: Table) -> None:
    meeting_id, _ = await quick.convened()
    paper = await printed(quick, "police", meeting_id, "meeting_notice")
    outsider = quick.person("police", "discipline")
    for answer in (
        await outsider.get(f"/meetings/{meeting_id}/papers"),
        await outsider.get(f"/meetings/{meeting_id}/papers/{paper['id']}"),
    ):
        assert answer.status_code == 403
    elsewhere = await quick.leader("police").get(f"/meetings/other/papers/{paper['id']}")
    assert elsewhere.status_code == 404
