"""A petition arrives from another agency: it becomes one of our own, with our clocks; its first handler hears our number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zf_contracts import petition_values as v
from zf_intake.desk import Desk
from zf_intake.joint.arrival_rules import storable
from zf_intake.petitions.attach_received import attach_received
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.register_received import How, register_received
from zf_intake.petitions.tell_followers import tell_followers
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

_HOW: Mapping[str, How] = {"petition.assigned": "assigned", "petition.split": "joint"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who gave it, by which message and notice, and when it was here. `part`: the sub-matter that is ours."""

    sender: str
    message: str
    notice_id: str
    received_at: datetime
    part: v.JointPart | None = None


async def take_matter(scope: Scope, arrival: Arrival, keys: v.PetitionKeys, *, desk: Desk) -> PetitionFile:
    """Clocks run from its receipt; who was first handler elsewhere stays that (3.4)."""
    matter = storable(keys, law=desk.law, today=arrival.received_at.astimezone(ZONE).date())
    how = _HOW.get(arrival.message, "forwarded")
    part = arrival.part
    petition_id = await register_received(
        scope,
        matter,
        sender=arrival.sender,
        how=how,
        desk=desk,
        part_no=part.part_no if part else None,
        requests=part.request_nos if part else (),
    )
    file = await load_petition(scope, petition_id)
    if matter.content is not None:
        await attach_received(scope, petition_id, documents=matter.content.documents)
    act = "receive_forwarded" if how == "forwarded" else "receive_assigned"
    await tell_followers(scope, file, act=desk.law.petitions.act(act), desk=desk)
    return file
