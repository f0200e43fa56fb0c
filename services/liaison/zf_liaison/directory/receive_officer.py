"""Another agency tells of one of its officers. Who speaks for another agency's officer is rejected, and that is on record."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.interagency.directory import LiaisonOfficerChanged
from zf_liaison.desk import Desk
from zf_liaison.directory.rules import owner_problems
from zf_liaison.directory.tables import LiaisonOfficer
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_officer(scope: Scope, payload: LiaisonOfficerChanged, *, desk: Desk) -> None:
    """An older revision changes nothing. An id that stands for another agency's officer is nobody else's to use."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    body, sender = payload.body, incoming.source.agency
    known = await scope.session.scalar(select(LiaisonOfficer.agency).where(LiaisonOfficer.id == body.officer_id))
    problems = owner_problems(owner=body.agency, by=sender) or owner_problems(owner=known or sender, by=sender)
    if problems:
        raise RejectMessage(problems)
    values = body.model_dump(exclude={"officer_id", "revision", "acted_at"})
    values |= {"id": body.officer_id, "version": body.revision, "told_at": body.acted_at}
    arriving = insert(LiaisonOfficer).values(**values)
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[LiaisonOfficer.id], set_=values, where=LiaisonOfficer.version < body.revision
        )
    )
    note_received(scope, payload, collab_no=body.officer_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="liaison_officer", object_id=body.officer_id)
