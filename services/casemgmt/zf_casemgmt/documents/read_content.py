"""The content of a document, read back by its hash. Every reading is recorded."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.documents.queries import find_document
from zf_casemgmt.office import Office
from zf_law.problems import Problem
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Content:
    chunks: AsyncIterator[bytes]
    media_type: str
    filename: str
    size: int


async def read_content(scope: Scope, case_id: str, document_id: str, *, office: Office) -> Content:
    """NotFound for a document of another case; a paper that exists only on paper has no content."""
    file = await load_case(scope, case_id, lock=False)
    require(scope.actor, "document.read", file=file, agency=office.agency.code)
    document = await find_document(scope.session, case_id=case_id, document_id=document_id)
    if document is None:
        raise NotFound
    if not document.digest or not await office.blobs.has(document.digest):
        raise Refused((Problem("document.no_content", {"title": document.title}),), status=404)
    scope.record("document.read", object_kind="document", object_id=document_id, sensitive_read=True)
    ending = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "application/ofd": ".ofd"}
    default = ".txt" if document.media_type.startswith("text/") else ".docx"
    name = f"{document.title}{ending.get(document.media_type, default)}"
    return Content(await office.blobs.open(document.digest), document.media_type, name, document.size)
