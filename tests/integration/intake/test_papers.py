"""Papers: numbered once, kept by hash, printed, reprinted with a mark, checked by whoever holds one."""

import hashlib

import httpx
from sqlalchemy import text

from tests.integration.intake.forms import form
from tests.integration.intake.paper_text import pages_of, text_of
from tests.integration.letters import audited
from zf_intake.papers.rules import TRIES_FOR_A_NUMBER, TRIES_FROM_AN_ADDRESS
from zf_platform.testing import Caller, ServiceUnderTest, planted_in

RARE = "𤋮"


async def register(officer: Caller, **changes: object) -> dict[str, str]:
    answer = await officer.post("/reports", json=form(**changes))
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.json()
    return found


async def made(officer: Caller, report: dict[str, str]) -> dict[str, object]:
    answer = await officer.post(f"/reports/{report['id']}/papers")
    assert answer.status_code == 201, answer.text
    found: dict[str, object] = answer.json()
    return found


async def printed(
    officer: Caller, report: dict[str, str], paper: dict[str, object], **command: object
) -> httpx.Response:
    return await officer.post(f"/reports/{report['id']}/papers/{paper['id']}/prints", json=command)


async def code_of(intake: ServiceUnderTest) -> str:
    async with intake.service.parts.database.session() as session:
        return str((await session.execute(text("SELECT code FROM paper"))).scalar_one())


async def test_the_receipt_is_one_page_under_its_number_and_kept_by_hash(
    intake: ServiceUnderTest, officer: Caller
) -> None:
    report = await register(officer)
    paper = await made(officer, report)
    assert (paper["number"], paper["state"], paper["prints"]) == (report["receipt_no"], "valid", [])
    answer = await printed(officer, report, paper)
    (first,) = answer.json()["prints"]
    file = await officer.get(f"/reports/{report['id']}/papers/{paper['id']}/prints/1")
    assert file.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(file.content).hexdigest() == first["digest"]
    said = text_of(file.content)
    assert pages_of(file.content) == 1
    for part in ("云川市公安局受案回执", report["receipt_no"], report["collab_no"], str(paper["content_digest"])):
        assert part in said
    assert "补打" not in said
    assert await audited(intake.service, "paper.print") == 1


async def test_made_twice_it_is_the_same_paper(officer: Caller) -> None:
    report = await register(officer)
    assert (await made(officer, report))["id"] == (await made(officer, report))["id"]
    assert len((await officer.get(f"/reports/{report['id']}/papers")).json()) == 1


async def test_a_reprint_needs_a_reason_and_says_so_itself(intake: ServiceUnderTest, officer: Caller) -> None:
    report = await register(officer)
    paper = await made(officer, report)
    await printed(officer, report, paper)
    refused = await printed(officer, report, paper)
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (422, "paper.reprint_reason")
    again = await printed(officer, report, paper, reason="报案人遗失")
    original, copy = again.json()["prints"]
    assert (copy["no"], copy["reason"]) == (2, "报案人遗失")
    assert copy["digest"] != original["digest"]
    file = await officer.get(f"/reports/{report['id']}/papers/{paper['id']}/prints/2")
    assert "补打（第2份，2026年11月23日）" in text_of(file.content)
    assert await audited(intake.service, "paper.reprint") == 1


async def test_the_same_paper_printed_from_the_same_content_has_the_same_bytes(
    intake: ServiceUnderTest, officer: Caller
) -> None:
    report = await register(officer)
    paper = await made(officer, report)
    first = (await printed(officer, report, paper)).json()["prints"][0]["digest"]
    async with intake.service.parts.factory.begin() as transaction:
        await transaction.session.execute(text("DELETE FROM paper_print"))
        await transaction.commit()
    assert (await printed(officer, report, paper)).json()["prints"][0]["digest"] == first


async def test_a_name_without_a_picture_is_told_before_anything_is_printed(officer: Caller) -> None:
    report = await register(officer, reporter={"name": f"张{RARE}"})
    paper = await made(officer, report)
    refused = await printed(officer, report, paper)
    (problem,) = refused.json()["problems"]
    assert (refused.status_code, problem["code"]) == (422, "paper.characters_lacking")
    assert f"{RARE}（U+242EE）" in problem["zh"]
    answer = await printed(officer, report, paper, by_hand=True)
    assert answer.json()["prints"][0]["by_hand"]
    file = await officer.get(f"/reports/{report['id']}/papers/{paper['id']}/prints/1")
    assert "张〓" in text_of(file.content)


