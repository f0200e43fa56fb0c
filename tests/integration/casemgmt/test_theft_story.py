"""Story (a): theft by two people, one arrested and one on bail, plea leniency, expedited trial, enforcement, closed."""

import pytest

from tests.integration.casemgmt.city import City, listed
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted
from zf_contracts.internal.reports import CaseOpened
from zf_contracts.internal.transfers import NoticeIssued

pytestmark = pytest.mark.slow


async def test_theft_from_report_to_enforcement(city: City) -> None:
    collab = await _police_until_arrest_request(city)
    await _arrest_one(city, collab)
    await _transfer_for_prosecution(city, collab)
    await _indict_with_plea_leniency(city, collab)
    await _try_quickly(city, collab)
    await _enforce(city, collab)
    for agency in ("police", "procuratorate", "court", "justice"):
        assert await city.state(agency, collab) == "closed", agency
    assert city.parked == []
    await _every_step_is_explained(city, collab)


async def _police_until_arrest_request(city: City) -> str:
    collab = await city.report("甲某", "乙某")
    case = await city.case("police", collab)
    assert (case["state"], case["case_no"]) == ("filing_review", "A3299000000002026090001")
    assert next(one.report_id for one in city.told("police", CaseOpened) if isinstance(one, CaseOpened)) is not None
    assert (await city.clocks("police", collab))["P02"]["due"] == "2026-09-04"
    await city.assign("police", "head", collab, "handler")
    await city.doc("police", "handler", collab, "filing_decision")
    await city.act("police", "leader", collab, "file_case")
    people = await city.suspects("police", collab)
    first, second = people["甲某"], people["乙某"]
    await city.doc("police", "handler", collab, "detention_report", "detention_warrant", suspect=first)
    done = await city.act("police", "leader", collab, "detain_suspect", suspect=first)
    assert {clock["rule"] for clock in listed(done, "clocks_started")} == {
        "P13", "P13.detention_house", "P13.first_interrogation", "P14",
    }  # fmt: skip
    await city.doc("police", "handler", collab, "bail_decision", suspect=second)
    await city.act("police", "leader", collab, "bail_suspect", suspect=second)
    assert await city.suspect_states("police", collab) == {"甲某": "detained", "乙某": "bailed"}
    await city.doc("police", "handler", collab, "arrest_request", "litigation_volume", suspect=first)
    sent = await city.gated(collab, "arrest_request", suspects=[first])
    assert sent["state"] == "submitted"
    assert await city.suspect_states("police", collab) == {"甲某": "arrest_requested", "乙某": "bailed"}
    return collab


async def _arrest_one(city: City, collab: str) -> None:
    accepted = await city.accept("procuratorate", "office", collab)
    assert accepted["receiving_no"] == "云检刑捕受[2026]32990000001号"
    clocks = await city.clocks("procuratorate", collab)
    assert clocks["J01"]["custody"] is True
    assert "J02" not in clocks
    await city.assign("procuratorate", "office", collab, "prosecutor")
    first = (await city.suspects("procuratorate", collab))["甲某"]
    await city.doc("procuratorate", "prosecutor", collab, "arrest_approval", suspect=first)
    done = await city.act("procuratorate", "prosecutor", collab, "approve_arrest", suspect=first)
    assert done["told"] == ["arrest.decision.issued→police"]
    assert (await city.clocks("procuratorate", collab))["J01"]["state"] == "met"
    assert (await city.suspect_states("police", collab))["甲某"] == "arrested"
    received = [
        one for one in listed(await city.case("police", collab), "documents") if one["type"] == "arrest_approval"
    ]
    assert received[0]["document_no"] == "云检批捕〔2026〕1号"
    await city.doc("police", "handler", collab, "arrest_warrant", "arrest_execution_receipt", suspect=first)
    await city.act("police", "handler", collab, "execute_arrest", suspect=first)
    assert (await city.clocks("police", collab))["P18"]["due"] == "2026-11-01"


async def _transfer_for_prosecution(city: City, collab: str) -> None:
    await city.doc("police", "handler", collab, "closing_report", "prosecution_opinion", "transfer_manifest")
    await city.doc("police", "handler", collab, "litigation_volume")
    await city.act("police", "handler", collab, "submit_for_exit_review")
    sent = await city.gated(collab, "prosecution")
    assert await city.state("police", collab) == "transfer_pending"
    assert (await city.clocks("police", collab))["P18"]["state"] == "met"
    await city.accept("procuratorate", "office", collab)
    assert await city.state("police", collab) == "prosecution_review"
    assert await city.state("procuratorate", collab) == "prosecution_review"
    transfer = await city.get("police", "legal", f"/transfers/{sent['id']}")
    assert (transfer["state"], transfer["receiving_no"]) == ("accepted", "云检刑诉受[2026]32990000001号")
    assert (transfer["head_signed_name"], transfer["accepted_by_name"]) == ("局领导", "案管人员")
    accepted = [
        one for one in listed(await city.case("police", collab), "timeline") if one["act"] == "accept_for_prosecution"
    ]
    assert [(one["actor_name"], one["agency"]) for one in accepted] == [("案管人员", "procuratorate")]
    clock = (await city.clocks("procuratorate", collab))["J07"]
    assert (clock["due"], clock["custody"]) == ("2026-10-01", True)


