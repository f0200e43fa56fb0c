"""文书与材料: issue a document from its template, upload material, open the content."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import CaseView, IssueDocument
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused, Upload
from zf_hall.formatting import local_day
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.acts import case_door, read_case
from zf_hall.pages.answer import at_the_form, changed, deliver, go, show
from zf_hall.visitor import VisitorDep

router = APIRouter()

ISSUE_LABELS = {
    "type": msg("文书种类"),
    "dated": msg("文书日期"),
    "suspect_id": msg("所涉人员"),
    "text": msg("正文"),
}
UPLOAD_LABELS = {
    "file": msg("文件"),
    "type": msg("材料种类"),
    "title": msg("材料名称"),
    "dated": msg("材料日期"),
    "pages": msg("页数"),
    "suspect_id": msg("所涉人员"),
}
_SHOWN = {"application/pdf", "image/png", "image/jpeg", "text/plain"}


@router.get("/cases/{case_id}/documents/new", **needs("document.write"))
async def new_document(
    request: Request, visitor: VisitorDep, case_id: str, type: str = "", suspect: str = ""
) -> Response:
    case = await read_case(visitor, case_id)
    today = local_day(request.app.state.hall.clock.now()).isoformat()
    form = FormState(ISSUE_LABELS, {"type": type, "dated": today, "suspect_id": suspect})
    return _page(request, case, form=form, name="document")


@router.post("/cases/{case_id}/documents/new", **needs("document.write"))
async def issue(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    plain = {name: sent.text(name) for name in ("type", "dated", "text")}
    command, errors = build(IssueDocument, {**plain, "suspect_id": sent.text("suspect_id") or None})
    door = case_door(case_id, "/documents")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="document")
    case = await read_case(visitor, case_id)
    return _page(request, case, form=sent.state(ISSUE_LABELS, errors=errors), name="document", status=422)


@router.get("/cases/{case_id}/documents/upload", **needs("document.write"))
async def upload_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await read_case(visitor, case_id)
    today = local_day(request.app.state.hall.clock.now()).isoformat()
    return _page(request, case, form=FormState(UPLOAD_LABELS, {"dated": today, "pages": "1"}), name="upload")


@router.post("/cases/{case_id}/documents/upload", **needs("document.write"))
async def upload(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    found, errors = await _file(request, sent)
    if found is not None and not errors:
        fields = {name: sent.text(name) for name in ("type", "title", "dated", "pages", "suspect_id")}
        form = {name: value for name, value in fields.items() if value}
        key = sent.key(now=request.app.state.hall.clock.now())
        door = case_door(case_id, "/documents/upload")
        try:
            await visitor.upload("casemgmt", door.path, form=form, upload=found, key=key)
            return go(f"/cases/{case_id}", done="upload")
        except ServiceRefused as error:
            if error.status == 409:
                raise changed(error, door=door, sent=sent) from error
            errors = at_the_form(error)
    case = await read_case(visitor, case_id)
    return _page(request, case, form=sent.state(UPLOAD_LABELS, errors=errors), name="upload", status=422)


async def _file(request: Request, sent: Sent) -> tuple[Upload | None, tuple[FieldError, ...]]:
    found = sent.raw.get("file")
    required = ("type", "title", "dated")
    errors = [FieldError(name, msg("请填写%(label)s")) for name in required if not sent.text(name)]
    if not isinstance(found, UploadFile) or not found.filename:
        return None, (FieldError("file", msg("请选择%(label)s")), *errors)
    limit: int = request.app.state.hall.settings.upload_bytes
    if (found.size or 0) > limit:
        too_big = FieldError("file", msg("%(label)s太大，至多 %(limit)s MB"), {"limit": str(limit >> 20)})
        return None, (too_big, *errors)
    content = await found.read()
    media_type = found.content_type or "application/octet-stream"
    return Upload(found.filename, content, media_type), tuple(errors)


@router.get("/cases/{case_id}/documents/{document_id}/content", **needs("document.read"))
async def content(request: Request, visitor: VisitorDep, case_id: str, document_id: str) -> Response:
    """As an attachment under a sandbox: what was uploaded never runs as a page of ours."""
    answer = await visitor.raw("casemgmt", f"/cases/{case_id}/documents/{document_id}/content")
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    disposition = answer.headers.get("content-disposition") or f"attachment; filename*=utf-8''{quote(document_id)}"
    headers = {"content-disposition": disposition, "content-security-policy": "sandbox; default-src 'none'"}
    kept = media_type if media_type in _SHOWN else "application/octet-stream"
    return Response(answer.content, media_type=kept, headers=headers)


def _page(request: Request, case: CaseView, *, form: FormState, name: str, status: int = 200) -> Response:
    return show(request, f"cases/{name}.html", status=status, case=case, form=form)
