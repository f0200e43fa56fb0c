"""One discussion for a person: what is asked, who sits, what was said as far as he may read it, and what he can do."""

from collections.abc import Sequence

from zf_casemgmt.cases.authority import reasons_against
from zf_casemgmt.cases.detail import as_reason
from zf_casemgmt.cases.queries import CaseLabel
from zf_casemgmt.deliberations import queries, rules
from zf_casemgmt.deliberations.load import CONVENE, Loaded, load_deliberation, may_read_opinions
from zf_casemgmt.deliberations.row_view import resolution_view, row_view
from zf_casemgmt.deliberations.tables import DeliberationSeat
from zf_casemgmt.deliberations.word_rules import DUTIES, NO_WORDS, OPINIONS, STEPS, rule_lines
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import DeliberationView, RuleLine, SeatView, StepView
from zf_law.problems import Problem
from zf_platform.transaction import Scope


async def show_deliberation(scope: Scope, deliberation_id: str, *, office: Office) -> DeliberationView:
    """A sensitive read. What members said is for the members and for whoever may lead the committee."""
    loaded = await load_deliberation(scope, deliberation_id, office=office, lock=False)
    row, file = loaded.row, loaded.file
    suspects = {suspect.id: suspect.name for suspect in file.suspects}
    label = CaseLabel(file.id, file.case_no, file.title, file.collab_no, suspects)
    made = (await queries.resolutions_by_deliberation(scope.session, [row.id])).get(row.id)
    earlier = await queries.resolution_of(scope.session, row.supersedes) if row.supersedes else None
    open_to_me = may_read_opinions(scope, loaded, office=office)
    waiting = await queries.waiting_for(scope.session, [row.id], account_id=scope.actor.account_id)
    base = row_view(row, label=label, resolution=made, waiting=waiting, office=office)
    scope.record("deliberation.read", object_kind="deliberation", object_id=row.id, sensitive_read=True)
    return DeliberationView(
        **base.model_dump(),
        collab_no=file.collab_no,
        committee_zh=loaded.committee.zh,
        committee_en=loaded.committee.en,
        basis=loaded.committee.basis,
        rules=tuple(RuleLine(zh=zh, en=en) for zh, en in rule_lines(loaded.committee, roles=office.law.roles)),
        asked=row.asked,
        report=row.report,
        convened_by_name=row.convened_by_name,
        place=row.place,
        guests=tuple(row.guests),
        seats=_seats(loaded, shown=open_to_me),
        secret=not open_to_me,
        ended_at=row.ended_at,
        conclusion=row.conclusion,
        supersedes_no=earlier.number if earlier is not None else "",
        supersede_reason=row.supersede_reason,
        resolution=resolution_view(made, suspects=suspects, office=office) if made is not None else None,
        dissents=_dissents(loaded) if open_to_me else (),
        steps=_steps(scope, loaded, office=office),
        version=row.version,
    )


def _dissents(loaded: Loaded) -> tuple[str, ...]:
    if loaded.row.state != rules.CLOSED or not loaded.row.outcome:
        return ()
    return tuple(seat.name for seat in rules.dissents(loaded.seats, loaded.row.outcome))


def _seats(loaded: Loaded, *, shown: bool) -> tuple[SeatView, ...]:
    return tuple(
        _seat(row, recused=seat.recused, shown=shown) for row, seat in zip(loaded.rows, loaded.seats, strict=True)
    )


def _seat(row: DeliberationSeat, *, recused: str, shown: bool) -> SeatView:
    opinion = row.opinion if shown else ""
    words, duty = OPINIONS.get(opinion, NO_WORDS), DUTIES[row.duty]
    return SeatView(
        account_id=row.account_id,
        name=row.name,
        duty=row.duty,
        duty_zh=duty[0],
        duty_en=duty[1],
        present=row.present,
        recused=recused,
        spoke=bool(row.opinion),
        opinion=opinion,
        opinion_zh=words[0],
        opinion_en=words[1],
        reason=row.reason if shown else "",
        spoke_at=row.spoke_at,
    )


def _steps(scope: Scope, loaded: Loaded, *, office: Office) -> tuple[StepView, ...]:
    """The steps of this state; those of a later one are not offered yet."""
    against = reasons_against(scope.actor, CONVENE, file=loaded.file, agency=office.agency.code)
    withdrawing = [
        *reasons_against(scope.actor, "deliberation.propose", file=loaded.file, agency=office.agency.code),
        *rules.withdrawal_problems(loaded.discussion, actor_id=scope.actor.account_id),
    ]
    leading = [*against, *rules.leading_problems(loaded.discussion, actor_id=scope.actor.account_id)]
    begun = rules.session_problems(loaded.discussion, now=scope.now)
    if loaded.row.state == rules.PROPOSED:
        return (_step("convene", against), _step("withdraw", withdrawing))
    if loaded.row.state != rules.CONVENED:
        return ()
    spoken = rules.opinion_problems(
        loaded.discussion, loaded.seats, actor_id=scope.actor.account_id, now=scope.now, committee=loaded.committee
    )
    closing = rules.closing_problems(loaded.discussion, loaded.seats, now=scope.now, committee=loaded.committee)
    return (
        _step("attend", [*begun, *leading]),
        _step("opine", spoken),
        _step("close", [*closing, *leading]),
        _step("withdraw", withdrawing),
    )


def _step(name: str, problems: Sequence[Problem]) -> StepView:
    zh, en = STEPS[name]
    return StepView.model_validate(
        {
            "step": name,
            "zh": zh,
            "en": en,
            "possible": not problems,
            "reasons": [as_reason(problem) for problem in problems],
        }
    )
