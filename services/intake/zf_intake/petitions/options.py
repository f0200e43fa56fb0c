"""What this person can do with a petition now, and why not."""

from collections.abc import Mapping

from zf_contracts.http.base import Reason
from zf_contracts.http.petition_parts import PetitionOptionView
from zf_intake.desk import Desk
from zf_intake.petitions.authority import reasons_against
from zf_intake.petitions.file_rules import Person, PetitionFile, facts_of
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.http.problems import reason
from zf_platform.transaction import Scope

ROUTES: Mapping[str, str] = {
    "accept_petition": "acceptance",
    "forward_petition": "forwarding",
    "assign_petition": "assignment",
    "advise_petitioner": "advice",
    "split_petition": "split",
    "take_litigation_path": "litigation-path",
    "refuse_acceptance": "refusal",
    "raise_objection": "objection",
    "agree_to_objection": "objection-decision",
    "uphold_routing": "objection-decision",
    "start_handling": "handling",
    "change_officer": "officer",
    "extend_handling": "extension",
    "mediate_petition": "mediation",
    "reply_to_suggestion": "answer",
    "hand_to_competent_body": "answer",
    "issue_handling_opinion": "answer",
    "direct_to_procedure": "answer",
    "answer_at_once": "answer-at-once",
    "serve_answer": "service",
    "serve_review": "service",
    "serve_final_review": "service",
    "tell_progress": "progress",
    "request_review": "review-request",
    "request_final_review": "review-request",
    "decide_review": "review-decision",
    "decide_final_review": "review-decision",
    "order_new_handling": "review-decision",
    "propose_settled": "closing",
    "propose_exhausted": "closing",
    "propose_terminated": "closing",
    "propose_procedure_taken": "closing",
    "approve_closing": "closing-decision",
    "refuse_closing": "closing-decision",
    "confirm_peer_closing": "outcome",
    "conclude_advice": "outcome",
    "withdraw_petition": "withdrawal",
    "merge_petition": "merging",
    "reopen_petition": "reopening",
    "supplement_petition": "supplement",
}
"""Act → the last part of the address its form is sent to."""


def options_of(scope: Scope, file: PetitionFile, *, desk: Desk) -> tuple[PetitionOptionView, ...]:
    """Possible acts first. What the form itself will have to contain is not held against an act here."""
    actor = scope.actor
    facts = facts_of(file, person=Person(actor.account_id, actor.unit), acted_at=scope.now, now=scope.now)
    found = [
        _option(option.act, (*option.problems, *_may_not(actor, option.act, file=file)))
        for option in desk.law.petitions.plan(facts)
    ]
    return tuple(sorted(found, key=lambda option: not option.possible))


def as_reason(problem: Problem) -> Reason:
    return Reason.model_validate(reason(problem))


def _may_not(actor: Actor, act: PetitionAct, *, file: PetitionFile) -> list[Problem]:
    return reasons_against(actor, act.permission, file=file)


def _option(act: PetitionAct, problems: tuple[Problem, ...]) -> PetitionOptionView:
    return PetitionOptionView(
        act=act.act,
        zh=act.zh,
        en=act.en,
        possible=not problems,
        reasons=tuple(as_reason(problem) for problem in problems),
        documents=act.documents,
        basis=act.basis,
        route=ROUTES[act.act],
    )
