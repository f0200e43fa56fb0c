"""Documents that acts on a petition produced, printed from the record; the Word draft of an opinion and its return."""

import io
import zipfile

import httpx
import pytest
from docx import Document

from tests.integration.intake.paper_text import text_of
from tests.integration.intake.petition_forms import Staff, registered
from tests.integration.letters import audited
from zf_intake.papers.draft_rules import PARTS, prompts
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

OPINION = "petition_handling_opinion"


async def printed(caller: Caller, petition_id: object, line: dict[str, object]) -> str:
    """The text of the first print of a document."""
    base = f"/petitions/{petition_id}/papers"
    made = await caller.post(base, json={"type": line["type"], "number": line["number"]})
    assert made.status_code == 201, made.text
    answer = await caller.post(f"{base}/{made.json()['id']}/prints", json={})
    assert answer.status_code == 201, answer.text
    file = await caller.get(f"{base}/{made.json()['id']}/prints/1")
    return text_of(file.content)


async def test_what_registration_produced_can_be_printed(staff: Staff) -> None:
    petition = await registered(staff.receiver)
    lines = (await staff.receiver.get(f"/petitions/{petition['id']}/papers")).json()
    assert [line["type"] for line in lines] == ["petition_registration_form", "petition_receipt"]
    assert all(line["printable"] and line["paper"] is None for line in lines)
    form, receipt = [await printed(staff.receiver, petition["id"], line) for line in lines]
    for said in (form, receipt):
        assert str(petition["petition_no"]) in said
        assert "反映案件办理迟缓" in said
        assert "110105199003078515" not in said
    assert "1.要求尽快答复案件办理情况2.要求退还被扣押的电动车" in form
    assert f"{PLANTED['name']}：你反映的信访事项" in receipt
    assert lines[1]["number"] in receipt
    again = (await staff.receiver.get(f"/petitions/{petition['id']}/papers")).json()
    assert [len(line["paper"]["prints"]) for line in again] == [1, 1]


async def test_only_documents_of_this_petition_can_be_made(staff: Staff) -> None:
    one, two = await registered(staff.receiver), await registered(staff.receiver)
    lines = (await staff.receiver.get(f"/petitions/{one['id']}/papers")).json()
    wanted = {"type": lines[1]["type"], "number": lines[1]["number"]}
    answer = await staff.receiver.post(f"/petitions/{two['id']}/papers", json=wanted)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "paper.no_such_document")
    assert (await staff.officer.post(f"/petitions/{one['id']}/papers", json=wanted)).status_code == 404


async def test_a_confidential_petitioner_is_not_printed_by_others(intake: ServiceUnderTest, staff: Staff) -> None:
    petition = await registered(staff.receiver, confidential=True, category="suggestion")
    colleague = intake.caller("police.unit_head2", roles=["unit_head"], unit="petition")
    (_, known) = (await colleague.get(f"/petitions/{petition['id']}/papers")).json()
    wanted = {"type": known["type"], "number": known["number"]}
    answer = await colleague.post(f"/petitions/{petition['id']}/papers", json=wanted)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "paper.petitioner_hidden")
    (_, line) = (await staff.head.get(f"/petitions/{petition['id']}/papers")).json()
    assert PLANTED["name"] in await printed(staff.receiver, petition["id"], line)


async def test_the_draft_goes_out_and_comes_back_as_the_text(intake: ServiceUnderTest, staff: Staff) -> None:
    petition = await registered(staff.receiver, title="<A&B> 噪声")
    answer = await staff.receiver.get(f"/petitions/{petition['id']}/drafts/{OPINION}")
    assert answer.status_code == 200, answer.text
    lines = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert any("<A&B> 噪声" in line for line in lines)
    assert "1. 要求尽快答复案件办理情况" in lines
    refused = await _returned(staff.receiver, petition["id"], answer.content)
    empty = {problem["field"] for problem in refused.json()["problems"]}
    assert (refused.status_code, empty) == (422, {"facts_and_reasons", "opinion", "legal_basis"})
    written = edited(answer.content)
    taken = await _returned(staff.receiver, petition["id"], written)
    assert taken.status_code == 200, taken.text
    assert taken.json()["opinion"] == "写好的 opinion & <b>"
    assert taken.json()["claims"].splitlines()[0] == "1. 要求尽快答复案件办理情况"
    assert await audited(intake.service, "paper.take_draft") == 1


@pytest.mark.parametrize("kind", ["not_word", "macros", "too_large"])
async def test_what_is_no_plain_word_file_is_refused(staff: Staff, kind: str) -> None:
    petition = await registered(staff.receiver)
    good = edited((await staff.receiver.get(f"/petitions/{petition['id']}/drafts/{OPINION}")).content)
    content = {"not_word": b"%PDF-1.7", "macros": repacked(good, "word/vbaProject.bin", b"x"), "too_large": bomb(good)}
    answer = await _returned(staff.receiver, petition["id"], content[kind])
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["code"], problem["field"]) == ("paper.draft_unusable", "file")
    assert kind in problem["zh"]


async def test_a_preview_is_marked_and_keeps_nothing(staff: Staff) -> None:
    petition = await registered(staff.receiver)
    text = {"type": OPINION, "claims": "一、甲", "facts_and_reasons": "乙𤋮", "opinion": "丙", "legal_basis": "丁"}
    answer = await staff.receiver.post(
        f"/petitions/{petition['id']}/papers/preview", json={**text, "result": "supported"}
    )
    assert answer.status_code == 200, answer.text
    said = text_of(answer.content)
    for part in ("审签稿，未经签发不生效", "乙〓", "处理结果：支持", "请求上一级机关、单位复查"):
        assert part in said
    lines = (await staff.receiver.get(f"/petitions/{petition['id']}/papers")).json()
    assert all(line["paper"] is None for line in lines)
    assert (
        await staff.receiver.post(f"/petitions/{petition['id']}/papers/preview", json={"type": "x"})
    ).status_code == 422


def edited(content: bytes) -> bytes:
    """The draft with every prompt replaced, as an officer would."""
    document = Document(io.BytesIO(content))
    waiting = {lines[0]: part for part, lines in prompts().items()}
    for paragraph in document.paragraphs:
        if paragraph.text in waiting:
            paragraph.text = f"写好的 {waiting[paragraph.text]} & <b>"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def repacked(content: bytes, name: str, part: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return target.getvalue()


def bomb(content: bytes) -> bytes:
    """Small on the way, 64 MB when unpacked."""
    return repacked(content, "word/media/image1.png", b"\0" * (64 << 20))


async def _returned(caller: Caller, petition_id: object, content: bytes) -> httpx.Response:
    return await caller.http.post(
        f"/petitions/{petition_id}/drafts/{OPINION}",
        files={"file": ("draft.docx", content, "application/octet-stream")},
        headers={"idempotency-key": f"draft-{len(content)}-{id(content)}"},
    )


def test_every_opinion_has_a_draft() -> None:
    assert set(PARTS) == {OPINION, "petition_review_opinion", "petition_final_review_opinion"}
