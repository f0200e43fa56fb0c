"""The one way a case or a suspect changes state, whoever caused it: a person, a package, a message, the calendar.

load → decide (zf_law.guards) → save state, version and timeline → clocks → tell others → audit. Refusals change nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from zf_casemgmt.cases import rules
from zf_casemgmt.cases.bound_rules import bound_problems
from zf_casemgmt.cases.file_rules import CaseFile, SuspectFile
from zf_casemgmt.cases.rules import Move, Outcome
from zf_casemgmt.cases.search_entries import note_for_search
from zf_casemgmt.cases.tables import CaseRecord, Suspect, TimelineRow
from zf_casemgmt.cases.tried import tried
from zf_casemgmt.deliberations.carry_out import carry_out
from zf_casemgmt.moment_rules import written
from zf_casemgmt.notices.issue import issue_notices
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.apply import Matter, apply_plan
from zf_casemgmt.timelimits.clock_rules import OPEN_STATES, Clock, ClockAct, Person
from zf_casemgmt.timelimits.rules import ClockPlan, custody_ends, earlier_events, plan_clocks
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Conflict, Refused
from zf_platform.prepared import change_and_note
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

_STATE = ("state", "holder", "returns", "adjournments", "flags", "open_transfer", "last_act_at", "version")
_GATE = ("exit_check", "head_signed_by", "head_signed_name", "head_signed_at")
_ENTRY = tuple(column.name for column in TimelineRow.__table__.c)
_MOVED, _USED = (change_and_note(CaseRecord, names, TimelineRow, _ENTRY) for names in (_STATE, (*_STATE, *_GATE)))


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of the record: the file after the act, and what followed from it."""

    file: CaseFile
    transition: Transition
    clocks: ClockPlan
    told: tuple[str, ...]
    timeline_id: str


async def advance(scope: Scope, move: Move, *, file: CaseFile, office: Office) -> Moved:
    """Carry out one act on a loaded record. Raises Refused with every reason, or Conflict on a stale record."""
    transition = office.law.stages.find(move.act)
    if transition is None:
        raise Refused((Problem("stage.unknown_act", {"act": move.act}),))
    with step(SpanName.CASE_DECIDE, case_id=file.id):
        outcome = _decide(scope, transition, move, file=file, office=office)
        clocks = await _clocks(scope, transition, move, file=file, outcome=outcome, office=office)
    after = _after(file, move, outcome=outcome, clocks=clocks, office=office)
    with step(SpanName.STAGE_ENTER, case_id=file.id, state=after.state):
        entry = _entry(scope, transition, move, before=file, after=after, office=office)
        await _save(scope, before=file, after=after, gate_used=outcome.gate_used, entry=entry)
        timeline_id = str(entry["id"])
        if not move.told:
            done = file.standing.carried_out_by(transition.act, move.targets)
            await carry_out(scope, done, act_id=timeline_id, file=file, office=office)
        await apply_plan(scope, clocks, matter=_matter(after), act=transition.act, at=move.acted_at)
    if transition.opens_case:
        note_for_search(scope, file.id, office=office)
    told = await issue_notices(scope, transition, move, before=file, after=after, office=office)
    _announce(scope, transition, move, before=file, after=after)
    return Moved(after, transition, clocks, told, timeline_id)


def _decide(scope: Scope, transition: Transition, move: Move, *, file: CaseFile, office: Office) -> Outcome:
    person = rules.Person(scope.actor.account_id, scope.actor.roles if scope.actor.kind == "person" else ())
    facts = rules.case_facts(
        file, move, person=person, kind=office.kind, now=scope.now, numbered=numbered_types(office)
    )
    problems = rules.problems_of(transition, facts, move, stages=office.law.stages)
    bound = bound_problems(transition, move, file, law=office.law, kind=office.kind)
    if problems or bound:
        raise Refused([*problems, *bound], record=tried(file.id, transition, bound) if bound else None)
    return rules.apply(transition, file, move, stages=office.law.stages)


def numbered_types(office: Office) -> frozenset[str]:
    """Types with a number of their own: decisions, which belong to one round."""
    return frozenset(document.id for document in office.law.documents.all() if document.number)


async def _clocks(
    scope: Scope, transition: Transition, move: Move, *, file: CaseFile, outcome: Outcome, office: Office
) -> ClockPlan:
    law, anchor = office.law, move.clock_from or move.acted_at
    events = earlier_events(transition, deadlines=law.deadlines, on=anchor)
    act = ClockAct(
        transition=transition,
        at=move.acted_at,
        anchor=anchor,
        targets=move.targets,
        own_kind=str(office.kind),
        by_message=move.told,
        flags=outcome.flags,
        people=tuple(Person(one.id, one.facts().in_custody, one.state) for one in outcome.suspects),
        events=await _event_times(scope, file.id, events, targets=move.targets, office=office) if events else {},
        ends_in=outcome.state if outcome.state != file.state and law.stages.state(outcome.state).end else "",
    )
    return plan_clocks(act, file.clocks, deadlines=law.deadlines, calendar=law.calendar, ids=iter(scope.new_id, ""))


