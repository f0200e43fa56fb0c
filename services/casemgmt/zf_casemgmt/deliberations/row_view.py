"""Discussions and resolutions as lines of a list."""

from collections.abc import Collection, Mapping, Sequence

from zf_casemgmt.cases.queries import CaseLabel, labels
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.rules import CONVENED, Count
from zf_casemgmt.deliberations.tables import Deliberation, Resolution
from zf_casemgmt.deliberations.word_rules import NO_WORDS, OUTCOMES, RESOLUTION_STATES, STATES
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import CountView, DeliberationRow, ResolutionView
from zf_platform.transaction import Scope


async def rows_view(scope: Scope, rows: Sequence[Deliberation], *, office: Office) -> tuple[DeliberationRow, ...]:
    """Three statements whatever the length."""
    ids = [row.id for row in rows]
    cases = await labels(scope.session, [row.case_id for row in rows])
    resolved = await queries.resolutions_by_deliberation(scope.session, ids)
    waiting = await queries.waiting_for(scope.session, ids, account_id=scope.actor.account_id)
    return tuple(
        row_view(row, label=cases[row.case_id], resolution=resolved.get(row.id), waiting=waiting, office=office)
        for row in rows
    )


def row_view(
    row: Deliberation, *, label: CaseLabel, resolution: Resolution | None, waiting: Collection[str], office: Office
) -> DeliberationRow:
    question = office.law.deliberations.questions[row.question]
    transition = office.law.stages.transition(row.act)
    state, outcome = STATES[row.state], OUTCOMES.get(row.outcome, NO_WORDS)
    return DeliberationRow(
        id=row.id,
        case_id=row.case_id,
        case_no=label.case_no,
        title=label.title,
        question=row.question,
        question_zh=question.zh,
        question_en=question.en,
        act=row.act,
        act_zh=transition.zh,
        act_en=transition.en,
        suspect_name=label.suspects.get(row.suspect_id, ""),
        state=row.state,
        state_zh=state[0],
        state_en=state[1],
        outcome=row.outcome,
        outcome_zh=outcome[0],
        outcome_en=outcome[1],
        meets_at=row.meets_at,
        order_no=row.order_no,
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        number=resolution.number if resolution is not None else "",
        my_turn=row.state == CONVENED and row.id in waiting,
    )


def resolution_view(row: Resolution, *, suspects: Mapping[str, str], office: Office) -> ResolutionView:
    transition = office.law.stages.transition(row.act)
    outcome, state = OUTCOMES[row.outcome], RESOLUTION_STATES[row.state]
    return ResolutionView(
        id=row.id,
        deliberation_id=row.deliberation_id,
        number=row.number,
        act=row.act,
        act_zh=transition.zh,
        act_en=transition.en,
        suspect_name=suspects.get(row.suspect_id, ""),
        outcome=row.outcome,
        outcome_zh=outcome[0],
        outcome_en=outcome[1],
        state=row.state,
        state_zh=state[0],
        state_en=state[1],
        count=count_view(Count(**row.votes)),
        told=tuple(row.told),
        made_at=row.made_at,
        ended_at=row.ended_at,
    )


def count_view(votes: Count) -> CountView:
    return CountView(
        members=votes.members, favour=votes.favour, against=votes.against, own=votes.own, missing=votes.missing
    )
