"""Periods: started, met, late, extended, paused, restarted; each says how it was computed."""

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.shortcuts import detained, filed, on_trial, under_prosecution_review
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted, DeadlineWarningRaised


async def extend(city: City, agency: str, role: str, collab: str, rule: str, document: str, **more: object) -> Json:
    case = await city.case(agency, collab)
    clock = (await city.clocks(agency, collab))[rule]
    body = {
        "version": case["version"], "document_id": document, "approved_by": "检察长", "reason": "案情复杂",
        "approved_on": city.clock.now().date().isoformat(), **more,
    }  # fmt: skip
    return await city.post(agency, role, f"/cases/{case['id']}/deadlines/{clock['id']}/extensions", body)


async def test_a_clock_explains_itself(city: City) -> None:
    collab, _ = await detained(city)
    clock = (await city.clocks("police", collab))["P14"]
    assert clock["due"] == "2026-09-04"
    assert clock["custody"] is True
    trace = listed(clock, "trace")
    assert "当日不计入" in str(trace[0]["zh"])
    assert all(line["zh"] and line["en"] for line in trace)
    assert (await city.clocks("police", collab))["P02"]["state"] == "met"


async def test_a_late_act_leaves_a_late_clock(city: City) -> None:
    collab = await city.report("甲某")
    await city.assign("police", "head", collab, "handler")
    city.tick(days=10)
    clocks = await city.clocks("police", collab)
    assert (clocks["P02"]["state"], clocks["P02"]["band"]) == ("breached", "overdue")
    await city.doc("police", "handler", collab, "filing_decision")
    await city.act("police", "leader", collab, "file_case")
    assert (await city.clocks("police", collab))["P02"]["state"] == "met_late"
    ended = [one for one in city.told("police", DeadlineEnded) if isinstance(one, DeadlineEnded)]
    assert [one.outcome for one in ended] == ["met_late"]


async def test_custody_ends_with_bail_and_so_do_its_clocks(city: City) -> None:
    collab, suspect = await detained(city)
    person = listed(await city.case("police", collab), "suspects_list")[0]
    assert person["custody_until"] == "2026-09-04"
    await city.doc("police", "handler", collab, "bail_decision", suspect=suspect)
    await city.act("police", "leader", collab, "bail_suspect", suspect=suspect)
    person = listed(await city.case("police", collab), "suspects_list")[0]
    assert (person["state"], person["custody_until"]) == ("bailed", None)
    clocks = await city.clocks("police", collab)
    assert (clocks["P14"]["state"], clocks["P20"]["state"]) == ("met", "running")


async def test_an_extension_needs_a_paper_and_keeps_within_the_rule(city: City) -> None:
    collab = await under_prosecution_review(city)
    (paper,) = await city.doc("procuratorate", "prosecutor", collab, "supplementary_outline")
    before = (await city.clocks("procuratorate", collab))["J07"]
    assert (before["due"], before["max_extensions"]) == ("2026-10-08", 1), "1 October rolls over National Day"
    case = await city.case("procuratorate", collab)
    path = f"/cases/{case['id']}/deadlines/{before['id']}/extensions"
    body = {
        "version": case["version"], "document_id": "nothing", "approved_by": "检察长", "reason": "案情复杂",
        "approved_on": "2026-09-20",
    }  # fmt: skip
    assert await city.refused("procuratorate", "prosecutor", path, body) == ["document.not_on_file"]
    late = {**body, "document_id": paper, "approved_on": "2026-10-20"}
    assert await city.refused("procuratorate", "prosecutor", path, late) == ["deadline.extension_too_late"]
    assert "permission.missing" in await city.refused("procuratorate", "office", path, body, status=403)
    await extend(city, "procuratorate", "prosecutor", collab, "J07", paper)
    after = (await city.clocks("procuratorate", collab))["J07"]
    assert (after["due"], after["extensions"]) == ("2026-10-16", 1)
    assert any("延长" in str(line["zh"]) for line in listed(after, "trace"))
    told = [one for one in city.told("procuratorate", DeadlineStarted) if isinstance(one, DeadlineStarted)]
    assert [one.revision for one in told if one.rule == "J07"] == [1, 2]
    again = {**body, "document_id": paper, "version": (await city.case("procuratorate", collab))["version"]}
    assert await city.refused("procuratorate", "prosecutor", path, again) == ["deadline.no_extension_left"]


