"""Clocks end by the act they ask for, with the measure, with the case, or by themselves; each says by what."""

import pytest

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.shortcuts import detained, filed, indicted, under_prosecution_review
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted

DETENTION = {
    "P13": ("notify_family_of_detention", "detention_notice", "拘留后通知家属"),
    "P13.detention_house": ("deliver_to_detention_house", "admission_receipt", "送看守所羁押"),
    "P13.first_interrogation": ("interrogate_detained", "interview_record", "拘留后讯问"),
}


def outcomes(city: City, agency: str) -> dict[str, str]:
    """What oversight was told of each rule that ended."""
    started = [one for one in city.told(agency, DeadlineStarted) if isinstance(one, DeadlineStarted)]
    rules = {one.deadline_id: one.rule for one in started}
    ended = [one for one in city.told(agency, DeadlineEnded) if isinstance(one, DeadlineEnded)]
    return {rules[one.deadline_id]: one.outcome for one in ended}


def offered(case: Json, act: str) -> Json:
    return next(option for option in listed(case, "options") if option["act"] == act)


@pytest.mark.parametrize("rule", DETENTION)
async def test_a_duty_after_the_detention_is_offered_done_and_ended(city: City, rule: str) -> None:
    collab, suspect = await detained(city)
    act, paper, title = DETENTION[rule]
    case = await city.get("police", "handler", f"/cases/{await city.case_id('police', collab)}")
    option = offered(case, act)
    assert (option["suspect_id"], option["possible"], option["documents_missing"]) == (suspect, False, [paper])
    missing = await city.act_refused("police", "handler", collab, act, suspect=suspect)
    assert missing in (["document.missing"], ["document.one_of_missing"])
    await city.doc("police", "handler", collab, paper, suspect=suspect)
    case = await city.get("police", "handler", f"/cases/{case['id']}")
    assert offered(case, act)["possible"] is True
    result = await city.act("police", "handler", collab, act, suspect=suspect)
    clocks = await city.clocks("police", collab)
    assert (clocks[rule]["state"], clocks[rule]["band"], clocks[rule]["ended_zh"]) == ("met", "ended", title)
    assert result["clocks_ended"] == [clocks[rule]["id"]]
    assert (await city.suspect_states("police", collab)) == {"丙某": "detained"}, "the act moves nobody"
    assert outcomes(city, "police")[rule] == "met"
    others = {one for one in DETENTION if one != rule}
    assert {clocks[one]["state"] for one in others} == {"running"}


async def test_why_a_family_was_not_told_is_a_paper_of_its_own(city: City) -> None:
    collab, suspect = await detained(city)
    await city.doc("police", "handler", collab, "no_notice_statement", suspect=suspect)
    await city.act("police", "handler", collab, "notify_family_of_detention", suspect=suspect)
    assert (await city.clocks("police", collab))["P13"]["state"] == "met"


async def test_only_the_handler_of_the_case_and_his_heads_may_say_so(city: City) -> None:
    collab, suspect = await detained(city)
    await city.doc("police", "handler", collab, "detention_notice", suspect=suspect)
    for role in ("legal", "outlet"):
        codes = await city.act_refused("police", role, collab, "notify_family_of_detention", suspect=suspect)
        assert codes == ["stage.role_may_not_act"]
    await city.act("police", "head", collab, "notify_family_of_detention", suspect=suspect)
    assert (await city.clocks("police", collab))["P13"]["state"] == "met"


async def test_what_was_not_done_in_a_day_alarms_and_stays_late(city: City) -> None:
    collab, suspect = await detained(city)
    city.tick(hours=30)
    clock = (await city.clocks("police", collab))["P13"]
    assert (clock["state"], clock["band"]) == ("breached", "overdue")
    await city.doc("police", "handler", collab, "detention_notice", suspect=suspect)
    await city.act("police", "handler", collab, "notify_family_of_detention", suspect=suspect)
    assert (await city.clocks("police", collab))["P13"]["state"] == "met_late"
    await city.doc("police", "handler", collab, "bail_decision", suspect=suspect)
    await city.act("police", "leader", collab, "bail_suspect", suspect=suspect)
    clock = (await city.clocks("police", collab))["P13.detention_house"]
    assert (clock["state"], clock["band"], clock["ended_zh"]) == ("breached", "ended", "取保候审")
    assert outcomes(city, "police")["P13.detention_house"] == "breached"


async def test_bail_in_time_takes_the_object_from_the_duties_of_the_detention(city: City) -> None:
    collab, suspect = await detained(city)
    await city.doc("police", "handler", collab, "bail_decision", suspect=suspect)
    await city.act("police", "leader", collab, "bail_suspect", suspect=suspect)
    clocks = await city.clocks("police", collab)
    assert {rule: clocks[rule]["state"] for rule in (*DETENTION, "P14", "P20")} == {
        **dict.fromkeys(DETENTION, "cancelled"), "P14": "met", "P20": "running"
    }  # fmt: skip


