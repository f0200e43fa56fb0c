"""Acts by people: who, when, with which papers; a refusal gives every reason and changes nothing."""

from datetime import timedelta

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import detained, filed, in_exit_review, on_trial, under_prosecution_review
from zf_contracts.internal.reports import CaseStageAdvanced


async def test_the_reasons_come_all_at_once(city: City) -> None:
    collab = await city.report("甲某")
    codes = await city.act_refused("police", "leader", collab, "detain_suspect")
    assert codes == ["suspect.none_named"]
    suspect = (await city.suspects("police", collab))["甲某"]
    codes = await city.act_refused("police", "leader", collab, "detain_suspect", suspect=suspect)
    assert codes.count("document.missing") == 2
    assert "stage.wrong_state" in codes


async def test_roles_decide(city: City) -> None:
    collab = await city.report("甲某")
    await city.assign("police", "head", collab, "handler")
    await city.doc("police", "handler", collab, "filing_decision")
    assert await city.act_refused("police", "handler", collab, "file_case") == ["stage.role_may_not_act"]
    await city.act("police", "leader", collab, "file_case")


async def test_the_time_of_an_act_is_neither_in_the_future_nor_before_the_last(city: City) -> None:
    collab = await city.report("甲某")
    await city.assign("police", "head", collab, "handler")
    await city.doc("police", "handler", collab, "filing_decision")
    case = await city.case("police", collab)
    path = f"/cases/{case['id']}/acts"
    for shift, code in ((timedelta(hours=1), "stage.act_in_future"), (timedelta(days=-2), "stage.act_before_last_act")):
        at = (city.clock.now() + shift).isoformat()
        body = {"version": case["version"], "act": "file_case", "acted_at": at}
        assert await city.refused("police", "leader", path, body) == [code]


async def test_a_late_entry_is_marked(city: City) -> None:
    collab = await city.report("甲某")
    await city.assign("police", "head", collab, "handler")
    acted_at = city.tick()
    city.tick(hours=30)
    await city.doc("police", "handler", collab, "filing_decision")
    case = await city.case("police", collab)
    body = {"version": case["version"], "act": "file_case", "acted_at": acted_at.isoformat(), "note": "补录"}
    await city.post("police", "leader", f"/cases/{case['id']}/acts", body)
    line = listed(await city.case("police", collab), "timeline")[-1]
    assert (line["act"], line["late_entry"], line["actor_name"], line["note"]) == ("file_case", True, "局领导", "补录")


async def test_a_stale_version_answers_409_and_changes_nothing(city: City) -> None:
    collab = await filed(city)
    case = await city.case("police", collab)
    seen = int(str(case["version"]))
    await city.post("police", "handler", f"/cases/{case['id']}/suspects", {"version": seen, "name": "戊某"})
    acts = {"version": seen, "act": "submit_for_exit_review", "acted_at": city.tick().isoformat()}
    for path, role, body in (
        ("acts", "handler", acts),
        ("suspects", "handler", {"version": seen, "name": "己某"}),
        ("handler", "head", {"version": seen, "handler_id": "x", "reason": "改派"}),
        ("head-signature", "leader", {"version": seen}),
        ("transfers", "handler", {"version": seen, "kind": "prosecution", "receiver": "procuratorate"}),
    ):
        codes = await city.refused("police", role, f"/cases/{case['id']}/{path}", body, status=409)
        assert codes == ["version.stale"], path


async def test_acts_of_a_package_are_not_done_by_hand(city: City) -> None:
    collab = await in_exit_review(city)
    codes = await city.act_refused("police", "outlet", collab, "submit_for_prosecution")
    assert codes == ["stage.needs_package"]
    collab = await under_prosecution_review(city)
    assert "permission.missing" not in await city.act_refused(
        "procuratorate", "office", collab, "accept_for_prosecution"
    )
    assert "stage.unknown_act" in await city.act_refused("police", "leader", collab, "dance_tango")


async def test_papers_count_for_the_suspect_they_name(city: City) -> None:
    collab = await filed(city, "丙某", "丁某")
    people = await city.suspects("police", collab)
    await city.doc("police", "handler", collab, "detention_report", "detention_warrant", suspect=people["丙某"])
    codes = await city.act_refused("police", "leader", collab, "detain_suspect", suspect=people["丁某"])
    assert codes == ["document.missing", "document.missing"], "the warrant names somebody else"
    unnamed = await city.doc("police", "handler", collab, "detention_report", "detention_warrant")
    assert await city.act_refused("police", "leader", collab, "detain_suspect", suspect=people["丁某"]) == codes
    await city.act("police", "leader", collab, "detain_suspect", suspect=people["丁某"], documents=unnamed)
    assert (await city.suspect_states("police", collab))["丁某"] == "detained"


async def test_documents_of_another_case_cannot_be_cited(city: City) -> None:
    other = await filed(city)
    (foreign,) = await city.doc("police", "handler", other, "closing_report")
    collab = await filed(city)
    codes = await city.act_refused("police", "handler", collab, "submit_for_exit_review", documents=[foreign])
    assert "document.not_on_file" in codes


async def test_other_agencies_acts_are_out_of_reach(city: City) -> None:
    collab = await in_exit_review(city)
    codes = await city.act_refused("police", "leader", collab, "order_supplementary_investigation", status=403)
    assert codes == ["authority.no_permission"]
    collab = await on_trial(city)
    refused = await city.act_refused("police", "leader", collab, "release_suspect", suspect=None)
    assert "suspect.none_named" in refused
    suspect = next(iter((await city.suspects("police", collab)).values()))
    assert "stage.not_holder" in await city.act_refused("police", "leader", collab, "release_suspect", suspect=suspect)


async def test_options_say_what_is_possible_and_why_not(city: City) -> None:
    collab, _ = await detained(city)
    case_id = await city.case_id("police", collab)
    seen = await city.get("police", "leader", f"/cases/{case_id}")
    options = {(one["act"], one["suspect_id"]): one for one in listed(seen, "options")}
    release = next(one for (act, _), one in options.items() if act == "release_suspect")
    assert release["possible"] is False
    assert release["documents_missing"] == ["release_certificate"]
    assert all(one["reasons"] or one["possible"] for one in options.values())
    assert [one["possible"] for one in listed(seen, "options")] == sorted(
        (bool(one["possible"]) for one in listed(seen, "options")), reverse=True
    )
    request = next(one for (act, _), one in options.items() if act == "request_arrest")
    assert request["package"] == "arrest_request"
    positions = {one["state"]: one["position"] for one in listed(seen, "stages")}
    assert (positions["filing_review"], positions["investigating"], positions["exit_review"]) == (
        "done", "current", "ahead",
    )  # fmt: skip


async def test_every_advance_is_told_to_oversight_and_audited(city: City) -> None:
    collab = await filed(city)
    acts = [one.act for one in city.told("police", CaseStageAdvanced) if isinstance(one, CaseStageAdvanced)]
    assert acts == ["register_intake", "begin_filing_review", "file_case"]
    case_id = await city.case_id("police", collab)
    audited = await city.rows(
        "police",
        f"SELECT act, account_id, basis <> '' FROM audit_entry WHERE object_id = '{case_id}' AND act = 'file_case'",
    )
    assert audited == [("file_case", "police.leader", True)]