async def test_suspension_of_a_trial_is_not_counted(city: City) -> None:
    collab = await on_trial(city)
    due = (await city.clocks("court", collab))["C03"]["due"]
    await city.doc("court", "judge", collab, "suspension_ruling")
    await city.act("court", "judge", collab, "suspend_trial")
    assert (await city.clocks("court", collab))["C03"]["state"] == "paused"
    assert (await city.clocks("court", collab))["C03"]["band"] == "paused"
    city.tick(days=20)
    await city.doc("court", "judge", collab, "resumption_notice")
    await city.act("court", "judge", collab, "resume_after_suspension")
    clock = (await city.clocks("court", collab))["C03"]
    assert clock["state"] == "running"
    assert str(clock["due"]) > str(due)
    assert any("不计入" in str(line["zh"]) and "21" in str(line["zh"]) for line in listed(clock, "trace"))
    outcomes = [one.outcome for one in city.told("court", DeadlineEnded) if isinstance(one, DeadlineEnded)]
    assert "paused" in outcomes


async def test_an_adjournment_restarts_the_term(city: City) -> None:
    collab = await on_trial(city)
    await city.doc("procuratorate", "prosecutor", collab, "adjournment_proposal")
    await city.act("procuratorate", "prosecutor", collab, "propose_adjournment")
    assert (await city.case("court", collab))["flags"] == ["adjournment_proposed"]
    await city.doc("court", "judge", collab, "adjournment_decision")
    await city.act("court", "judge", collab, "adjourn_trial")
    assert (await city.clocks("procuratorate", collab))["C07"]["state"] == "running"
    city.tick(days=15)
    await city.doc("court", "judge", collab, "resumption_notice")
    await city.act("court", "judge", collab, "resume_after_adjournment")
    clock = (await city.clocks("court", collab))["C03"]
    assert str(clock["anchor"]).startswith("2026-09-16"), "the term begins anew on resumption"
    assert (await city.clocks("procuratorate", collab))["C07"]["state"] == "met"


async def test_warnings_reach_the_worklist_and_bands_filter_it(city: City) -> None:
    collab = await city.report("甲某")
    case = await city.case("police", collab)
    assert (case["next_rule"], case["band"]) == ("P02", "running")
    city.tick(days=2)
    assert (await city.case("police", collab))["band"] == "due_soon"
    rows = listed(await city.get("police", "legal", "/cases?band=overdue"), "items")
    assert rows == []
    city.tick(days=5)
    rows = listed(await city.get("police", "legal", "/cases?band=overdue"), "items")
    assert [row["band"] for row in rows] == ["overdue"]
    clock = (await city.clocks("police", collab))["P02"]
    warning = DeadlineWarningRaised.model_validate(
        {
            "deadline_id": clock["id"], "case_id": case["id"], "rule": "P02", "due": clock["due"],
            "level": "overdue", "at": city.clock.now(),
        }
    )  # fmt: skip
    await city.hand("police", warning)
    assert await city.rows("police", "SELECT warned FROM deadline WHERE rule = 'P02'") == [("overdue",)]
    shown = listed(await city.get("police", "legal", "/deadlines?band=overdue"), "items")
    assert [one["rule"] for one in shown] == ["P02"]


async def test_each_agency_watches_its_own_duties(city: City) -> None:
    collab = await under_prosecution_review(city)
    assert "J07" not in await city.clocks("police", collab)
    assert "P22" not in await city.clocks("procuratorate", collab)
    assert "J07" in await city.clocks("procuratorate", collab)


async def test_a_clock_of_another_case_cannot_be_extended(city: City) -> None:
    first, second = await filed(city), await under_prosecution_review(city)
    clock = (await city.clocks("procuratorate", second))["J07"]
    case = await city.case("police", first)
    body = {
        "version": case["version"], "document_id": "x", "approved_by": "局领导", "reason": "案情复杂",
        "approved_on": "2026-09-02",
    }  # fmt: skip
    path = f"/cases/{case['id']}/deadlines/{clock['id']}/extensions"
    assert await city.refused("police", "handler", path, body, status=404) == ["request.not_found"]
