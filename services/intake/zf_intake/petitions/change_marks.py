"""Correct the marks of a petition, with the reason; what becomes serious or urgent is made known at once (PET 25)."""

from dataclasses import replace

from zf_contracts.http.petition_acts import ChangeMarks
from zf_intake.desk import Desk
from zf_intake.petitions.followers_rules import ESCALATED, escalation_body, overseers
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell import tell
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.transaction import Scope


async def change_marks(scope: Scope, petition_id: str, command: ChangeMarks, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    wanted = {
        "urgent": command.urgent,
        "serious": command.serious,
        "long_standing": command.long_standing,
        "subject": command.subject,
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    await touch_petition(
        scope, file, desk=desk, act="change_marks", basis="PET 25", note=command.reason, changes=changes
    )
    urgent = file.urgent if command.urgent is None else command.urgent
    serious = file.serious if command.serious is None else command.serious
    if not (urgent and not file.urgent) and not (serious and serious != file.serious):
        return
    now = replace(file, urgent=urgent, serious=serious)
    body = escalation_body(now, notice_id=scope.new_id(), people=file.people_count, acted_at=scope.now)
    above = overseers(desk.law.agencies, own=scope.identity.agency, accused=file.parties.accused_agencies)
    registering = desk.law.petitions.act("register_petition")
    await tell(scope, ESCALATED, body, to=above, file=now, act=registering, desk=desk)
