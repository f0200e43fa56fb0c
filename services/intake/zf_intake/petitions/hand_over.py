"""Hand a petition to another agency: the act here, and the whole content to the one body that is to act on it."""

from dataclasses import dataclass
from datetime import datetime

from zf_contracts.petition_values import HandOver
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.followers_rules import partners
from zf_intake.petitions.outgoing_queries import matter_body
from zf_intake.petitions.route_rules import TRACK
from zf_intake.petitions.tell import tell
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Handed:
    """Which act, by which message, to whom, and what is said with it."""

    act: str
    message: str
    receiver: str
    said: HandOver


async def hand_over(
    scope: Scope, file: PetitionFile, handed: Handed, *, at: datetime | None, note: str, desk: Desk
) -> None:
    """The notice's id is kept: an objection to this hand-over names it."""
    agencies = desk.law.agencies
    receiver = agencies.find(handed.receiver)
    notice_id = scope.new_id()
    move = Move(
        handed.act,
        at or scope.now,
        note=note,
        given=ActFacts(
            explanation=note,
            receiver=handed.receiver,
            partners=partners(agencies, own=scope.identity.agency),
            report_day=handed.said.report_due,
        ),
        changes={
            "competent_agency": handed.receiver,
            "competent_name": receiver.name_zh if receiver else handed.receiver,
            "report_day": handed.said.report_due,
            "hand_over_id": notice_id,
            "objection_id": "",
            "duty": TRACK,
            "participants": {**file.participants, scope.actor.account_id: "router"},
        },
    )
    moved = await advance(scope, move, file=file, desk=desk)
    body = await matter_body(scope, moved.file, notice_id=notice_id, hand_over=handed.said, whole=True, desk=desk)
    await tell(scope, handed.message, body, to=(handed.receiver,), file=moved.file, act=moved.act, desk=desk)
