"""Collective decisions (集体议案): from the proposal to the resolution that binds, and every way it is refused."""

from collections.abc import Mapping
from datetime import timedelta

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.committee import (
    POLICE_MEMBERS,
    attended,
    closed,
    convened,
    decided,
    proposal,
    proposed,
    seat,
    spoke,
)
from tests.integration.casemgmt.people import PEOPLE
from tests.integration.casemgmt.shortcuts import filed, in_exit_review

REFUSED = "SELECT object_id, reason FROM audit_entry WHERE act = 'act.refused' ORDER BY at"


async def codes_of_option(city: City, collab: str, act: str) -> list[object]:
    """Reasons against an act as the case page of the leader shows them."""
    case = await city.get("police", "leader", f"/cases/{await city.case_id('police', collab)}")
    (option,) = [one for one in listed(case, "options") if one["act"] == act]
    return [reason["code"] for reason in listed(option, "reasons")]


async def test_a_resolution_binds_the_next_step_until_it_is_carried_out(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    made = await decided(city, collab, "withdraw_case", {"head3": "against", "legal2": "own"})
    resolution = made["resolution"]
    assert isinstance(resolution, dict)
    assert resolution["number"] == "云公执委议〔2026〕1号"
    assert (resolution["outcome"], resolution["state"]) == ("adopted", "standing")
    assert resolution["count"] == {"members": 5, "favour": 3, "against": 1, "own": 1, "missing": 0}
    assert made["dissents"] == ["治安支队长", "法制支队长"]
    assert "deliberation.bound" in await codes_of_option(city, collab, "submit_for_exit_review")
    await city.doc("police", "handler", collab, "closing_report", "prosecution_opinion", "transfer_manifest")
    await city.doc("police", "handler", collab, "litigation_volume")
    refused = await city.act_refused("police", "handler", collab, "submit_for_exit_review")
    assert refused == ["deliberation.bound"]
    tried = await city.rows("police", REFUSED)
    assert (await city.case_id("police", collab), "submit_for_exit_review: deliberation.bound") in tried
    await city.doc("police", "handler", collab, "withdrawal_report", "withdrawal_decision")
    await city.act("police", "leader", collab, "withdraw_case")
    case_id = await city.case_id("police", collab)
    panel = await city.get("police", "legal", f"/cases/{case_id}/deliberations")
    assert [one["state"] for one in listed(panel, "resolutions")] == ["carried_out"]


async def test_the_refusal_names_the_number_and_where_to_look(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    await decided(city, collab, "withdraw_case")
    body = await city.act_body("police", collab, "submit_for_exit_review")
    path = f"/cases/{await city.case_id('police', collab)}/acts"
    answer = await city.try_post("police", "handler", path, body)
    (told,) = [one for one in answer.json()["problems"] if one["code"] == "deliberation.bound"]
    assert "云公执委议〔2026〕1号" in told["zh"]
    assert "撤销案件" in told["zh"]
    assert "集体议案" in told["next_zh"]


async def test_a_resolution_against_an_act_bars_it_and_only_a_new_discussion_opens_it(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    first = await decided(city, collab, "withdraw_case", dict.fromkeys(POLICE_MEMBERS, "against"))
    assert first["outcome"] == "rejected"
    await city.doc("police", "handler", collab, "withdrawal_report", "withdrawal_decision")
    assert await city.act_refused("police", "leader", collab, "withdraw_case") == ["deliberation.decided_against"]
    path = f"/cases/{await city.case_id('police', collab)}/deliberations"
    again = await proposal(city, collab, "withdraw_case")
    assert await city.refused("police", "handler", path, again) == ["deliberation.decided_before"]
    resolution = first["resolution"]
    assert isinstance(resolution, dict)
    silent = {**again, "supersedes": resolution["id"]}
    assert await city.refused("police", "handler", path, silent) == ["deliberation.reason_needed"]
    unrelated = {**again, "supersedes": "some-other", "supersede_reason": "有新证据"}
    assert await city.refused("police", "handler", path, unrelated) == ["deliberation.nothing_to_supersede"]
    second = await decided(
        city, collab, "withdraw_case", order=2, supersedes=resolution["id"], supersede_reason="鉴定意见推翻了原来的认定"
    )
    assert second["supersedes_no"] == resolution["number"]
    panel = await city.get("police", "legal", path)
    assert [one["state"] for one in listed(panel, "resolutions")] == ["standing", "superseded"]
    await city.act("police", "leader", collab, "withdraw_case")


async def test_without_a_majority_nothing_binds(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    made = await decided(city, collab, "withdraw_case", {"head2": "against", "head3": "against", "legal2": "own"})
    assert (made["outcome"], made["resolution"]) == ("undecided", None)
    assert not {"deliberation.bound", "deliberation.decided_against"} & set(
        await codes_of_option(city, collab, "withdraw_case")
    )


async def test_a_major_case_waits_for_the_committee(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    case = await city.case("police", collab)
    path = f"/cases/{case['id']}/grave-mark"
    mark = {"version": case["version"], "grave": True, "ground": "great_influence", "reason": "媒体广泛关注"}
    assert await city.refused("police", "handler", path, {**mark, "ground": "none"}) == ["deliberation.ground_unknown"]
    shown = await city.post("police", "handler", path, mark)
    assert isinstance(shown["grave"], dict)
    again = {**mark, "version": shown["version"]}
    assert await city.refused("police", "handler", path, again) == ["deliberation.marked_already"]
    await city.doc("police", "handler", collab, "withdrawal_report", "withdrawal_decision")
    assert await city.act_refused("police", "leader", collab, "withdraw_case") == ["deliberation.required"]
    lift = {**again, "grave": False, "reason": "认定有误"}
    assert "authority.no_permission" in await city.refused("police", "handler", path, lift, status=403)
    await decided(city, collab, "withdraw_case")
    await city.act("police", "leader", collab, "withdraw_case")
    lifted = await city.post(
        "police", "leader", path, {**lift, "version": (await city.case("police", collab))["version"]}
    )
    assert lifted["grave"] is None


async def test_an_act_on_a_person_is_bound_for_that_person(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city, "丙某", "丁某")
    people = await city.suspects("police", collab)
    path = f"/cases/{await city.case_id('police', collab)}/deliberations"
    whole = await proposal(city, collab, "bail_suspect")
    assert await city.refused("police", "handler", path, whole) == ["deliberation.suspect_needed"]
    await decided(city, collab, "bail_suspect", suspect_id=people["丙某"])
    case = await city.get("police", "leader", f"/cases/{await city.case_id('police', collab)}")
    against = {
        str(one["suspect_id"]): [reason["code"] for reason in listed(one, "reasons")]
        for one in listed(case, "options")
        if one["act"] == "surveil_suspect"
    }
    assert "deliberation.bound" in against[people["丙某"]]
    assert "deliberation.bound" not in against[people["丁某"]]


async def test_who_took_part_in_the_case_attends_without_a_vote(city: City) -> None:
    """The reviewer who checked this exit sits in the committee, and has no vote in it."""
    await seat(city, "police", "leader", (*POLICE_MEMBERS, "legal", "handler"))
    collab = await in_exit_review(city)
    await city.check(collab)
    matter = await convened(city, await proposed(city, collab, "submit_for_prosecution"))
    recused = {one["name"]: one["recused"] for one in listed(matter, "seats") if one["recused"]}
    assert recused == {"法制员": "曾任本案法制审核民警", "张承办": "曾任本案承办人"}
    await attended(city, matter, *POLICE_MEMBERS, "legal", "handler", guests=["市检察院联络员"])
    path = f"/deliberations/{matter['id']}/opinion"
    body = {"opinion": "for", "reason": "同意移送"}
    assert await city.refused("police", "legal", path, body) == ["deliberation.recused"]
    for role in reversed(POLICE_MEMBERS):
        await spoke(city, matter, role, "for")
    made = await closed(city, matter)
    assert made["outcome"] == "adopted"
    assert made["guests"] == ["市检察院联络员"]
    resolution = made["resolution"]
    assert isinstance(resolution, dict)
    assert resolution["count"] == {"members": 7, "favour": 5, "against": 0, "own": 0, "missing": 2}


async def test_a_meeting_is_called_once_in_time_and_by_one_convener(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    matter = await proposed(city, collab, "withdraw_case")
    path = f"/deliberations/{matter['id']}"
    early: Json = {"opinion": "for", "reason": "同意"}
    assert await city.refused("police", "legal2", f"{path}/opinion", early) == ["deliberation.not_convened"]
    past = (city.clock.now() - timedelta(hours=1)).isoformat()
    call = {"version": matter["version"], "meets_at": past, "place": "会议室"}
    assert await city.refused("police", "leader", f"{path}/convening", call) == ["deliberation.time_past"]
    shown = await convened(city, matter)
    call = {**call, "meets_at": (city.clock.now() + timedelta(hours=1)).isoformat()}
    second = await city.refused("police", "deputy", f"{path}/convening", call)
    assert second == ["deliberation.convened_already"], "one matter, one convener"
    back = {"version": shown["version"], "reason": "不再需要"}
    assert await city.refused("police", "handler", f"{path}/withdrawal", back) == ["deliberation.convener_only"]
    seen = {"version": shown["version"], "present": []}
    assert await city.refused("police", "deputy", f"{path}/attendance", seen) == ["deliberation.convener_only"]


async def test_the_rules_of_the_meeting_are_kept(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    shown = await convened(city, await proposed(city, await filed(city), "withdraw_case"))
    path, early = f"/deliberations/{shown['id']}", {"opinion": "for", "reason": "同意"}
    assert await city.refused("police", "legal2", f"{path}/opinion", early) == ["deliberation.absent"]
    shown = await attended(city, shown, "leader", "legal2")
    assert await city.refused("police", "legal2", f"{path}/opinion", early) == ["deliberation.no_quorum"]
    shown = await attended(city, shown, "leader", "legal2", "head2")
    assert await city.refused("police", "leader", f"{path}/opinion", early) == ["deliberation.leader_speaks_last"]
    assert await city.refused("police", "head", f"{path}/opinion", early) == ["deliberation.no_seat"]
    assert "permission.missing" in await city.refused("police", "handler", f"{path}/opinion", early, status=403)
    await spoke(city, shown, "legal2", "for")
    assert await city.refused("police", "legal2", f"{path}/opinion", early) == ["deliberation.opinion_given"]
    version = (await city.get("police", "leader", path))["version"]
    without = {"version": version, "present": [PEOPLE["police", "leader"][0]]}
    assert "deliberation.has_spoken" in await city.refused("police", "leader", f"{path}/attendance", without)
    end = {"version": version, "conclusion": "结束"}
    stale = await city.refused("police", "leader", f"{path}/closing", {**end, "version": 1}, status=409)
    assert stale == ["version.stale"]
    assert await city.refused("police", "leader", f"{path}/closing", end) == ["deliberation.opinions_missing"]
    await spoke(city, shown, "head2", "for")
    await spoke(city, shown, "leader", "for")
    made = await closed(city, shown)
    assert made["outcome"] == "adopted", "three of five are more than half of all"
    await _refused_after_the_end(city, path, early)


async def _refused_after_the_end(city: City, path: str, opinion: Mapping[str, object]) -> None:
    """Nothing after closing; every try stands in the audit log."""
    assert await city.refused("police", "head3", f"{path}/opinion", opinion) == ["deliberation.over"]
    tried = [reason for where, reason in await city.rows("police", REFUSED) if where == f"{path}/opinion"]
    assert tried[-1] == "deliberation.over"
    assert "deliberation.no_seat" in tried


async def test_what_cannot_be_put_to_the_committee(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS[:3])
    collab = await filed(city)
    path = f"/cases/{await city.case_id('police', collab)}/deliberations"
    body = await proposal(city, collab, "withdraw_case")
    for changed, code in (
        ({"act": "interrogate_detained"}, "deliberation.out_of_reach"),
        ({"act": "submit_indictment"}, "deliberation.out_of_reach"),
        ({"act": "pay_a_bonus"}, "deliberation.out_of_reach"),
        ({"act": "file_case"}, "stage.wrong_state"),
        ({"question": "gossip"}, "deliberation.question_unknown"),
        ({"question": "disputed_review"}, "deliberation.paper_missing"),
    ):
        assert await city.refused("police", "handler", path, {**body, **changed}) == [code], changed
    matter = await proposed(city, collab, "withdraw_case")
    assert await city.refused("police", "handler", path, body) == ["deliberation.open_already"]
    other = {**body, "act": "submit_for_exit_review"}
    assert await city.refused("police", "handler", path, other) == ["deliberation.open_already"]
    call = {
        "version": matter["version"],
        "meets_at": (city.clock.now() + timedelta(hours=1)).isoformat(),
        "place": "会议室",
    }
    convening = f"/deliberations/{matter['id']}/convening"
    assert await city.refused("police", "leader", convening, call) == ["deliberation.too_few_members"]
    gone = {"version": matter["version"], "reason": "不再需要"}
    shown = await city.post("police", "handler", f"/deliberations/{matter['id']}/withdrawal", gone)
    assert shown["state"] == "withdrawn"


async def test_a_disputed_review_goes_to_the_committee(city: City) -> None:
    """The reviewer sent the case back, the unit holds that it is ready: the committee decides."""
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await in_exit_review(city)
    await city.check(collab, good=False)
    made = await decided(city, collab, "submit_for_exit_review", question="disputed_review")
    assert made["question_zh"] == "审核意见分歧"
    assert "deliberation.bound" in await codes_of_option(city, collab, "withdraw_case")
    await city.act("police", "handler", collab, "submit_for_exit_review")


async def test_other_committees_follow_their_own_rules(city: City) -> None:
    """The committee of the court has an odd number of members."""
    for number in range(6):
        body = {"account_id": f"court.member{number}", "name": f"委员{number}", "duty": "member"}
        await city.post("court", "president", "/committee/members", body)
    shown = await city.get("court", "president", "/committee")
    assert [one["code"] for one in listed(shown, "problems")] == ["deliberation.members_even"]
    leaving = {"reason": "调离"}
    shown = await city.post("court", "president", "/committee/members/court.member5/leaving", leaving)
    assert listed(shown, "problems") == []
    again = await city.refused("court", "president", "/committee/members/court.member5/leaving", leaving)
    assert again == ["deliberation.member_unknown"]


async def test_an_agency_without_a_committee_says_so(city: City) -> None:
    """The bureau of justice: its leader has the permission, and there is nothing to keep."""
    leader = ("justice.leader", ("bureau_leader",), "leadership", "局长")
    body = {"account_id": "justice.leader", "name": "局长", "duty": "chair"}
    assert await city.refused_as("justice", leader, "/committee/members", body) == ["deliberation.no_committee"]