async def _event_times(
    scope: Scope, case_id: str, events: Collection[str], *, targets: Collection[str], office: Office
) -> Mapping[str, datetime]:
    """When each of these events last took place in this case, to these people if the act is about some."""
    acts = {one.act: one.event for one in office.law.stages.transitions if one.event in events}
    happened = (
        select(TimelineRow.act, func.max(TimelineRow.at).label("at"))
        .where(TimelineRow.case_id == case_id, TimelineRow.act.in_(acts))
        .group_by(TimelineRow.act)
    )
    if targets:
        happened = happened.where(or_(TimelineRow.suspect_id.is_(None), TimelineRow.suspect_id.in_(targets)))
    rows = await scope.session.execute(happened)
    found: dict[str, datetime] = {}
    for row in rows:
        event = acts[row.act]
        found[event] = max(found.get(event, row.at), row.at)
    return found


def _after(file: CaseFile, move: Move, *, outcome: Outcome, clocks: ClockPlan, office: Office) -> CaseFile:
    running = _running(file, clocks)
    ends = custody_ends(running, deadlines=office.law.deadlines)
    return replace(
        file,
        state=outcome.state,
        holder=outcome.holder,
        returns=outcome.returns,
        adjournments=outcome.adjournments,
        flags=outcome.flags,
        suspects=rules.covered(outcome.suspects, ends=ends),
        exit_check=None if outcome.gate_used else file.exit_check,
        head_signed_by="" if outcome.gate_used else file.head_signed_by,
        open_transfer=outcome.open_transfer,
        last_act_at=max(file.last_act_at, move.acted_at) if file.last_act_at else move.acted_at,
        clocks=running,
        version=file.version + 1,
    )


def _running(file: CaseFile, clocks: ClockPlan) -> tuple[Clock, ...]:
    gone = {ended.clock.id for ended in clocks.ended}
    fresh = {counted.clock.id: counted.clock for counted in (*clocks.started, *clocks.recounted)}
    fresh |= {paused.clock.id: paused.clock for paused in clocks.paused}
    kept = {clock.id: clock for clock in file.clocks if clock.id not in gone}
    return tuple(clock for clock in (kept | fresh).values() if clock.state in OPEN_STATES)


async def _save(
    scope: Scope, *, before: CaseFile, after: CaseFile, gate_used: bool, entry: Mapping[str, object]
) -> None:
    """The record and the entry of its timeline: both or, when somebody was faster, neither."""
    values: dict[str, object] = {
        "state": after.state,
        "holder": after.holder,
        "returns": after.returns,
        "adjournments": after.adjournments,
        "flags": sorted(after.flags),
        "open_transfer": after.open_transfer,
        "last_act_at": after.last_act_at,
        "version": after.version,
    }
    if gate_used:
        values |= {"exit_check": None, "head_signed_by": "", "head_signed_name": "", "head_signed_at": None}
    write = _USED if gate_used else _MOVED
    noted = {f"note_{name}": value for name, value in entry.items()}
    if not await write.rows(scope.session, at_id=before.id, at_version=before.version, **values, **noted):
        raise Conflict((Problem("version.stale", {"seen": before.version, "current": before.version + 1}),))
    changed = [suspect for suspect in after.suspects if suspect != before.suspect(suspect.id)]
    if changed:
        await _save_people(scope, changed)


async def _save_people(scope: Scope, changed: Sequence[SuspectFile]) -> None:
    connection = await scope.session.connection()
    people = Suspect.__table__
    await connection.execute(
        update(Suspect)
        .where(people.c.id == bindparam("which"))
        .values(state=bindparam("to"), at_large=bindparam("away"), custody_until=bindparam("until")),
        [
            {
                "which": suspect.id,
                "to": suspect.state,
                "away": suspect.at_large,
                "until": written(suspect.custody_until) if suspect.custody_until else None,
            }
            for suspect in changed
        ],
    )


def _entry(
    scope: Scope, transition: Transition, move: Move, *, before: CaseFile, after: CaseFile, office: Office
) -> Mapping[str, object]:
    return {
        "id": scope.new_id(),
        "case_id": before.id,
        "version": after.version,
        "at": move.acted_at,
        "recorded_at": scope.now,
        "act": transition.act,
        "transition": transition.id,
        "suspect_id": next(iter(move.targets)) if len(move.targets) == 1 else None,
        "actor_id": move.actor_id or scope.actor.account_id,
        "actor_name": move.actor_name or scope.actor.name,
        "agency": move.agency or office.agency.code,
        "basis": transition.basis,
        "documents": list(move.documents),
        "note": move.note,
        "facts": dict(move.facts),
        "from_state": before.state,
        "to_state": after.state,
    }


def _announce(scope: Scope, transition: Transition, move: Move, *, before: CaseFile, after: CaseFile) -> None:
    moved = CaseStageAdvanced(
        case_id=after.id,
        case_no=after.case_no,
        collab_no=after.collab_no,
        unit=after.unit,
        act=transition.act,
        transition=transition.id,
        from_state=before.state,
        to_state=after.state,
        acted_at=move.acted_at,
    )
    scope.enqueue(moved, to="oversight", subject=after.collab_no, acted_at=move.acted_at, correlation=after.collab_no)
    scope.record(
        transition.act,
        object_kind="case",
        object_id=after.id,
        reason=move.note[:500],
        basis=transition.basis,
        before=_shown(before),
        after=_shown(after),
    )


def _shown(file: CaseFile) -> Mapping[str, object]:
    return {
        "state": file.state,
        "version": file.version,
        "returns": file.returns,
        "flags": sorted(file.flags),
        "suspects": {suspect.id: suspect.state for suspect in file.suspects},
    }


def _matter(file: CaseFile) -> Matter:
    return Matter(file.id, file.case_no, file.collab_no, file.unit, file.handler_id)
