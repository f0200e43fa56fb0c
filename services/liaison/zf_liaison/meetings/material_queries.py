"""Papers of topics: uploads that may become materials, and the content of those this agency may see."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_contracts.values import BlobRef
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.record_rules import may_see_topic
from zf_liaison.meetings.tables import MaterialUpload
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Content:
    title: str
    media_type: str
    size: int
    chunks: AsyncIterator[bytes]


async def materials_of(scope: Scope, uploads: Sequence[str], *, first: int = 1) -> tuple[v.Material, ...]:
    """Uploads of this agency as materials, numbered on from `first`."""
    rows = await scope.session.execute(select(MaterialUpload).where(MaterialUpload.id.in_(list(uploads))))
    found = {row.id: row for row in rows.scalars()}
    if set(uploads) - set(found):
        raise Refused((Problem("meeting.upload_unknown", {"field": "materials"}),))
    return tuple(
        v.Material(
            no=no,
            title=found[one].title,
            media_type=found[one].media_type,
            blob=BlobRef(digest=found[one].digest, size=found[one].size),
        )
        for no, one in enumerate(uploads, start=first)
    )


async def material_content(scope: Scope, meeting_id: str, topic_id: str, no: int, *, desk: Desk) -> Content:
    """The paper as distributed. Raises NotFound for one this agency may not see."""
    meeting = await load_meeting(scope, meeting_id)
    topic = meeting.topic(topic_id)
    if topic is None or not may_see_topic(meeting, topic_id, agency=scope.identity.agency):
        raise NotFound
    paper = next((one for one in topic.materials if one.no == no), None)
    if paper is None or not await desk.blobs.has(paper.blob.digest):
        raise NotFound
    scope.record("meeting.read_material", object_kind="meeting", object_id=meeting_id, sensitive_read=topic.restricted)
    return Content(paper.title, paper.media_type, paper.blob.size, await desk.blobs.open(paper.blob.digest))
