"""The one way a petition moves on, whoever caused it: a person, another agency, the calendar.

load → decide (zf_law.petition_guards) → clocks → save state, version and timeline → audit. Refusals change nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import update

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import Person, PetitionFile, facts_of, with_changes
from zf_intake.petitions.give_document_no import give_document_no
from zf_intake.petitions.tables import Petition
from zf_intake.petitions.tell_followers import tell_followers
from zf_intake.petitions.write_step import Step, listed, write_step
from zf_intake.timelimits.apply import Matter, apply_plan
from zf_intake.timelimits.change_owner import change_owner
from zf_intake.timelimits.rules import Clock, ClockAct, ClockPlan, after, next_duty, plan_clocks
from zf_law.moments import Moment, last_instant
from zf_law.petition_facts import ActFacts, ClosingFacts
from zf_law.petition_guards import decide
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope

NO_DUTY = datetime(9999, 12, 31, tzinfo=UTC)
"""The place in the worklist of a petition in which nothing is due from us."""


@dataclass(frozen=True, slots=True)
class Move:
    """An act with what it brings along. `changes` are further columns of the petition that it sets."""

    act: str
    acted_at: datetime
    note: str = ""
    given: ActFacts = field(default_factory=ActFacts)
    closing: ClosingFacts | None = None
    anchors: Mapping[str, Moment] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """The petition after the act, the act itself and the documents it produced: type → number."""

    file: PetitionFile
    act: PetitionAct
    documents: Mapping[str, str]


async def advance(scope: Scope, move: Move, *, file: PetitionFile, desk: Desk) -> Moved:
    """Carry out one act on a loaded petition. Raises Refused with every reason, or Conflict on a stale record."""
    act = desk.law.petitions.act(move.act)
    _decide(scope, act, move, file=file, desk=desk)
    flags = (file.set_flags | set(act.sets_flags)) - set(act.clears_flags)
    plan = _plan(scope, act, move, file=replace(file, set_flags=flags), desk=desk)
    clocks = after(plan, file.clocks)
    moved = replace(
        with_changes(file, move.changes),
        state=act.to or file.state,
        set_flags=flags,
        litigation=file.litigation or "litigation" in flags,
        last_act_at=max(file.last_act_at, move.acted_at),
        version=file.version + 1,
        closing=move.closing or file.closing,
        clocks=clocks,
    )
    documents = {kind: await give_document_no(scope, kind, desk=desk) for kind in act.documents}
    await _save(scope, moved, changes={**due_values(clocks), **move.changes})
    papers = listed(documents, documents=desk.law.documents)
    await write_step(
        scope, Step(act.act, act.basis, move.acted_at, file.state, move.note, papers), file=moved, desk=desk
    )
    await apply_plan(scope, plan, matter=matter_of(moved), act=act.act, at=move.acted_at)
    if matter_of(moved) != matter_of(file):
        told = [one.clock.id for one in (*plan.started, *plan.recounted)]
        await change_owner(scope, matter=matter_of(moved), told=told)
    scope.record(
        f"petition.{act.act}",
        object_kind="petition",
        object_id=file.id,
        reason=move.given.explanation[:500],
        basis=act.basis,
        before={"state": file.state, "version": file.version},
        after={"state": moved.state, "version": moved.version},
    )
    await tell_followers(scope, moved, act=act, desk=desk)
    return Moved(moved, act, documents)


def matter_of(file: PetitionFile) -> Matter:
    owner = file.parties.officer_id or file.parties.first_handler_id
    return Matter(file.id, file.petition_no, file.collab_no, file.unit, owner)


def due_values(clocks: tuple[Clock, ...]) -> dict[str, object]:
    """Where the petition stands in the worklist."""
    nearest = next_duty(clocks)
    if nearest is None:
        return {"due_order": NO_DUTY, "due_rule": ""}
    return {"due_order": last_instant(nearest.due), "due_rule": nearest.rule}


def _decide(scope: Scope, act: PetitionAct, move: Move, *, file: PetitionFile, desk: Desk) -> None:
    facts = facts_of(
        file,
        person=Person(scope.actor.account_id, scope.actor.unit),
        acted_at=move.acted_at,
        now=scope.now,
        given=move.given,
        closing=move.closing,
    )
    problems: list[Problem] = decide(act, facts, proposal=desk.law.petitions.proposing(file.closing.path))
    if problems:
        raise Refused(problems)


def _plan(scope: Scope, act: PetitionAct, move: Move, *, file: PetitionFile, desk: Desk) -> ClockPlan:
    """Clocks see the marks as they are after the act."""
    kind = desk.law.agencies.by_code(scope.identity.agency).kind
    done = ClockAct(act, move.acted_at, str(kind), file.flags, move.anchors)
    return plan_clocks(
        done, file.clocks, deadlines=desk.law.deadlines, calendar=desk.law.calendar, ids=iter(scope.new_id, "")
    )


async def _save(scope: Scope, file: PetitionFile, *, changes: Mapping[str, object]) -> None:
    saved = await scope.session.execute(
        update(Petition)
        .where(Petition.id == file.id, Petition.version == file.version - 1)
        .values(
            state=file.state,
            flags=sorted(file.set_flags),
            last_act_at=file.last_act_at,
            version=file.version,
            **changes,
        )
        .returning(Petition.id)
        .execution_options(synchronize_session=False)
    )
    if saved.scalar_one_or_none() is None:
        raise Conflict((Problem("version.stale", {"seen": file.version - 1, "current": file.version}),))
