"""Routing (PET 20–24): accept, forward, assign, advise, the legal path, refusal with its two grounds, objections, merging."""

from datetime import timedelta

import pytest

from tests.integration.intake.petition_forms import (
    CITIZEN_ID,
    Staff,
    act,
    answered,
    attempt,
    clock_states,
    in_handling,
    refusal,
    registered,
)
from tests.integration.letters import audited, sent
from zf_platform.clock import FixedClock
from zf_platform.testing import PLANTED, ServiceUnderTest

REASON = "属于该机关职权范围。"


async def test_acceptance_starts_the_sixty_days_and_ends_the_notice_clock(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    view = await act(staff.receiver, await registered(staff.receiver), "acceptance", unit="criminal")
    assert (view["state"], view["unit"], view["duty"]) == ("accepted", "criminal", "urge")
    assert clock_states(view) == {"X04": "running", "X02": "met"}
    (handling,) = [clock for clock in view["clocks"] if clock["rule"] == "X04"]
    assert (handling["due"], handling["max_extensions"]) == ("2027-01-22", 1)
    assert handling["provisional"]
    (line,) = [step for step in view["timeline"] if step["act"] == "accept_petition"]
    assert line["documents"][0]["number"] == "云公信受告字〔2026〕1号"
    assert (line["actor_id"], line["basis"]) == ("police.receiver", "PET 22, 23")
    assert await audited(intake.service, "petition.accept_petition") == 1
    ended = await sent(intake.service, "deadline.ended")
    assert [(one["outcome"], one["act"]) for one in ended] == [("met", "accept_petition")]


async def test_a_suggestion_has_no_sixty_days(staff: Staff) -> None:
    view = await registered(staff.receiver, category="suggestion")
    view = await act(staff.receiver, view, "acceptance")
    assert (view["duty"], clock_states(view)) == ("investigate", {"X02": "met"})


async def test_a_late_notice_is_met_late(staff: Staff) -> None:
    view = await registered(staff.receiver, received_at="2026-10-10T09:00:00+08:00")
    assert clock_states(await act(staff.receiver, view, "acceptance"))["X02"] == "met_late"


@pytest.mark.parametrize(
    ("route", "body", "state", "message"),
    [
        ("forwarding", {"receiver": "procuratorate", "explanation": REASON}, "forwarded", "petition.transferred"),
        (
            "assignment",
            {"receiver": "procuratorate", "explanation": REASON, "report_day": "2026-12-31"},
            "assigned",
            "petition.assigned",
        ),
    ],
)
async def test_a_hand_over_carries_the_whole_matter_and_leaves_the_duty_to_track(
    intake: ServiceUnderTest, staff: Staff, route: str, body: dict[str, object], state: str, message: str
) -> None:
    view = await act(staff.receiver, await registered(staff.receiver), route, **body)
    assert (view["state"], view["duty"], view["competent_agency"]) == (state, "track", "procuratorate")
    assert view["first_handler_id"] == "police.receiver"
    (told,) = [one for one in await sent(intake.service, "petition.notice.issued") if one["message"] == message]
    assert (told["receiver"], told["receivers"]) == ("urn:zf:police:liaison", ["procuratorate"])
    content = told["body"]["content"]
    assert content["petitioners"][0]["id_number"] == CITIZEN_ID
    assert [one["content"] for one in content["requests"]] == [one["content"] for one in view["requests"]]
    assert told["body"]["first_handler"]["account_id"] == "police.receiver"
    assert told["body"]["hand_over"]["reason"] == REASON
    mine = (await staff.receiver.get("/petitions/first-handled")).json()["items"]
    assert [row["id"] for row in mine] == [view["id"]]


async def test_the_committee_gets_key_fields_without_a_word_of_the_content(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    await registered(staff.receiver, serious="major", urgent=True)
    told = await sent(intake.service, "petition.notice.issued")
    bodies = {str(one["message"]): one["body"] for one in told}
    assert set(bodies) == {"petition.registered", "petition.escalated"}
    assert {str(one["receivers"]) for one in told} == {"['committee']"}
    assert "content" not in bodies["petition.registered"]
    assert not [value for value in (*PLANTED.values(), CITIZEN_ID, "电动车", "迟缓") if value in str(told)]
    assert bodies["petition.escalated"]["grounds"] == ["major", "urgent"]


@pytest.mark.parametrize(
    ("route", "body", "code"),
    [
        ("forwarding", {"receiver": "nowhere"}, "petition.receiver_unknown"),
        ("forwarding", {"receiver": "police"}, "petition.receiver_unknown"),
        ("assignment", {"receiver": "court", "report_day": "2026-11-23"}, "petition.report_day_not_ahead"),
        ("acceptance", {"unit": "nowhere"}, "petition.unit_unknown"),
        ("acceptance", {"acted_at": "2026-11-23T11:00:00+08:00"}, "stage.act_in_future"),
        ("acceptance", {"acted_at": "2026-11-22T09:00:00+08:00"}, "stage.act_before_last_act"),
        ("handling", {"officer_id": "police.officer"}, "stage.wrong_state"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    staff: Staff, route: str, body: dict[str, object], code: str
) -> None:
    view = await registered(staff.receiver)
    caller = staff.head
    assert code in await refusal(caller, view, route, **body)
    assert (await caller.get(f"/petitions/{view['id']}")).json()["version"] == view["version"]


async def test_nothing_goes_to_the_accused(intake: ServiceUnderTest, staff: Staff) -> None:
    """PET 30(3): not to the accused agency, not to the accused unit, not to the accused officer."""
    accused = [
        {"kind": "agency", "agency": "procuratorate"},
        {"kind": "unit", "unit": "economic"},
        {"kind": "person", "account_id": "police.officer", "name": "某庚"},
        {"kind": "agency", "agency": "committee"},
    ]
    view = await registered(staff.receiver, category="accusation", accused=accused)
    assert await sent(intake.service, "petition.notice.issued") == []
    assert await refusal(staff.head, view, "forwarding", receiver="procuratorate") == {"petition.receiver_is_accused"}
    assert await refusal(staff.head, view, "acceptance", unit="economic") == {"petition.unit_is_accused"}
    view = await act(staff.head, view, "acceptance", unit="criminal")
    found = await refusal(staff.head, view, "handling", officer_id="police.officer")
    assert found == {"petition.officer_must_stand_back"}
    assert (await attempt(staff.officer, view, "answer", form="reply", opinion="无")).status_code == 404


async def test_somebody_recused_can_do_nothing(staff: Staff) -> None:
    view = await registered(staff.receiver)
    view = await act(staff.head, view, "recusal", account_id="police.receiver", reason="系信访人近亲属")
    assert await refusal(staff.receiver, view, "acceptance") == {"petition.actor_must_stand_back"}
    assert (await act(staff.other_receiver, view, "acceptance"))["state"] == "accepted"


async def test_a_stale_view_is_told_so(staff: Staff) -> None:
    view = await registered(staff.receiver)
    await act(staff.receiver, view, "acceptance")
    assert (await attempt(staff.receiver, view, "acceptance")).status_code == 409


async def test_the_legal_path_ends_the_sixty_days_and_closes_with_a_known_case_number(staff: Staff) -> None:
    view = await in_handling(staff)
    view = await act(staff.head, view, "litigation-path", procedure="申请再审", competent_name="云川市人民法院")
    assert view["state"] == "litigation_path"
    assert clock_states(view) == {"X02": "met", "X04": "cancelled"}
    assert "litigation" in view["flags"]
    told = {"case_no": "（2026）苏9901刑申3号"}
    assert await refusal(staff.officer, view, "closing", path="litigation_path") == {
        "petition.case_number_missing",
        "petition.case_number_not_told",
    }
    view = await act(
        staff.officer, view, "closing", path="litigation_path", case_no_told_at="2026-11-23T09:59:00+08:00", **told
    )
    view = await act(staff.head, view, "closing-decision", approve=True)
    assert (view["state"], view["closing_path"], view["case_no"]) == ("closed", "litigation_path", told["case_no"])


async def test_a_litigation_petition_is_not_accepted_as_an_ordinary_one(staff: Staff) -> None:
    view = await registered(staff.receiver, litigation=True)
    assert await refusal(staff.receiver, view, "acceptance") == {"stage.flag_present"}


async def test_advice_is_followed_to_its_end(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    view = await act(staff.receiver, view, "advice", competent_name="云川市社保局", explanation="养老待遇由其办理。")
    assert (view["state"], view["duty"]) == ("advised", "track")
    messages = [one["message"] for one in await sent(intake.service, "petition.notice.issued")]
    assert messages == ["petition.registered"]
    assert await refusal(staff.head, view, "outcome") == {"petition.explanation_missing"}
    view = await act(staff.head, view, "outcome", explanation="社保局已受理并书面告知信访人。")
    assert (view["state"], view["closing_path"]) == ("closed", "advised")


async def test_refusal_needs_one_of_two_grounds_and_the_earlier_matter(staff: Staff, clock: FixedClock) -> None:
    """PET 19(3), 36(3)."""
    first = await in_handling(staff)
    clock.advance(timedelta(minutes=1))
    again = await registered(staff.receiver)
    head = staff.head
    nothing = {"ground": "duplicate", "earlier_id": "none", "explanation": "同一事项"}
    assert await refusal(head, again, "refusal", **nothing) == {"petition.earlier_missing"}
    wrong = {"ground": "after_final_review", "earlier_id": first["id"], "explanation": "同一事项"}
    assert await refusal(head, again, "refusal", **wrong) == {"petition.ground_does_not_hold"}
    silent = {"ground": "duplicate", "earlier_id": first["id"]}
    assert await refusal(head, again, "refusal", **silent) == {"petition.explanation_missing"}
    view = await act(head, again, "refusal", **silent, explanation="与在办事项相同，请等候答复。")
    assert (view["state"], clock_states(view)) == ("not_accepted", {"X02": "met"})
    (link,) = view["links"]
    assert (link["id"], link["kind"], link["explanation"]) == (first["id"], "duplicate", "与在办事项相同，请等候答复。")
    assert view["timeline"][-1]["documents"][0]["type"] == "petition_non_acceptance_notice"
    assert (view["refusal"]["ground"], view["refusal"]["earlier_id"]) == ("duplicate", first["id"])
    assert view["refusal"]["basis"] == "《信访工作条例》第十九条第三款"


async def test_a_mere_registration_sends_nobody_away(staff: Staff, clock: FixedClock) -> None:
    first = await registered(staff.receiver)
    clock.advance(timedelta(minutes=1))
    again = await registered(staff.receiver)
    body = {"ground": "duplicate", "earlier_id": first["id"], "explanation": "同一事项"}
    assert await refusal(staff.head, again, "refusal", **body) == {"petition.ground_does_not_hold"}


async def test_a_merge_links_explains_and_loses_no_request(staff: Staff, clock: FixedClock) -> None:
    first = await in_handling(staff)
    clock.advance(timedelta(minutes=1))
    again = await registered(staff.receiver, requests=["要求尽快答复案件办理情况。", "要求赔偿误工损失"])
    view = await act(staff.head, again, "merging", earlier_id=first["id"], explanation="同一事项，合并办理。")
    assert (view["state"], view["closing_path"]) == ("merged", "merged")
    target = (await staff.head.get(f"/petitions/{first['id']}")).json()
    assert [one["content"] for one in target["requests"]][2:] == ["要求赔偿误工损失"]
    assert [(one["id"], one["kind"]) for one in target["linked_from"]] == [(view["id"], "merged")]
    assert target["version"] == first["version"] + 1
    assert await refusal(staff.head, target, "merging", earlier_id=target["id"], explanation="自己") == {
        "petition.cannot_merge_into"
    }


async def test_a_matter_after_its_final_review_is_not_accepted_again(staff: Staff, clock: FixedClock) -> None:
    first = await answered(staff)
    review = {"opinion": "维持原处理意见。", "legal_basis": "信访工作条例第三十五条"}
    for reviewer in (staff.head, staff.other_head):
        first = await act(staff.receiver, first, "review-request", statement="不服")
        first = await act(reviewer, first, "review-decision", result="upheld", **review)
        first = await act(staff.head, first, "service")
    assert first["state"] == "finally_reviewed"
    clock.advance(timedelta(minutes=1))
    again = await registered(staff.receiver)
    body = {"ground": "after_final_review", "earlier_id": first["id"], "explanation": "已作出复核意见。"}
    assert (await act(staff.head, again, "refusal", **body))["state"] == "not_accepted"
