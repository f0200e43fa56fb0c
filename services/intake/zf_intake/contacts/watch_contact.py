"""The clock of an appointed meeting, revisit or home visit: told to oversight, which warns before it and alarms after it."""

from dataclasses import replace
from datetime import datetime

from zf_intake.contacts.tables import Contact
from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.timelimits.watch_period import Watched, end_period, watch_period
from zf_law.deadlines import compute, warnings
from zf_platform.transaction import Scope

RULE = "G05"


def watch_contact(scope: Scope, row: Contact, *, file: PetitionFile, desk: Desk) -> None:
    """Whoever is to meet the petitioner owns it."""
    rule = desk.law.deadlines.rule(RULE, on=scope.now)
    due = compute(rule, anchor=row.planned_at, calendar=desk.law.calendar)
    watched = Watched(row.id, file.id, file.petition_no, file.collab_no, file.unit, row.person_id)
    warn_at = warnings(rule, replace(due, anchor=scope.now))
    watch_period(scope, watched, rule=rule, anchor=row.planned_at, due=due, warn_at=warn_at)
    row.watched = True


def end_watch(scope: Scope, row: Contact, *, file: PetitionFile, held_at: datetime) -> None:
    """Held in time or late. What oversight never heard of has no clock to end."""
    if not row.watched:
        return
    end_period(scope, row.id, collab_no=file.collab_no, due_at=row.planned_at, at=held_at, act=f"hold_{row.kind}")