async def test_what_looks_like_markup_is_printed_as_text_and_marks_that_turn_text_never_come_in(
    officer: Caller,
) -> None:
    refused = await officer.post("/reports", json=form(reporter={"name": "李\u202e四"}))
    assert refused.status_code == 422, refused.text
    assert "\u202e" not in refused.text
    report = await register(officer, title="#eval(1) *手机* 被盗")
    paper = await made(officer, report)
    assert (await printed(officer, report, paper)).status_code == 201
    file = await officer.get(f"/reports/{report['id']}/papers/{paper['id']}/prints/1")
    assert "#eval(1)*手机*被盗" in text_of(file.content)


async def test_whoever_holds_the_paper_can_check_it(intake: ServiceUnderTest, officer: Caller) -> None:
    report = await register(officer)
    paper = await made(officer, report)
    print_digest = (await printed(officer, report, paper)).json()["prints"][0]["digest"]
    code = await code_of(intake)
    anyone = intake.stranger()
    typed = str(report["receipt_no"]).replace("〔", "[").replace("〕", "]")
    for number, written in ((typed, f" {code[:4].lower()}-{code[4:]} "), ("", code)):
        answer = await anyone.post("/papers/check", json={"number": number, "code": written})
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert (told["title_zh"], told["number"], told["state"]) == ("受案回执", report["receipt_no"], "valid")
        assert told["content_digest"] == paper["content_digest"]
        assert told["file_digests"] == [print_digest]
        assert planted_in(answer.text) == []
        assert report["title"] not in answer.text


async def test_a_wrong_check_says_the_same_whatever_is_wrong(intake: ServiceUnderTest, officer: Caller) -> None:
    report = await register(officer)
    await made(officer, report)
    code = await code_of(intake)
    anyone = intake.stranger()
    wrong = [
        {"number": report["receipt_no"], "code": "ZZZZ-2222"},
        {"number": "云公受案字〔2026〕99号", "code": code},
        {"number": "云公受案字〔2026〕99号", "code": "ZZZZ-2222"},
        {"number": "", "code": "------"},
    ]
    bodies = []
    for command in wrong:
        answer = await anyone.post("/papers/check", json=command)
        assert answer.status_code == 404
        bodies.append({name: value for name, value in answer.json().items() if name != "request_id"})
    assert bodies.count(bodies[0]) == len(bodies)


async def test_a_thousand_wrong_codes_end_in_a_refusal(intake: ServiceUnderTest, officer: Caller) -> None:
    report = await register(officer)
    await made(officer, report)
    anyone = intake.stranger()
    statuses = [
        (await anyone.post("/papers/check", json={"number": report["receipt_no"], "code": f"ZZZZ2{n:03d}"})).status_code
        for n in range(1000)
    ]
    assert statuses[:TRIES_FOR_A_NUMBER] == [404] * TRIES_FOR_A_NUMBER
    assert set(statuses[min(TRIES_FOR_A_NUMBER, TRIES_FROM_AN_ADDRESS) :]) == {429}
    right = await anyone.post("/papers/check", json={"number": report["receipt_no"], "code": await code_of(intake)})
    assert right.status_code == 429


async def test_another_unit_learns_nothing_of_a_paper(intake: ServiceUnderTest, officer: Caller) -> None:
    report = await register(officer)
    paper = await made(officer, report)
    await printed(officer, report, paper)
    other = intake.caller("police.other", roles=["duty_officer"], unit="linhe_station")
    base = f"/reports/{report['id']}/papers"
    for answer in (
        await other.get(base),
        await other.post(base),
        await other.post(f"{base}/{paper['id']}/prints", json={}),
        await other.get(f"{base}/{paper['id']}/prints/1"),
    ):
        assert answer.status_code == 404
    mine = await register(officer)
    assert (await officer.get(f"/reports/{mine['id']}/papers/{paper['id']}/prints/1")).status_code == 404
