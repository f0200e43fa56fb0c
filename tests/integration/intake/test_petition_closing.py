"""Closing (handbook 3.6): four paths, evidence, another person; reopening; withdrawal; what never happens."""

from datetime import timedelta

import pytest

from tests.integration.intake.petition_forms import (
    CHECKS,
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
from tests.integration.letters import audited, sent
from zf_platform.clock import FixedClock
from zf_platform.testing import ServiceUnderTest

FOLLOW_UP: dict[str, object] = {"follow_up": "每月走访一次，协调临时救助。", "follow_up_until": "2027-06-30"}


async def test_settled_needs_four_evidenced_checks_and_another_person(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await answered(staff)
    three = {name: check for name, check in CHECKS.items() if name != "petitioner_settled"}
    assert await refusal(staff.officer, view, "closing", path="settled", checks=three) == {"petition.checks_missing"}
    empty = {**CHECKS, "problem_solved": {"statement": "已解决", "evidence": ""}}
    assert await refusal(staff.officer, view, "closing", path="settled", checks=empty) == {"request.field_invalid"}
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    assert (view["state"], view["closings"][0]["state"]) == ("answered", "proposed")
    assert await refusal(staff.officer, view, "closing-decision", approve=True) == {"permission.missing"}
    view = await act(staff.head, view, "closing-decision", approve=True, explanation="同意办结。")
    assert (view["state"], view["closing_path"]) == ("closed", "settled")
    assert clock_states(view)["X05"] == "cancelled"
    assert view["closings"][0]["decided_by_name"] == "petition_head"
    assert {check["evidence"] for check in view["closings"][0]["checks"]} == {"卷宗第 3 页"}
    assert (await staff.receiver.get("/petitions/first-handled")).json()["items"] == []
    (told,) = [
        one for one in await sent(intake.service, "petition.notice.issued") if one["message"] == "petition.closed"
    ]
    assert told["receivers"] == ["committee"]
    assert (told["body"]["path"], told["body"]["petitioner_settled"]) == ("settled", True)
    assert await audited(intake.service, "petition.approve_closing") == 1


async def test_the_approver_is_never_the_handler_nor_the_first_handler_nor_the_proposer(staff: Staff) -> None:
    for first, officer, proposer in (
        (staff.head, "police.officer", staff.officer),
        (staff.receiver, "police.petition_head", staff.other_head),
        (staff.receiver, "police.officer", staff.head),
    ):
        view = await registered(first)
        view = await act(staff.other_receiver if first is staff.receiver else staff.head, view, "acceptance")
        view = await act(staff.other_head, view, "handling", officer_id=officer)
        view = await act(staff.other_head, view, "answer", **OPINION)
        view = await act(staff.other_head, view, "service")
        view = await act(proposer, view, "closing", path="settled", checks=dict(CHECKS))
        found = await refusal(staff.head, view, "closing-decision", approve=True)
        assert found & {"petition.approver_is_handler", "authority.exclusive_roles"}
        view = await act(staff.leader, view, "closing-decision", approve=True)
        assert view["state"] == "closed"


async def test_exhausted_waits_for_the_petitioners_period_and_keeps_helping(staff: Staff, clock: FixedClock) -> None:
    """Path B: the petitioner need not agree; the follow-up stays owed (PET 37(3))."""
    view = await answered(staff)
    body = {"path": "procedure_exhausted", **FOLLOW_UP}
    assert await refusal(staff.officer, view, "closing", **body) == {"petition.procedure_not_exhausted"}
    clock.advance(timedelta(days=31))
    later = Staff(staff.service)
    assert await refusal(later.officer, view, "closing", path="procedure_exhausted") == {"petition.follow_up_missing"}
    view = await act(later.officer, view, "closing", **body)
    view = await act(later.head, view, "closing-decision", approve=True)
    assert (view["closing_path"], view["closings"][0]["follow_up_until"]) == ("procedure_exhausted", "2027-06-30")


async def test_lawful_termination_needs_the_province(staff: Staff) -> None:
    view = await in_handling(staff)
    view = await act(staff.head, view, "litigation-path", procedure="申诉")
    body = {"path": "lawfully_terminated", "confirmed_by": "市委政法委", "confirmation_level": "city", **FOLLOW_UP}
    assert await refusal(staff.officer, view, "closing", **body) == {"petition.termination_not_confirmed"}
    body |= {"confirmed_by": "省委政法委", "confirmation_level": "province", "confirmation_no": "省政法〔2026〕9号"}
    view = await act(staff.officer, view, "closing", **body)
    assert (await act(staff.head, view, "closing-decision", approve=True))["closing_path"] == "lawfully_terminated"


@pytest.mark.parametrize("path", ["settled", "procedure_exhausted"])
async def test_nothing_is_closed_with_an_unanswered_request(staff: Staff, path: str, clock: FixedClock) -> None:
    view = await answered(staff)
    clock.advance(timedelta(days=31))
    later = Staff(staff.service)
    view = await act(later.receiver, view, "supplement", requests=["还要求说明扣押清单"])
    body = {"path": path, "checks": dict(CHECKS), **FOLLOW_UP}
    assert await refusal(later.officer, view, "closing", **body) == {"petition.requests_open"}


async def test_a_request_raised_after_the_proposal_stops_the_approval(staff: Staff) -> None:
    view = await answered(staff)
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    view = await act(staff.receiver, view, "supplement", requests=["又提出一项诉求"])
    assert await refusal(staff.head, view, "closing-decision", approve=True) == {"petition.requests_open"}
    assert await refusal(staff.head, view, "closing-decision", approve=False) == {"petition.explanation_missing"}
    view = await act(staff.head, view, "closing-decision", approve=False, explanation="尚有诉求未答复。")
    assert (view["state"], view["closings"][0]["state"]) == ("answered", "refused")


async def test_a_review_asked_for_makes_a_proposed_closing_fall_away(staff: Staff) -> None:
    view = await answered(staff)
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    view = await act(staff.receiver, view, "review-request", statement="不服处理意见")
    assert (view["state"], view["closings"][0]["state"]) == ("petition_review", "lapsed")
    assert "closing_proposed" not in view["flags"]


async def test_an_answer_that_was_not_served_closes_nothing(staff: Staff) -> None:
    view = await act(staff.officer, await in_handling(staff), "answer", **OPINION)
    found = await refusal(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    assert found == {"petition.answer_not_served"}


async def test_a_closing_has_no_date_to_set(staff: Staff) -> None:
    """Back-dating is not refused: there is no field for it."""
    view = await answered(staff)
    answer = await attempt(
        staff.officer, view, "closing", path="settled", checks=CHECKS, acted_at="2026-11-01T00:00:00+08:00"
    )
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [("request.field_unknown", "acted_at")]


async def test_relief_never_waits_for_the_petitioners_contentment(staff: Staff) -> None:
    """Whatever he says, the opinion, its service, review and final review stand open to him."""
    view = await answered(staff)
    options = {one["act"]: one for one in (await staff.receiver.get(f"/petitions/{view['id']}")).json()["options"]}
    assert options["request_review"]["possible"]
    view = await act(staff.receiver, view, "withdrawal", explanation="本人自愿撤回，不影响今后依法提出。")
    assert (view["state"], view["closing_path"]) == ("withdrawn", "withdrawn")
    again = await registered(staff.receiver)
    assert again["state"] == "registered"


async def test_withdrawal_cancels_every_clock(staff: Staff) -> None:
    view = await in_handling(staff)
    assert await refusal(staff.receiver, view, "withdrawal") == {"petition.explanation_missing"}
    view = await act(staff.receiver, view, "withdrawal", explanation="本人撤回。")
    assert clock_states(view) == {"X02": "met", "X04": "cancelled"}


async def test_a_rebound_reopens_with_new_clocks_and_open_requests(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await answered(staff)
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    view = await act(staff.head, view, "closing-decision", approve=True)
    assert await refusal(staff.head, view, "reopening", cause="rebound") == {"petition.explanation_missing"}
    view = await act(staff.head, view, "reopening", cause="new_facts", explanation="发现新的证人。")
    assert (view["state"], view["closing_path"], view["closed_at"]) == ("reopened", "", None)
    assert [one["result"] for one in view["requests"]] == ["", ""]
    running = [one for one in view["clocks"] if one["state"] == "running"]
    assert [one["rule"] for one in running] == ["X04"]
    assert [row["id"] for row in (await staff.receiver.get("/petitions/first-handled")).json()["items"]] == [view["id"]]
    messages = [one["message"] for one in await sent(intake.service, "petition.notice.issued")]
    assert "petition.reopened" in messages
    view = await act(staff.unit_head, view, "handling", officer_id="police.officer")
    view = await act(staff.officer, view, "answer", **OPINION)
    assert view["state"] == "answered"
