"""The clock of an appointed meeting, revisit or home visit: told to oversight, which warns before it and alarms after it."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_intake.contacts.tables import Contact
from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_law.deadlines import compute, warnings
from zf_platform.transaction import Scope

RULE = "G05"


def watch_contact(scope: Scope, row: Contact, *, file: PetitionFile, desk: Desk) -> None:
    """Whoever is to meet the petitioner owns it."""
    rule = desk.law.deadlines.rule(RULE, on=scope.now)
    due = compute(rule, anchor=row.planned_at, calendar=desk.law.calendar)
    scope.enqueue(
        DeadlineStarted(
            deadline_id=row.id,
            revision=1,
            matter_kind="petition",
            case_id=file.id,
            case_no=file.petition_no,
            collab_no=file.collab_no,
            unit=file.unit,
            owner=row.person_id or None,
            rule=rule.id,
            rule_version=rule.version,
            title_zh=rule.title_zh,
            title_en=rule.title_en,
            basis=rule.basis,
            anchor=row.planned_at,
            due=due.due,
            custody=False,
            provisional=due.provisional,
            warn_at=tuple(warnings(rule, replace(due, anchor=scope.now))),
            trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in due.trace),
        ),
        to="oversight",
        subject=file.collab_no,
        acted_at=scope.now,
        correlation=file.collab_no,
    )
    row.watched = True


def end_watch(scope: Scope, row: Contact, *, file: PetitionFile, held_at: datetime) -> None:
    """Held in time or late. What oversight never heard of has no clock to end."""
    if not row.watched:
        return
    outcome: Literal["met", "met_late"] = "met_late" if held_at > row.planned_at else "met"
    scope.enqueue(
        DeadlineEnded(deadline_id=row.id, revision=1, outcome=outcome, at=held_at, act=f"hold_{row.kind}"),
        to="oversight",
        subject=file.collab_no,
        acted_at=held_at,
        correlation=file.collab_no,
    )
