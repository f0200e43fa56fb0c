"""The convener changes the record: saved here, and told to every member that may see it, in one transaction."""

from collections.abc import Iterator, Sequence

from zf_contracts import meeting_values as v
from zf_contracts.interagency import meetings as m
from zf_liaison.exchange.ledger import send
from zf_liaison.meetings.keep_record import keep_record
from zf_liaison.meetings.record_rules import Meeting, visible_parts
from zf_platform.transaction import Scope

_MOST_BYTES = 120_000
"""A message is smaller than the limit of the envelope by far, also with its head and in base64."""


async def change_record(
    scope: Scope,
    meeting: Meeting,
    *,
    head: v.MeetingHead | None = None,
    parts: Sequence[v.MeetingPart] = (),
    message: type[m.MeetingPayload] = m.JointMeetingRecordUpdated,
    only: Sequence[str] = (),
) -> Meeting:
    """The meeting afterwards. A changed head gets the next version here; parts carry theirs.

    `only` narrows who is told: the agencies of a resolution.
    """
    if head is not None:
        head = head.model_copy(update={"version": meeting.head.version + 1})
    await keep_record(scope, meeting.id, head=head, parts=parts)
    after = meeting.with_changes(head=head, parts=parts)
    if after.head.state != "proposed":
        tell_members(scope, after, head=head, parts=parts, message=message, only=only)
    return after


def tell_members(
    scope: Scope,
    meeting: Meeting,
    *,
    head: v.MeetingHead | None,
    parts: Sequence[v.MeetingPart],
    message: type[m.MeetingPayload],
    only: Sequence[str] = (),
) -> None:
    for peer in meeting.head.members:
        if peer == scope.identity.agency or (only and peer not in only):
            continue
        seen = visible_parts(meeting, parts, agency=peer)
        for first, bundle in _bundles(seen, told=head is not None):
            _tell(scope, meeting, peer=peer, head=head if first else None, parts=bundle, message=message)


def _tell(
    scope: Scope,
    meeting: Meeting,
    *,
    peer: str,
    head: v.MeetingHead | None,
    parts: Sequence[v.MeetingPart],
    message: type[m.MeetingPayload],
) -> None:
    notice_id = scope.new_id()
    body = v.MeetingUpdate(
        notice_id=notice_id, meeting_id=meeting.id, acted_at=scope.now, head=head, parts=tuple(parts)
    )
    payload = message.model_validate({"body": body})
    send(
        scope,
        payload,
        peer=peer,
        collab_no=meeting.id,
        acted_at=scope.now,
        sensitivity="L3",
        notice_id=notice_id,
    )


def _bundles(parts: Sequence[v.MeetingPart], *, told: bool) -> Iterator[tuple[bool, list[v.MeetingPart]]]:
    """Parts in messages of bearable size; the first carries the head. Nothing to say, no message."""
    bundle: list[v.MeetingPart] = []
    first, size = True, 0
    for part in parts:
        length = len(part.model_dump_json().encode())
        if bundle and size + length > _MOST_BYTES:
            yield first, bundle
            first, bundle, size = False, [], 0
        bundle.append(part)
        size += length
    if bundle or (first and told):
        yield first, bundle
