"""Story (b): fraud, two rounds of supplementary investigation, a third refused, non-prosecution, reconsideration."""

import pytest

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import under_prosecution_review

pytestmark = pytest.mark.slow


async def test_fraud_ends_without_prosecution_and_police_object(city: City) -> None:
    collab = await under_prosecution_review(city)
    for round_no in (1, 2):
        await _send_back(city, collab, round_no)
        await _resubmit(city, collab, round_no)
    await _third_round_is_refused(city, collab)
    await _decide_not_to_prosecute(city, collab)
    await _reconsider(city, collab)
    assert city.parked == []


async def _send_back(city: City, collab: str, round_no: int) -> None:
    refused = await city.act_refused("procuratorate", "prosecutor", collab, "order_supplementary_investigation")
    assert "document.missing" in refused, "each round needs a decision of its own"
    await city.doc("procuratorate", "prosecutor", collab, "supplementary_decision", "supplementary_outline")
    await city.act("procuratorate", "prosecutor", collab, "order_supplementary_investigation", note="补充资金流向")
    for agency in ("police", "procuratorate"):
        case = await city.case(agency, collab)
        assert (case["state"], case["returns"]) == ("supplementary_investigation", round_no)
    assert (await city.clocks("procuratorate", collab))["J07"]["state"] == "met"
    assert (await city.clocks("police", collab))["P22"]["state"] == "running"


async def _resubmit(city: City, collab: str, round_no: int) -> None:
    await city.doc("police", "handler", collab, "supplementary_report")
    sent = await city.gated(collab, "resubmission")
    assert (await city.clocks("police", collab))["P22"]["state"] == "met"
    await city.accept("procuratorate", "office", collab)
    shown = await city.get("police", "legal", f"/transfers/{sent['id']}")
    assert shown["receiving_no"] == f"云检刑诉受[2026]3299000000{round_no + 1}号"
    clocks = await city.clocks("procuratorate", collab)
    assert clocks["J07"]["state"] == "running", "the review term begins anew"


async def _third_round_is_refused(city: City, collab: str) -> None:
    await city.doc("procuratorate", "prosecutor", collab, "supplementary_decision", "supplementary_outline")
    refused = await city.act_refused("procuratorate", "prosecutor", collab, "order_supplementary_investigation")
    assert refused == ["stage.no_return_left"]
    options = {one["act"]: one for one in listed(await city.case("procuratorate", collab), "options")}
    third = options["order_supplementary_investigation"]
    assert "stage.no_return_left" in [reason["code"] for reason in listed(third, "reasons")]
    assert third["possible"] is False


async def _decide_not_to_prosecute(city: City, collab: str) -> None:
    act = "decide_insufficient_evidence_non_prosecution"
    await city.doc("procuratorate", "prosecutor", collab, "non_prosecution_decision")
    assert "stage.role_may_not_act" in await city.act_refused("procuratorate", "prosecutor", collab, act)
    await city.act("procuratorate", "chief", collab, act, facts={"type": "insufficient_evidence"})
    for agency in ("police", "procuratorate"):
        assert await city.state(agency, collab) == "not_prosecuted"
    assert (await city.clocks("police", collab))["P23"]["state"] == "running"
    assert (await city.clocks("procuratorate", collab))["J12"]["state"] == "running"


async def _reconsider(city: City, collab: str) -> None:
    await city.doc("police", "handler", collab, "reconsideration_opinion")
    assert "gate.no_exit_check" in await city.act_refused("police", "outlet", collab, "request_reconsideration")
    await city.check(collab)
    assert "gate.head_not_signed" in await city.act_refused("police", "outlet", collab, "request_reconsideration")
    await city.sign(collab)
    await city.act("police", "outlet", collab, "request_reconsideration")
    assert (await city.clocks("police", collab))["P23"]["state"] == "met"
    case = await city.case("procuratorate", collab)
    assert case["flags"] == ["reconsideration_open"]
    assert (await city.clocks("procuratorate", collab))["J10"]["state"] == "running"
    await city.doc("procuratorate", "prosecutor", collab, "reconsideration_decision")
    await city.act("procuratorate", "prosecutor", collab, "decide_reconsideration", facts={"decision": "uphold"})
    assert (await city.case("police", collab))["flags"] == []
    assert (await city.clocks("procuratorate", collab))["J10"]["state"] == "met"
    assert (await city.clocks("police", collab))["P23.higher"]["state"] == "running"
    last = listed(await city.case("police", collab), "timeline")[-1]
    assert (last["act"], last["agency"]) == ("decide_reconsideration", "procuratorate")
