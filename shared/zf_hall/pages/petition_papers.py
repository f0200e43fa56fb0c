"""文书: what the acts on a petition produced, printed as PDF; the Word draft of an opinion, its return and its preview."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.papers import DocumentLine, DraftRead, MakePaper, OpinionText, PaperView, PrintPaper, VoidPaper
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused, Upload
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, at_the_form, changed, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

BASE = "/petitions/{petition_id}"
OPINIONS = ("petition_handling_opinion", "petition_review_opinion", "petition_final_review_opinion")
PRINT_LABELS = {"reason": msg("补打原因"), "by_hand": msg("缺字手写")}
VOID_LABELS = {"reason": msg("作废原因"), "replaced_by": msg("替代文书编号")}
DRAFT_LABELS = {
    "file": msg("草稿文件"),
    "claims": msg("请求"),
    "facts_and_reasons": msg("认定的事实和理由"),
    "opinion": msg("意见"),
    "legal_basis": msg("法律依据"),
    "result": msg("结果"),
    "body": msg("可以请求复查（复核）的机关"),
}
RESULTS = {
    OPINIONS[0]: (
        ("supported", msg("支持")),
        ("explained", msg("不予支持，已作解释说明")),
        ("not_supported", msg("不予支持")),
    ),
    OPINIONS[1]: (("upheld", msg("维持原意见")), ("changed", msg("变更原意见")), ("revoked", msg("撤销原意见"))),
    OPINIONS[2]: (("upheld", msg("维持原意见")), ("changed", msg("变更原意见")), ("revoked", msg("撤销原意见"))),
}
_LARGEST_DRAFT = 5 * 1024 * 1024


@router.get(BASE + "/papers", **needs("petition.read"))
async def documents(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    return await _documents(request, visitor, petition_id)


@router.get(BASE + "/papers/print", **needs("petition.register"))
async def print_page(
    request: Request, visitor: VisitorDep, petition_id: str, type: str = "", number: str = ""
) -> Response:
    """Where a reprint gives its reason; a first print needs only the button of the list."""
    return await _print_form(request, visitor, petition_id, FormState(PRINT_LABELS, {"type": type, "number": number}))


@router.post(BASE + "/papers/print", **needs("petition.register"))
async def print_document(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    """The paper is made if it is not yet, printed, and its file shown."""
    sent = await read_form(request)
    door = Door("intake", f"/petitions/{petition_id}/papers", f"/petitions/{petition_id}/papers")
    wanted, errors = build(MakePaper, {"type": sent.text("type"), "number": sent.text("number")})
    command, more = build(PrintPaper, {"reason": sent.text("reason"), "by_hand": sent.text("by_hand") == "yes"})
    made, errors = await deliver(request, visitor, door, body=wanted, sent=sent, errors=(*errors, *more))
    if made is not None and command is not None:
        paper = PaperView.model_validate_json(made.content)
        place = Door("intake", f"{door.path}/{paper.id}/prints", door.back)
        done, errors = await deliver(request, visitor, place, body=command, sent=_second(sent))
        if done is not None:
            last = PaperView.model_validate_json(done.content).prints[-1].no
            return go(f"/petitions/{petition_id}/papers/{paper.id}/prints/{last}")
    return await _print_form(request, visitor, petition_id, sent.state(PRINT_LABELS, errors=errors), status=422)


@router.get(BASE + "/papers/{paper_id}/prints/{no}", **needs("petition.read"))
async def printed(visitor: VisitorDep, petition_id: str, paper_id: str, no: int) -> Response:
    """The file as it was printed, for the browser's own viewer; it holds no script."""
    answer = await visitor.raw("intake", f"/petitions/{petition_id}/papers/{paper_id}/prints/{no}")
    headers = {"content-disposition": answer.headers.get("content-disposition", "inline")}
    return Response(answer.content, media_type="application/pdf", headers=headers)


@router.get(BASE + "/papers/{paper_id}/void", **needs("petition.route"))
async def void_page(request: Request, visitor: VisitorDep, petition_id: str, paper_id: str) -> Response:
    return await _void_form(request, visitor, petition_id, paper_id, FormState(VOID_LABELS))