async def test_thirty_days_instead_of_three_are_decided_by_the_leader(city: City) -> None:
    collab, suspect = await detained(city)
    since = str((await city.clocks("police", collab))["P14"]["anchor"])
    city.tick(days=1)
    await city.doc("police", "handler", collab, "detention_extension_notice", suspect=suspect)
    codes = await city.act_refused("police", "handler", collab, "prolong_detention", suspect=suspect)
    assert codes == ["stage.role_may_not_act"]
    await city.act("police", "leader", collab, "prolong_detention", suspect=suspect)
    clocks = await city.clocks("police", collab)
    assert (clocks["P14"]["state"], clocks["P14.roaming"]["due"]) == ("cancelled", "2026-10-01")
    assert clocks["P14.roaming"]["anchor"] == since
    person = listed(await city.case("police", collab), "suspects_list")[0]
    assert person["custody_until"] == "2026-10-01"


async def test_two_people_detained_on_different_days_keep_their_own_days(city: City) -> None:
    collab, first = await detained(city, "丙某", "丁某")
    second = (await city.suspects("police", collab))["丁某"]
    city.tick(days=2)
    await city.doc("police", "handler", collab, "detention_report", "detention_warrant", suspect=second)
    await city.act("police", "leader", collab, "detain_suspect", suspect=second)
    await city.doc("police", "handler", collab, "detention_extension_notice", suspect=first)
    await city.act("police", "leader", collab, "prolong_detention", suspect=first)
    clocks = [one for one in listed(await city.case("police", collab), "clocks") if one["rule"] == "P14.roaming"]
    assert [(one["suspect_id"], one["due"]) for one in clocks] == [(first, "2026-10-01")]


async def test_rights_are_told_and_a_right_that_nobody_used_has_lapsed(city: City) -> None:
    collab = await under_prosecution_review(city)
    assert (await city.clocks("procuratorate", collab))["J08"]["state"] == "running"
    await city.doc("procuratorate", "prosecutor", collab, "rights_notice")
    await city.act("procuratorate", "prosecutor", collab, "tell_rights")
    assert (await city.clocks("procuratorate", collab))["J08"]["state"] == "met"
    await city.doc("procuratorate", "prosecutor", collab, "non_prosecution_decision")
    await city.act("procuratorate", "chief", collab, "decide_statutory_non_prosecution")
    clocks = {agency: await city.clocks(agency, collab) for agency in ("police", "procuratorate")}
    assert (clocks["police"]["P23"]["state"], clocks["police"]["P23"]["nature"]) == ("running", "right")
    assert clocks["procuratorate"]["J12"]["state"] == "running"
    city.tick(days=20)
    for agency, rule in (("police", "P23"), ("procuratorate", "J12")):
        clock = (await city.clocks(agency, collab))[rule]
        assert (clock["state"], clock["band"]) == ("lapsed", "ended")
        assert str(clock["ended_at"]).startswith(str(clock["due"]))
    for path in ("/deadlines?band=overdue", "/cases?band=overdue"):
        assert listed(await city.get("police", "legal", path), "items") == []
        assert listed(await city.get("procuratorate", "office", path), "items") == []
    shown = listed(await city.get("police", "legal", "/deadlines"), "items")
    assert "P23" not in {one["rule"] for one in shown}
    assert (await city.case("police", collab))["next_rule"] != "P23"


async def test_a_withdrawal_is_told_within_its_days(city: City) -> None:
    collab = await filed(city)
    await city.doc("police", "handler", collab, "withdrawal_report", "withdrawal_decision")
    await city.act("police", "leader", collab, "withdraw_case")
    assert (await city.clocks("police", collab))["P21"]["state"] == "running"
    await city.doc("police", "handler", collab, "service_return")
    await city.act("police", "handler", collab, "tell_of_withdrawal")
    clock = (await city.clocks("police", collab))["P21"]
    assert (clock["state"], clock["ended_zh"]) == ("met", "告知撤销案件")


async def test_with_the_case_the_clocks_end_and_say_by_which_act(city: City) -> None:
    """Rights were never told; the case ends on the second day: the duty has lost its object, and the page says by what."""
    collab = await under_prosecution_review(city)
    await city.doc("procuratorate", "prosecutor", collab, "non_prosecution_decision")
    await city.act("procuratorate", "chief", collab, "decide_statutory_non_prosecution")
    clock = (await city.clocks("procuratorate", collab))["J08"]
    assert (clock["state"], clock["ended_act"], clock["ended_zh"]) == (
        "cancelled",
        "decide_statutory_non_prosecution",
        "法定不起诉",
    )
    assert outcomes(city, "procuratorate") == {"J07": "met", "J08": "cancelled"}


async def test_papers_the_court_missed_end_the_clock_when_they_are_sent(city: City) -> None:
    collab = await indicted(city)
    package = await city.package("court", collab)
    problem = {"code": "R03", "text": "缺少量刑建议书"}
    body = {
        "version": package["version"], "acted_at": city.tick().isoformat(), "problems": [problem], "supplement": True
    }  # fmt: skip
    await city.post("court", "filing", f"/packages/{package['id']}/return", body)
    assert (await city.clocks("procuratorate", collab))["C01.supplement"]["state"] == "running"
    await city.doc("procuratorate", "prosecutor", collab, "sentencing_proposal")
    transfer = listed(await city.case("procuratorate", collab), "transfers")[0]
    body = {"version": transfer["version"], "acted_at": city.tick().isoformat(), "reason": "补送量刑建议书"}
    await city.post("procuratorate", "prosecutor", f"/transfers/{transfer['id']}/supplement", body)
    assert (await city.clocks("procuratorate", collab))["C01.supplement"]["state"] == "met"