async def _indict_with_plea_leniency(city: City, collab: str) -> None:
    await city.doc("procuratorate", "prosecutor", collab, "recognizance", "sentencing_proposal", "indictment")
    await city.doc("procuratorate", "prosecutor", collab, "transfer_manifest")
    await city.sign(collab, agency="procuratorate", role="chief")
    draft = await city.prepare("procuratorate", "prosecutor", collab, "indictment", "court")
    await city.submit("procuratorate", "prosecutor", draft)
    for agency in ("police", "procuratorate"):
        assert await city.state(agency, collab) == "indictment_pending"
    await city.accept("court", "filing", collab)
    assert await city.state("court", collab) == "court_check"
    assert (await city.case("court", collab))["case_no"] == "（2026）苏9901刑初1号"
    assert (await city.clocks("court", collab))["C01"]["due"] == "2026-09-08"
    await city.doc("court", "filing", collab, "court_acceptance_notice")
    await city.act("court", "filing", collab, "accept_for_trial")
    for agency in ("police", "procuratorate", "court"):
        assert await city.state(agency, collab) == "first_instance"


async def _try_quickly(city: City, collab: str) -> None:
    await city.assign("court", "filing", collab, "judge")
    city.tick(days=2)
    await city.doc("court", "judge", collab, "procedure_decision")
    await city.act("court", "judge", collab, "set_expedited_procedure", facts={"procedure": "expedited"})
    clocks = await city.clocks("court", collab)
    assert clocks["C03"]["state"] == "cancelled"
    assert str(clocks["C05"]["anchor"]).startswith("2026-09-01"), "the term runs from the filing of the case"
    city.tick(days=3)
    await city.doc("court", "judge", collab, "judgment", "service_return")
    await city.act("court", "judge", collab, "pronounce_judgment", facts={"unchecked_reason": "判决没有财产内容"})
    assert (await city.clocks("court", collab))["C10"]["due"] == "2026-09-16"
    for agency in ("police", "procuratorate", "court"):
        assert await city.state(agency, collab) == "appeal_window"


async def _enforce(city: City, collab: str) -> None:
    scheduler = city.services["court"].service.scheduler
    assert await scheduler.run_now("casemgmt.become_effective")
    assert await city.state("court", collab) == "appeal_window", "the window is still open"
    assert "stage.appeal_window_open" in await city.act_refused("court", "judge", collab, "confirm_effective")
    city.tick(days=12)
    assert await scheduler.run_now("casemgmt.become_effective")
    city.stirred.add("court")
    await city.settle()
    for agency in ("police", "procuratorate", "court"):
        assert await city.state(agency, collab) == "effective"
    await city.doc("court", "judge", collab, "indictment_copy", "enforcement_notice", "case_closing_form")
    first = await city.prepare("court", "judge", collab, "enforcement", "police")
    await city.submit("court", "judge", first)
    second = await city.prepare("court", "judge", collab, "enforcement", "justice")
    await city.submit("court", "judge", second)
    await city.accept("police", "office", collab)
    assert await city.state("court", collab) == "enforcement_handover", "one receipt is still missing"
    await city.accept("justice", "office", collab)


async def _every_step_is_explained(city: City, collab: str) -> None:
    for agency in ("police", "procuratorate", "court", "justice"):
        timeline = listed(await city.case(agency, collab), "timeline")
        assert all(line["basis"] and line["zh"] and line["agency"] and line["actor_id"] for line in timeline), agency
    started = {one.deadline_id for one in city.told("police", DeadlineStarted) if isinstance(one, DeadlineStarted)}
    ended = {one.deadline_id for one in city.told("police", DeadlineEnded) if isinstance(one, DeadlineEnded)}
    assert ended <= started
    notices = [one.message for one in city.told("police", NoticeIssued) if isinstance(one, NoticeIssued)]
    assert notices[:2] == ["case.intake.registered", "case.filing.decided"]
    assert await city.rows("procuratorate", "SELECT count(*) FROM notice WHERE state = 'informative'") != [(0,)]
