"""Papers of cooperation matters: both sides print the same, of every kind, and a clue is printed by its departments alone."""

import pytest

from tests.integration.cooperation.asking import bureau, court, facts, officer, opened, person, quiet, request
from tests.integration.cooperation.test_clues import at_police, somebody
from tests.integration.cooperation.test_correction import COPIES, SENT
from tests.integration.cooperation.test_inspection import BEGUN, FINDINGS, issued
from tests.integration.cooperation.test_legal_aid import NOTIFIED
from tests.integration.cooperation.test_opinions import FORWARDED, committee, leader
from tests.integration.cooperation.test_pledge import OFFERED
from tests.integration.cooperation.test_problems import REGISTERED
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, codes, ok
from tests.integration.supervision.test_papers import printed, text_of
from zf_platform.testing import Caller

pytestmark = pytest.mark.timeout(120)


async def same(first: Caller, second: Caller, matter_id: str, document: str) -> str:
    """Both print it; the words are the same to the byte. What the second one reads."""
    path = f"/cooperation/{matter_id}"
    papers = [await printed(one, path, document) for one in (first, second)]
    assert len({(paper["content_digest"], paper["digest"]) for paper in papers}) == 1
    return await text_of(second, path, papers[1])


async def test_both_sides_and_the_copy_print_the_same_papers(embedded_town: Town) -> None:
    city = embedded_town
    zhi, fa, takes = committee(city), leader(city, "police"), bureau(city)
    aid = await opened(officer(city), "legal_aid", NOTIFIED)
    handed = await opened(court(city), "correction_handover", SENT, copies=COPIES)
    said = request("opinion", FORWARDED, addressees=["police"])
    opinion = str(ok(await zhi.post("/cooperation", json=said))["ids"][0])
    letter = request("pledge", OFFERED, addressees=["police"], title="2026年度执法责任状")
    pledge = str(ok(await zhi.post("/cooperation", json=letter))["ids"][0])
    problem = await opened(zhi, "campaign_problem", REGISTERED)
    inspection = await opened(zhi, "inspection", BEGUN, addressees=["committee"], title="第一轮巡视督查")
    finding = (await issued(city, inspection, FINDINGS[:1]))["police"]
    await quiet(city)
    assert "云公援函〔2026〕1号" in await same(officer(city), takes, aid, "legal_aid_referral")
    prosecutor = person(city, "procuratorate", "prosecutor", "first")
    copied = await same(court(city), prosecutor, handed, "correction_handover_notice")
    assert "抄送：云川市人民检察院、云川市公安局" in copied
    assert "执行通知书；份数：1" in copied
    assert "报案后长时间没有回音" in await same(zhi, fa, opinion, "opinion_forwarding")
    assert "案件评查合格率" in await same(zhi, fa, pledge, "pledge_letter")
    assert "收费不透明" in await same(zhi, takes, problem, "campaign_problem_slip")
    assert "机关：云川市公安局；单位：临河派出所" in await same(zhi, zhi, inspection, "inspection_plan")
    await act(fa, finding, "sign_for", kind="cooperation")
    assert "市委政法委第一巡视督查组" in await same(zhi, fa, finding, "inspection_finding_slip")
    assert codes(await fa.post(f"/cooperation/{finding}/papers", json={"type": "pledge_letter"})) == [
        "paper.nothing_to_print"
    ]


async def test_the_paper_of_a_clue_is_for_its_two_departments(embedded_town: Town) -> None:
    city = embedded_town
    tells, inquires, clue = await at_police(city)
    text = await same(tells, inquires, clue, "fault_clue_notice")
    assert "云川市公安局督察部门：" in text
    assert "丁一鸣" in text
    outsider = somebody(city, "police", "leadership", "bureau_leader", "局领导")
    path = f"/cooperation/{clue}/papers"
    assert codes(await outsider.get(path)) == ["cooperation.known_to_departments"]
    assert codes(await outsider.post(path, json={"type": "fault_clue_notice"})) == ["cooperation.known_to_departments"]
    paper = ok(await inquires.get(path))["papers"][0]["id"]
    assert codes(await outsider.get(f"{path}/{paper}")) == ["cooperation.known_to_departments"]
    concerned = somebody(city, "police", "supervision", "discipline", "丁一鸣")
    assert (await concerned.get(f"{path}/{paper}")).status_code == 404
    await act(inquires, clue, "sign_for", kind="cooperation", facts=facts({"inquirers": "甲、乙"}))
    assert await same(tells, inquires, clue, "fault_clue_notice") == text
