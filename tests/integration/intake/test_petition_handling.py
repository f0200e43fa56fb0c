"""Handling and answers (PET 28–36): officer, five fixes, extension, answers by category, service, reviews."""

from datetime import timedelta

import pytest

from tests.integration.intake.hearing_forms import called, concluded
from tests.integration.intake.petition_forms import (
    OPINION,
    Staff,
    act,
    answered,
    attempt,
    clock_states,
    in_handling,
    refusal,
    registered,
)
from tests.integration.letters import sent
from zf_platform.clock import FixedClock
from zf_platform.testing import ServiceUnderTest

REVIEW: dict[str, object] = {"opinion": "维持原处理意见。", "legal_basis": "信访工作条例第三十五条"}
PLAN: dict[str, object] = {
    "leader_id": "police.leader",
    "leader_name": "leader",
    "officer_id": "police.officer",
    "officer_name": "officer",
    "plan": "先核查，再约谈，后答复。",
    "due": "2026-12-20",
    "standard": "事实查清，书面答复。",
}


async def test_the_officer_gets_the_clocks(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await in_handling(staff)
    assert (view["state"], view["officer_id"], view["duty"]) == ("handling", "police.officer", "urge")
    told = {(one["rule"], one["revision"]): one for one in await sent(intake.service, "deadline.started")}
    assert (told["X04", 1]["owner"], told["X04", 2]["owner"]) == ("police.receiver", "police.officer")
    assert told["X04", 2]["unit"] == "criminal"
    mine = (await staff.officer.get("/petitions", params={"mine": "officer"})).json()["items"]
    assert [row["id"] for row in mine] == [view["id"]]


async def test_another_officer_takes_over_with_a_reason(staff: Staff) -> None:
    view = await in_handling(staff)
    assert await refusal(staff.unit_head, view, "officer", officer_id="police.second") == {
        "petition.explanation_missing"
    }
    view = await act(staff.unit_head, view, "officer", officer_id="police.second", explanation="原承办人外出学习")
    assert view["officer_id"] == "police.second"
    assert (await staff.officer.get(f"/petitions/{view['id']}")).status_code == 200


async def test_a_serious_matter_needs_its_five_fixes(staff: Staff) -> None:
    """S-008: leader, person, plan, date, standard, approved by a leader."""
    view = await registered(staff.receiver, serious="major")
    view = await act(staff.receiver, view, "acceptance", unit="criminal")
    start = {"officer_id": "police.officer"}
    assert await refusal(staff.unit_head, view, "handling", **start) == {"petition.fixes_missing"}
    view = await act(staff.unit_head, view, "plan", **{**PLAN, "standard": ""})
    assert await refusal(staff.leader, view, "plan-approval") == {"petition.fixes_missing"}
    view = await act(staff.unit_head, view, "plan", **PLAN)
    assert await refusal(staff.unit_head, view, "handling", **start) == {"petition.plan_not_approved"}
    assert (await attempt(staff.unit_head, view, "plan-approval")).status_code == 403
    view = await act(staff.leader, view, "plan-approval")
    assert view["plan"]["approved_by_name"] == "leader"
    other = {"officer_id": "police.second"}
    assert await refusal(staff.unit_head, view, "handling", **other) == {"petition.officer_not_in_plan"}
    changed = await act(staff.unit_head, view, "plan", **{**PLAN, "plan": "改变方案"})
    assert await refusal(staff.unit_head, changed, "handling", **start) == {"petition.plan_not_approved"}
    view = await act(staff.leader, changed, "plan-approval")
    assert (await act(staff.unit_head, view, "handling"))["officer_id"] == "police.officer"


async def test_a_serious_matter_needs_its_leader(staff: Staff) -> None:
    """S-004: received by the leader himself, the reply signed by him before it goes out, or nothing is closed."""
    view = await registered(staff.receiver, serious="difficult")
    view = await act(staff.receiver, view, "acceptance", unit="criminal")
    view = await act(staff.unit_head, view, "plan", **PLAN)
    view = await act(staff.leader, view, "plan-approval")
    view = await act(staff.unit_head, view, "handling")
    view = await act(staff.officer, view, "answer", **OPINION)
    assert await refusal(staff.officer, view, "service") == {"petition.leader_did_not_reply"}
    assert (await attempt(staff.officer, view, "signature")).status_code == 403
    view = await act(staff.leader, view, "signature")
    assert view["answers"][0]["signed_as_leader"]
    view = await act(staff.officer, view, "service")
    assert await refusal(staff.leader, view, "signature") == {"petition.nothing_to_sign"}
    found = await refusal(staff.officer, view, "closing", path="procedure_exhausted")
    assert "petition.leader_did_not_receive" in found
    view = await act(staff.leader, view, "leader-reception", record="当面听取诉求并说明办理情况。")
    assert view["leader_received_by"] == "police.leader"
    found = await refusal(staff.officer, view, "closing", path="procedure_exhausted")
    assert "petition.leader_did_not_receive" not in found


async def test_the_period_is_extended_once_by_a_leader_with_the_reason(staff: Staff) -> None:
    view = await in_handling(staff)
    assert (await attempt(staff.officer, view, "extension", explanation="案情复杂")).status_code == 403
    assert await refusal(staff.leader, view, "extension") == {"petition.explanation_missing"}
    view = await act(staff.leader, view, "extension", explanation="需要异地调查取证")
    (clock,) = [one for one in view["clocks"] if one["rule"] == "X04"]
    assert (clock["due"], clock["extensions"], clock["extension_reasons"]) == ("2027-02-22", 1, ["需要异地调查取证"])
    assert any("延长" in line["zh"] for line in clock["trace"])
    assert view["timeline"][-1]["documents"][0]["number"] == "云公信延字〔2026〕1号"
    assert await refusal(staff.leader, view, "extension", explanation="再延") == {"deadline.no_extension_left"}


async def test_nothing_is_extended_after_its_end(staff: Staff, clock: FixedClock) -> None:
    view = await in_handling(staff)
    clock.advance(timedelta(days=70))
    late = Staff(staff.service)
    assert await refusal(late.leader, view, "extension", explanation="迟了") == {"deadline.extension_too_late"}


async def test_the_opinion_says_everything_and_answers_every_request(staff: Staff) -> None:
    """PET 32."""
    view = await in_handling(staff)
    poor = {**OPINION, "legal_basis": "", "claims": ""}
    answer = await attempt(staff.officer, view, "answer", **poor)
    assert {one["field"] for one in answer.json()["problems"]} == {"legal_basis", "claims"}
    half = {**OPINION, "results": [{"no": 1, "result": "explained"}]}
    assert await refusal(staff.officer, view, "answer", **half) == {"petition.requests_left"}
    strange = {**OPINION, "results": [{"no": 1, "result": "explained"}, {"no": 9, "result": "explained"}]}
    assert await refusal(staff.officer, view, "answer", **strange) == {"petition.request_unknown"}
    view = await act(staff.officer, view, "answer", **OPINION)
    assert (view["state"], clock_states(view)["X04"]) == ("answered", "met")
    assert [one["result"] for one in view["requests"]] == ["supported", "not_supported"]
    (issued,) = view["answers"]
    assert (issued["kind"], issued["way"], issued["document_no"]) == (
        "handling_opinion",
        "handling_opinion",
        "云公信处字〔2026〕1号",
    )
    view = await act(staff.officer, view, "service", served_how="post")
    assert clock_states(view)["X05"] == "running"
    (asking,) = [one for one in view["clocks"] if one["rule"] == "X05"]
    assert (asking["party"], asking["due"]) == (True, "2026-12-23")
    assert await refusal(staff.officer, view, "service") == {"stage.flag_present"}


@pytest.mark.parametrize(
    ("category", "body", "kind"),
    [
        ("suggestion", {"form": "reply", "opinion": "建议已采纳。"}, "reply"),
        ("accusation", {"form": "competent_body", "opinion": "已转有权机关。", "body": "纪委监委"}, "reply"),
        (
            "appeal_claim",
            {
                "form": "procedure",
                "way": "administrative_procedure",
                "opinion": "应申请行政复议。",
                "legal_basis": "信访工作条例第三十一条",
            },
            "procedure_notice",
        ),
    ],
)
async def test_each_category_has_its_answer(staff: Staff, category: str, body: dict[str, object], kind: str) -> None:
    view = await registered(staff.receiver, category=category)
    view = await act(staff.head, view, "acceptance")
    view = await act(staff.head, view, "answer", **body)
    assert (view["state"], view["answers"][0]["kind"]) == ("answered", kind)
    assert {one["result"] for one in view["requests"]} == {"explained"}
    view = await act(staff.head, view, "service")
    assert "X05" not in clock_states(view)


@pytest.mark.parametrize(
    ("category", "form"), [("suggestion", "opinion"), ("appeal_claim", "reply"), ("accusation", "procedure")]
)
async def test_the_wrong_kind_of_answer_is_refused(staff: Staff, category: str, form: str) -> None:
    view = await act(staff.head, await registered(staff.receiver, category=category), "acceptance")
    if form == "opinion":
        view = await act(staff.head, view, "handling", officer_id="police.officer")
    whole = {**OPINION, "form": form, "way": "arbitration"}
    assert await refusal(staff.head, view, "answer", **whole) == {"stage.flag_missing"}


async def test_the_sixth_way_is_no_procedure(staff: Staff) -> None:
    view = await in_handling(staff)
    body = {"form": "procedure", "way": "handling_opinion", "opinion": "无", "legal_basis": "无"}
    assert await refusal(staff.officer, view, "answer", **body) == {"petition.way_unknown"}


async def test_a_simple_matter_is_answered_at_the_window(staff: Staff) -> None:
    view = await registered(staff.receiver)
    view = await act(staff.receiver, view, "answer-at-once", opinion="您的案件已于昨日立案，通知书已寄出。")
    assert (view["state"], clock_states(view)) == ("answered", {"X02": "met"})
    assert view["answers"][0]["served_how"] == "in_person"
    serious = await registered(staff.receiver, serious="major")
    assert await refusal(staff.receiver, serious, "answer-at-once", opinion="没有问题") == {"stage.flag_present"}


async def test_review_and_final_review_each_with_their_clocks(staff: Staff, clock: FixedClock) -> None:
    view = await answered(staff)
    view = await act(staff.receiver, view, "review-request", statement="对车辆处理不服")
    assert clock_states(view) | {"X05": "met", "X05.decide": "running"} == clock_states(view)
    assert await refusal(staff.officer, view, "review-decision", result="upheld", **REVIEW) == {"permission.missing"}
    view = await act(staff.head, view, "review-decision", result="changed", **REVIEW)
    assert (view["state"], view["answers"][-1]["kind"]) == ("reviewed", "review_opinion")
    view = await act(staff.head, view, "service")
    assert clock_states(view)["X06"] == "running"
    view = await act(staff.receiver, view, "review-request", statement="仍不服")
    assert view["state"] == "petition_final_review"
    await called(staff.leader, view)
    view = (await staff.leader.get(f"/petitions/{view['id']}")).json()
    assert clock_states(view)["X06.decide"] == "paused"
    assert await refusal(staff.leader, view, "review-decision", result="upheld", **REVIEW) == {"stage.flag_present"}
    clock.advance(timedelta(days=8))
    later = Staff(staff.service)
    await concluded(later.leader, view)
    view = (await later.leader.get(f"/petitions/{view['id']}")).json()
    (deciding,) = [one for one in view["clocks"] if one["rule"] == "X06.decide"]
    assert (deciding["state"], deciding["due"]) == ("running", "2026-12-31")
    view = await act(later.leader, view, "review-decision", result="upheld", **REVIEW)
    assert view["state"] == "finally_reviewed"
    assert clock_states(view)["X06.decide"] == "met"


async def test_a_revoked_opinion_is_handled_anew(staff: Staff) -> None:
    view = await answered(staff)
    view = await act(staff.receiver, view, "review-request", statement="不服")
    view = await act(staff.head, view, "review-decision", result="revoked", **REVIEW)
    assert (view["state"], clock_states(view)["X05.decide"]) == ("handling", "met")
    assert [one["result"] for one in view["requests"]] == ["", ""]
    assert sum(one["rule"] == "X04" for one in view["clocks"]) == 2
    assert clock_states({"clocks": [one for one in view["clocks"] if one["state"] == "running"]}) == {"X04": "running"}
    assert "answer_served" not in view["flags"]
    view = await act(staff.officer, view, "answer", **OPINION)
    assert len(view["answers"]) == 3


async def test_a_review_is_asked_in_time_or_with_a_good_reason(staff: Staff, clock: FixedClock) -> None:
    view = await answered(staff)
    clock.advance(timedelta(days=31))
    late = Staff(staff.service)
    assert await refusal(late.receiver, view, "review-request", statement="不服") == {"petition.review_asked_too_late"}
    view = await act(late.receiver, view, "review-request", statement="不服", late_reason="住院三十日，附诊断书")
    assert view["state"] == "petition_review"


async def test_whoever_answered_does_not_review(staff: Staff) -> None:
    view = await in_handling(staff)
    view = await act(staff.head, view, "answer", **OPINION)
    view = await act(staff.head, view, "service")
    view = await act(staff.receiver, view, "review-request", statement="不服")
    assert await refusal(staff.head, view, "review-decision", result="upheld", **REVIEW) == {
        "petition.reviewer_handled_it"
    }
    assert (await act(staff.other_head, view, "review-decision", result="upheld", **REVIEW))["state"] == "reviewed"


async def test_mediation_and_progress_stand_in_the_timeline(staff: Staff) -> None:
    view = await in_handling(staff)
    view = await act(staff.officer, view, "progress", text="已完成询问，正在鉴定。")
    view = await act(staff.officer, view, "mediation", terms="双方同意分期赔偿。")
    assert "mediated" in view["flags"]
    assert [step["act"] for step in view["timeline"]][-2:] == ["tell_progress", "mediate_petition"]
    assert view["timeline"][-1]["documents"][0]["title"] == "信访事项调解协议书"


async def test_an_act_entered_later_is_marked_and_never_dated_before_the_last(staff: Staff, clock: FixedClock) -> None:
    view = await in_handling(staff)
    clock.advance(timedelta(days=3))
    later = Staff(staff.service)
    view = await act(later.officer, view, "progress", text="昨日电话告知", acted_at="2026-11-24T10:00:00+08:00")
    assert view["timeline"][-1]["late_entry"]
    found = await refusal(later.officer, view, "progress", text="倒签", acted_at="2026-11-23T10:00:00+08:00")
    assert found == {"stage.act_before_last_act"}
