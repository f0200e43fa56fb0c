"""Record what a second meeting, a revisit or a home visit came to; a revisit plans the next one by itself."""

from zf_contracts.http.contacts import RecordContact
from zf_intake.contacts.plan_contact import BASIS, PERMISSION
from zf_intake.contacts.queries import load_contact, partners_of
from zf_intake.contacts.rules import next_after, record_problems
from zf_intake.contacts.tables import Contact
from zf_intake.contacts.watch_contact import end_watch, watch_contact
from zf_intake.desk import Desk
from zf_intake.petitions.authority import require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope

_TEXTS = ("opinions", "talk", "answer", "situation", "risk", "action")


async def record_contact(scope: Scope, contact_id: str, command: RecordContact, *, desk: Desk) -> str:
    """Returns the id of the petition."""
    row = await load_contact(scope, contact_id)
    file = await load_petition(scope, row.petition_id)
    require(scope.actor, PERMISSION, file=file)
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    answers = await partners_of(scope, row, collab_no=file.collab_no)
    problems = record_problems(
        kind=row.kind,
        state=row.state,
        held_at=command.held_at,
        now=scope.now,
        filled=[name for name in (*_TEXTS, "present") if getattr(command, name)],
        unanswered=[agency for agency, answer in answers.items() if answer not in ("agreed", "done")],
    )
    if problems:
        raise Refused(problems)
    for name in _TEXTS:
        setattr(row, name, getattr(command, name))
    row.present, row.held_at, row.state = list(command.present), command.held_at, "held"
    row.recorded_by_name, row.version = scope.actor.name, row.version + 1
    end_watch(scope, row, file=file, held_at=command.held_at)
    await scope.session.flush()
    await _plan_next(scope, row, file=file, ends=command.ends, desk=desk)
    note = command.answer or command.situation
    await touch_petition(scope, file, desk=desk, act=f"hold_{row.kind}", basis=BASIS[row.kind], note=note[:500])
    return file.id


async def _plan_next(scope: Scope, row: Contact, *, file: PetitionFile, ends: bool, desk: Desk) -> None:
    assert row.held_at is not None
    planned_at = next_after(kind=row.kind, held_at=row.held_at, repeat_days=row.repeat_days, ends=ends)
    if planned_at is None:
        return
    same = ("petition_id", "kind", "place", "person_id", "person_name", "plan", "repeat_days")
    values = {name: getattr(row, name) for name in same}
    coming = Contact(**values, id=scope.new_id(), no=row.no + 1, planned_at=planned_at)
    scope.session.add(coming)
    watch_contact(scope, coming, file=file, desk=desk)
    await scope.session.flush()
