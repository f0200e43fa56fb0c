"""Papers of tasks and supervision documents: both sides print the same, and a draft says that it is one."""

import io

from pypdf import PdfReader

from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import TASK, View, codes, coordinator, ok, reached, reviewer
from tests.integration.supervision.test_notices import NOTICE, chief, legal, prosecutor, served
from zf_platform.testing import Caller


async def printed(caller: Caller, path: str, kind: str) -> View:
    found: View = ok(await caller.post(f"{path}/papers", json={"type": kind}))["papers"][0]
    return found


async def text_of(caller: Caller, path: str, paper: View) -> str:
    answer = await caller.get(f"{path}/papers/{paper['id']}")
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return "".join(text.split())  # Lines and cells are broken where the paper ends.


async def test_issuer_and_addressee_of_a_task_print_the_same_slip(embedded_city: Town) -> None:
    zhi, fa = coordinator(embedded_city), reviewer(embedded_city)
    path = f"/tasks/{ok(await zhi.post('/tasks', json=TASK))['id']}"
    await reached(embedded_city, fa, path.removeprefix("/tasks/"), "issued")
    papers = [await printed(one, path, "supervised_task_slip") for one in (zhi, fa)]
    assert len({(paper["content_digest"], paper["digest"]) for paper in papers}) == 1
    shown = await text_of(fa, path, papers[1])
    for words in ("云政法督办〔2026〕1号", "查清扣押物品去向并答复信访人", "2026年12月23日"):
        assert words in shown
    assert codes(await fa.post(f"{path}/papers", json={"type": "meeting_minutes"})) == ["paper.nothing_to_print"]


async def test_both_sides_of_a_supervision_document_print_the_same(embedded_city: Town) -> None:
    notice_id = await served(embedded_city)
    path = f"/notices/{notice_id}"
    papers = [await printed(one, path, "correction_notice") for one in (chief(embedded_city), legal(embedded_city))]
    assert papers[0]["content_digest"] == papers[1]["content_digest"]
    assert [(paper["number"], paper["draft"]) for paper in papers] == [("云检纠违〔2026〕1号", False)] * 2
    shown = await text_of(legal(embedded_city), path, papers[1])
    for words in ("纠正违法通知书", "云川市公安局：", "自签收之日起15日内"):
        assert words in shown


async def test_what_is_not_approved_is_printed_as_a_draft(embedded_city: Town) -> None:
    jian = prosecutor(embedded_city)
    path = f"/notices/{ok(await jian.post('/notices', json=NOTICE))['id']}"
    paper = await printed(jian, path, "correction_notice")
    assert (paper["draft"], paper["number"]) == (True, "")
    assert "审签稿，未经签发不生效" in await text_of(jian, path, paper)
