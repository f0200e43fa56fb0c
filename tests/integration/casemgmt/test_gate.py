"""The unified exit (两统一): no gated package leaves unchecked, unsigned, by the wrong person or twice."""

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import detained, in_exit_review, sent_for_prosecution
from zf_contracts.internal.transfers import TransferSubmitted


async def test_each_missing_condition_of_the_exit_is_named(city: City) -> None:
    collab = await in_exit_review(city)
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    path = f"/transfers/{draft['id']}/submission"
    body = {"version": draft["version"], "acted_at": city.tick().isoformat()}
    codes = await city.refused("police", "outlet", path, body)
    assert set(codes) == {"gate.no_exit_check", "gate.head_not_signed"}
    shown = await city.get("police", "outlet", f"/transfers/{draft['id']}")
    assert [reason["code"] for reason in listed(shown, "send_problems")] == codes
    await city.check(collab)
    assert await city.refused("police", "outlet", path, body) == ["gate.head_not_signed"]
    await city.sign(collab)
    for role in ("handler", "legal", "leader"):
        assert "permission.missing" in await city.refused("police", role, path, body, status=403)
    await city.submit("police", "outlet", draft)
    (sent,) = city.told("police", TransferSubmitted)
    assert isinstance(sent, TransferSubmitted)
    package = sent.package
    assert package.exit_check is not None
    assert package.exit_check.passed
    assert (package.exit_check.checked_by, package.head_signed_by) == ("police.legal", "police.leader")
    assert (package.from_outlet, package.sent_by) == (True, "police.outlet")


async def test_a_failed_check_sends_the_case_back_with_the_points(city: City) -> None:
    collab = await in_exit_review(city)
    await city.check(collab, good=False)
    case = await city.case("police", collab)
    assert case["state"] == "investigating"
    assert case["exit_check"] is None, "the next round is checked anew"
    opinion = [one for one in listed(case, "documents") if one["type"] == "correction_opinion"]
    assert len(opinion) == 1
    assert (await city.clocks("police", collab))["G01"]["state"] == "running"
    await city.act("police", "handler", collab, "submit_for_exit_review")
    assert await city.state("police", collab) == "exit_review"


async def test_one_person_plays_one_part(city: City) -> None:
    collab = await in_exit_review(city)
    case = await city.case("police", collab)
    points = ("facts_clear", "evidence_sufficient", "charge_accurate", "procedure_lawful", "formalities_complete")
    check = {"version": case["version"], **dict.fromkeys(points, True)}
    path = f"/cases/{case['id']}/exit-check"
    assert "permission.missing" in await city.refused("police", "handler", path, check, status=403)
    reviewer_who_handles = ("police.handler", ("handler", "legal_reviewer"), "legal", "兼任者")
    codes = await city.refused_as("police", reviewer_who_handles, path, check, status=403)
    assert codes == ["authority.exclusive_roles"]
    await city.check(collab)
    leader_who_checked = ("police.legal", ("legal_reviewer", "bureau_leader"), "leadership", "兼任者")
    version = (await city.case("police", collab))["version"]
    signed = await city.refused_as(
        "police", leader_who_checked, f"/cases/{case['id']}/head-signature", {"version": version}
    )
    assert signed == ["gate.one_person_one_level"]
    handler = {"version": version, "handler_id": "police.legal", "reason": "改派给审核人"}
    assert await city.refused("police", "head", f"/cases/{case['id']}/handler", handler) == [
        "authority.exclusive_roles"
    ]


async def test_nobody_signs_before_the_check(city: City) -> None:
    collab = await in_exit_review(city)
    case = await city.case("police", collab)
    path = f"/cases/{case['id']}/head-signature"
    assert await city.refused("police", "leader", path, {"version": case["version"]}) == ["gate.no_exit_check"]


async def test_a_check_serves_one_exit_only(city: City) -> None:
    collab, suspect = await detained(city)
    await city.doc("police", "handler", collab, "arrest_request", "litigation_volume", suspect=suspect)
    await city.gated(collab, "arrest_request", suspects=[suspect])
    case = await city.case("police", collab)
    assert (case["exit_check"], case["head_signed_by"]) == (None, "")


async def test_while_a_package_is_open_no_second_one_leaves(city: City) -> None:
    collab, suspect = await detained(city, "丙某", "丁某")
    other = (await city.suspects("police", collab))["丁某"]
    await city.doc("police", "handler", collab, "arrest_request", "litigation_volume", suspect=suspect)
    await city.gated(collab, "arrest_request", suspects=[suspect])
    second = await city.prepare("police", "handler", collab, "arrest_request", "procuratorate", suspects=[other])
    await city.check(collab)
    await city.sign(collab)
    body = {"version": second["version"], "acted_at": city.tick().isoformat()}
    assert "transfer.still_open" in await city.refused(
        "police", "outlet", f"/transfers/{second['id']}/submission", body
    )


async def test_what_has_left_cannot_be_sent_again_or_withdrawn(city: City) -> None:
    collab = await sent_for_prosecution(city)
    transfer = listed(await city.case("police", collab), "transfers")[0]
    body = {"version": transfer["version"], "acted_at": city.tick().isoformat()}
    assert await city.refused("police", "outlet", f"/transfers/{transfer['id']}/submission", body) == [
        "transfer.not_draft"
    ]
    withdrawal = {"version": transfer["version"], "reason": "发现遗漏"}
    path = f"/transfers/{transfer['id']}/withdrawal"
    assert await city.refused("police", "handler", path, withdrawal) == ["transfer.withdraw_too_late"]


async def test_a_draft_can_be_given_up(city: City) -> None:
    collab = await in_exit_review(city)
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    path = f"/transfers/{draft['id']}/withdrawal"
    gone = await city.post("police", "handler", path, {"version": draft["version"], "reason": "材料有误"})
    assert gone["state"] == "withdrawn"
    stale = {"version": draft["version"], "acted_at": city.tick().isoformat()}
    submission = f"/transfers/{draft['id']}/submission"
    assert await city.refused("police", "outlet", submission, stale, status=409) == ["version.stale"]


async def test_packages_go_only_where_the_law_sends_them(city: City) -> None:
    collab = await in_exit_review(city)
    case = await city.case("police", collab)
    path = f"/cases/{case['id']}/transfers"
    wrong = {"version": case["version"], "kind": "prosecution", "receiver": "court"}
    assert await city.refused("police", "handler", path, wrong) == ["transfer.receiver_refused"]
    foreign = {"version": case["version"], "kind": "indictment", "receiver": "court"}
    assert await city.refused("police", "handler", path, foreign) == ["transfer.kind_unknown"]


async def test_somebody_at_large_bars_the_transfer_unless_recorded(city: City) -> None:
    collab = await in_exit_review(city, "丙某", "丁某")
    case = await city.case("police", collab)
    gone = (await city.suspects("police", collab))["丁某"]
    await city.post(
        "police", "handler", f"/cases/{case['id']}/suspects/{gone}", {"version": case["version"], "at_large": True}
    )
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    await city.check(collab)
    await city.sign(collab)
    body = {"version": draft["version"], "acted_at": city.tick().isoformat()}
    codes = await city.refused("police", "outlet", f"/transfers/{draft['id']}/submission", body)
    assert codes == ["suspect.at_large"]
