"""What another agency did in a matter handed over: progress, objection, decision, closing, reopening (S-006)."""

from collections.abc import Mapping
from datetime import datetime

from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.transaction import Scope

LATE = "hear_late"


async def note_peer(
    scope: Scope,
    petition_id: str,
    act: str,
    *,
    at: datetime,
    note: str,
    desk: Desk,
    changes: Mapping[str, object] | None = None,
) -> bool:
    """`act` is one of the automatic acts. False: the petition is past it, so only the timeline tells that it was heard."""
    file = await load_petition(scope, petition_id)
    found = desk.law.petitions.act(act)
    if not found.automatic:
        raise ValueError(f"{act} is done by a person, not by a message")
    if file.state not in found.from_:
        await touch_petition(scope, file, desk=desk, act=LATE, basis=found.basis, note=f"{found.zh} {note}".strip())
        return False
    await advance(scope, Move(act, at, note=note, changes=dict(changes or {})), file=file, desk=desk)
    return True
