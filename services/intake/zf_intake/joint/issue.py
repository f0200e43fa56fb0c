"""Say something to other agencies: through liaison, with a row for each receiver that shows how far it has come."""

from collections.abc import Collection

from zf_contracts.envelope import Sensitivity
from zf_contracts.internal.petitions import PetitionNoticeIssued
from zf_contracts.petition_statements import PetitionBody
from zf_contracts.petition_values import PetitionContent, PetitionKeys
from zf_contracts.values import BlobRef
from zf_intake.desk import Desk
from zf_intake.joint.content_rules import fits, whole_text, with_whole_text
from zf_intake.joint.tables import SentNotice
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.transaction import Scope

_COLUMNS = ("notice_id", "receiver", "message", "petition_id", "collab_no", "issued_at")
_KEEP = insert_many(SentNotice, _COLUMNS, then="ON CONFLICT DO NOTHING")


async def issue(
    scope: Scope, message: str, body: PetitionBody, *, to: Collection[str], petition_id: str, desk: Desk
) -> None:
    """Nothing happens without receivers; ourselves are never one."""
    receivers = tuple(sorted(set(to) - {"", scope.identity.agency}))
    if not receivers:
        return
    body = await _that_fits(body, desk=desk)
    subject = body.collab_no or body.notice_id
    scope.enqueue(
        PetitionNoticeIssued(message=message, receivers=receivers, body=body),
        to="liaison",
        subject=subject,
        acted_at=body.acted_at,
        sensitivity=_secrecy(body),
        correlation=subject,
    )
    rows = [
        {
            "notice_id": body.notice_id,
            "receiver": receiver,
            "message": message,
            "petition_id": petition_id,
            "collab_no": body.collab_no,
            "issued_at": scope.now,
        }
        for receiver in receivers
    ]
    await _KEEP.rows(scope.session, **as_arrays(rows, _COLUMNS))


async def _that_fits(body: PetitionBody, *, desk: Desk) -> PetitionBody:
    """Long texts travel whole as a file; the message holds their beginning."""
    content = body.content if isinstance(body, PetitionKeys) else None
    if content is None or fits(content):
        return body
    stored = await desk.blobs.put_bytes(whole_text(content).encode())
    shorter = with_whole_text(content, blob=BlobRef(digest=stored.digest, size=stored.size))
    return body.model_copy(update={"content": shorter})


def _secrecy(body: PetitionBody) -> Sensitivity:
    content: PetitionContent | None = body.content if isinstance(body, PetitionKeys) else None
    if content is None:
        return "L3"
    accusation = isinstance(body, PetitionKeys) and body.category == "accusation"
    return "L4" if accusation or content.accused or content.confidential else "L3"
