"""Make a paper: its content is frozen, kept by hash, and gets a code to check it by. Made twice it is made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from zf_intake.papers.press import Press
from zf_intake.papers.rules import CODE_LENGTH, CODE_LETTERS
from zf_intake.papers.tables import Paper
from zf_intake.reports.take_serial import take_serial
from zf_law import papers as printed
from zf_law.documents import DocumentType
from zf_law.numbering import make_document_no
from zf_law.papers import Content, Value
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Refused
from zf_platform.ids import new_letters
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be made. `number` is that which an act has given already; empty takes the next one of the type."""

    type: str
    matter_kind: str
    matter_id: str
    dated: date
    matter: Mapping[str, str]
    fields: Mapping[str, Value] = field(default_factory=dict)
    number: str = ""


async def make_paper(scope: Scope, draft: Draft, *, press: Press) -> str:
    """The paper's id. Raises Refused when this agency may not issue the type, or a field is missing or unknown."""
    document = _allowed(scope, draft, press=press)
    known = await _known(scope, draft, numbered=bool(document.number))
    if known is not None:
        return known
    number = draft.number or await _next_number(scope, document, draft, press=press)
    content = printed.cleaned(_content(scope, document, draft, number=number, press=press))
    problems = printed.content_problems(content, declared=document.fields)
    if problems:
        raise Refused(problems)
    blob = await press.blobs.put_bytes(content.canonical())
    paper_id = await _save(scope, draft, number=number, content=blob.digest)
    if document.replaces:
        await _replace_earlier(scope, document, draft, number=number)
    scope.record(
        "paper.make",
        object_kind="paper",
        object_id=paper_id,
        basis=document.basis,
        after={"type": document.id, "number": number, "content": blob.digest},
    )
    return paper_id


async def _save(scope: Scope, draft: Draft, *, number: str, content: str) -> str:
    """The id of the new row, or of the one that somebody else made in the same moment."""
    row = {
        "id": scope.new_id(),
        "type": draft.type,
        "number": number,
        "matter_kind": draft.matter_kind,
        "matter_id": draft.matter_id,
        "dated": draft.dated,
        "content": content,
        "code": new_letters(CODE_LENGTH, letters=CODE_LETTERS) if number else "",
        "made_at": scope.now,
        "made_by": scope.actor.account_id,
        "made_by_name": scope.actor.name,
    }
    saved: str | None = await scope.session.scalar(
        insert(Paper).values(row).on_conflict_do_nothing().returning(Paper.id)
    )
    if saved is None:
        wanted = (Paper.matter_id == draft.matter_id, Paper.type == draft.type, Paper.number == number)
        saved = await scope.session.scalar(select(Paper.id).where(*wanted))
    if saved is None:
        raise Conflict((Problem("paper.number_taken", {"number": number}),))
    return saved


def _allowed(scope: Scope, draft: Draft, *, press: Press) -> DocumentType:
    law = press.desk.law
    document = law.documents.find(draft.type)
    if document is None or not document.template:
        raise Refused((Problem("paper.type_unknown", {"type": draft.type}),))
    if law.agencies.by_code(scope.identity.agency).kind not in document.issuers:
        raise Refused((Problem("document.wrong_issuer", {"document": document.id, "title": document.zh}),))
    return document


async def _known(scope: Scope, draft: Draft, *, numbered: bool) -> str | None:
    """The paper made before: by its number, or, where the type has none, the one of the matter."""
    if numbered and not draft.number:
        return None
    wanted = select(Paper.id).where(Paper.matter_id == draft.matter_id, Paper.type == draft.type)
    found: str | None = await scope.session.scalar(wanted.where(Paper.number == draft.number))
    return found


async def _next_number(scope: Scope, document: DocumentType, draft: Draft, *, press: Press) -> str:
    """One series per type and year, without gaps."""
    if not document.number:
        return ""
    serial = await take_serial(scope, series=f"document.{document.id}", period=str(draft.dated.year))
    short = press.desk.law.agencies.by_code(scope.identity.agency).short_zh
    return make_document_no(template=document.number, short=short, year=draft.dated.year, serial=serial)


def _content(scope: Scope, document: DocumentType, draft: Draft, *, number: str, press: Press) -> Content:
    return Content(
        type=document.id,
        title=document.zh,
        agency=press.desk.law.agencies.by_code(scope.identity.agency).name_zh,
        number=number,
        dated=draft.dated,
        matter=draft.matter,
        fields=draft.fields,
    )


async def _replace_earlier(scope: Scope, document: DocumentType, draft: Draft, *, number: str) -> None:
    """A newer opinion on the same matter takes the place of the older one."""
    earlier = (Paper.matter_id == draft.matter_id, Paper.type == document.id, Paper.number != number)
    await scope.session.execute(
        update(Paper)
        .where(*earlier, Paper.state == "valid")
        .values(state="replaced", replaced_by=number)
        .execution_options(synchronize_session=False)
    )
