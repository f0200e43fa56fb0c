"""Take the edited Word draft back: its parts become the text of the opinion, the file itself is kept by hash."""

from typing import Protocol

from zf_contracts.http.papers import DraftRead
from zf_intake.papers.draft_rules import MAX_UPLOAD, PARTS, part_problems, parts_in
from zf_intake.papers.press import Press
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope
from zf_platform.typeset import TypesetFailed

PERMISSION = "petition.answer"


class Readable(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


async def take_draft(scope: Scope, petition_id: str, type_id: str, *, content: Readable, press: Press) -> DraftRead:
    """Refused for anything but a plain Word file with its headings in place and every part written."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, PERMISSION, file=file)
    if type_id not in PARTS:
        raise Refused((Problem("paper.type_unknown", {"type": type_id}),), status=404)
    raw = await content.read(MAX_UPLOAD + 1)
    if len(raw) > MAX_UPLOAD:
        raise Refused((Problem("paper.draft_unusable", {"field": "file", "code": "too_large"}),), status=413)
    try:
        paragraphs = await press.typesetter.read_draft(raw)
    except TypesetFailed as error:
        raise Refused((Problem("paper.draft_unusable", {"field": "file", "code": error.code}),)) from None
    parts, problems = parts_in(paragraphs, type_id=type_id)
    problems = problems or part_problems(parts, type_id=type_id)
    if problems:
        raise Refused(problems)
    blob = await press.blobs.put_bytes(raw)
    scope.record(
        "paper.take_draft",
        object_kind="petition",
        object_id=petition_id,
        after={"type": type_id, "digest": blob.digest},
    )
    return DraftRead(type=type_id, digest=blob.digest.removeprefix("sha256:"), **parts)