@router.post(BASE + "/papers/{paper_id}/void", **needs("petition.route"))
async def void(request: Request, visitor: VisitorDep, petition_id: str, paper_id: str) -> Response:
    sent = await read_form(request)
    values = {"reason": sent.text("reason"), "replaced_by": sent.text("replaced_by")}
    command, errors = build(VoidPaper, values)
    back = f"/petitions/{petition_id}/papers"
    door = Door("intake", f"{back}/{paper_id}/void", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _void_form(
            request, visitor, petition_id, paper_id, sent.state(VOID_LABELS, errors=errors), status=422
        )
    return go(back, done="paper_void")


@router.get(BASE + "/drafts/{type_id}", **needs("petition.answer"))
async def draft(visitor: VisitorDep, petition_id: str, type_id: str) -> Response:
    answer = await visitor.raw("intake", f"/petitions/{petition_id}/drafts/{_known(type_id)}")
    kept = {name: answer.headers[name] for name in ("content-type", "content-disposition")}
    return Response(answer.content, headers=kept)


@router.post(BASE + "/drafts/{type_id}", **needs("petition.answer"))
async def returned(request: Request, visitor: VisitorDep, petition_id: str, type_id: str) -> Response:
    """The edited draft comes back: its parts are shown for a last look, and for the preview."""
    sent = await read_form(request)
    upload, errors = await _file(sent)
    if upload is not None:
        path = f"/petitions/{petition_id}/drafts/{_known(type_id)}"
        try:
            key = sent.key(now=request.app.state.hall.clock.now())
            answer = await visitor.upload("intake", path, form={}, upload=upload, key=key)
            found = DraftRead.model_validate_json(answer.content)
            values = {name: str(value) for name, value in found.model_dump().items()}
            return _draft_page(request, petition_id, FormState(DRAFT_LABELS, values), type_id=type_id)
        except ServiceRefused as error:
            if error.status == 409:
                raise changed(
                    error, door=Door("intake", path, f"/petitions/{petition_id}/papers"), sent=sent
                ) from error
            errors = at_the_form(error)
    form = FormState({"file": DRAFT_LABELS["file"]}, {"type": type_id}, errors=errors)
    return await _documents(request, visitor, petition_id, form=form, status=422)


@router.post(BASE + "/papers/preview", **needs("petition.answer"))
async def preview(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    sent = await read_form(request)
    type_id = _known(sent.text("type"))
    names = ("claims", "facts_and_reasons", "opinion", "legal_basis", "result", "body")
    command, errors = build(OpinionText, {"type": type_id, **{name: sent.text(name) for name in names}})
    if command is not None:
        try:
            answer = await visitor.send("intake", f"/petitions/{petition_id}/papers/preview", body=command, key="")
            return Response(answer.content, media_type="application/pdf", headers={"content-disposition": "inline"})
        except ServiceRefused as error:
            errors = at_the_form(error)
    return _draft_page(request, petition_id, sent.state(DRAFT_LABELS, errors=errors), type_id=type_id, status=422)


async def _file(sent: Sent) -> tuple[Upload | None, tuple[FieldError, ...]]:
    found = sent.raw.get("file")
    if not isinstance(found, UploadFile) or not found.filename:
        return None, (FieldError("file", msg("请选择%(label)s")),)
    if (found.size or 0) > _LARGEST_DRAFT:
        return None, (FieldError("file", msg("%(label)s太大，至多 %(limit)s MB"), {"limit": "5"}),)
    return Upload(found.filename, await found.read(), found.content_type or "application/octet-stream"), ()


def _second(sent: Sent) -> Sent:
    """One press is two calls; each has a key of its own."""
    return Sent(
        {**sent.values, "key": f"{sent.text('key')[:120]}.print"} if sent.text("key") else {}, sent.many, sent.raw
    )


def _known(type_id: str) -> str:
    if type_id not in OPINIONS:
        raise HTTPException(404)
    return type_id


async def _lines(visitor: Visitor, petition_id: str) -> tuple[DocumentLine, ...]:
    return await visitor.read_list(DocumentLine, "intake", f"/petitions/{petition_id}/papers")


async def _documents(
    request: Request, visitor: Visitor, petition_id: str, *, form: FormState | None = None, status: int = 200
) -> Response:
    lines = await _lines(visitor, petition_id)
    values = {"petition_id": petition_id, "lines": lines, "opinions": OPINIONS}
    form = form or FormState({"file": DRAFT_LABELS["file"]})
    return show(request, "papers/list.html", status=status, form=form, **values)


async def _print_form(
    request: Request, visitor: Visitor, petition_id: str, form: FormState, *, status: int = 200
) -> Response:
    wanted = (form.values.get("type", ""), form.values.get("number", ""))
    line = next((one for one in await _lines(visitor, petition_id) if (one.type, one.number) == wanted), None)
    if line is None:
        raise HTTPException(404)
    lacking = any(error.reason and error.reason.code == "paper.characters_lacking" for error in form.errors)
    values = {"petition_id": petition_id, "line": line, "form": form, "lacking": lacking}
    return show(request, "papers/print.html", status=status, **values)


async def _void_form(
    request: Request, visitor: Visitor, petition_id: str, paper_id: str, form: FormState, *, status: int = 200
) -> Response:
    lines = [line for line in await _lines(visitor, petition_id) if line.paper is not None]
    line = next((one for one in lines if one.paper and one.paper.id == paper_id), None)
    if line is None:
        raise HTTPException(404)
    others = [one.number for one in lines if one is not line and one.number]
    values = {"petition_id": petition_id, "line": line, "form": form, "others": others}
    return show(request, "papers/void.html", status=status, **values)


def _draft_page(request: Request, petition_id: str, form: FormState, *, type_id: str, status: int = 200) -> Response:
    values = {"petition_id": petition_id, "type_id": type_id, "form": form, "results": RESULTS[type_id]}
    return show(request, "papers/draft.html", status=status, **values)
