"""What of a petition goes to other agencies: its key fields, its content for whoever has to act on it, its newest answer."""

from sqlalchemy import select

from zf_contracts.petition_values import (
    AccusedLine,
    FirstHandler,
    HandOver,
    PetitionAnswer,
    PetitionContent,
    PetitionerLine,
    PetitionMatter,
    RequestLine,
    RequestResult,
)
from zf_contracts.values import BlobRef, ManifestItem
from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import PETITION
from zf_intake.petitions.tables import (
    Petition,
    PetitionAccused,
    PetitionAttachment,
    PetitionPerson,
    PetitionRequest,
)
from zf_intake.petitions.tables import PetitionAnswer as AnswerRow
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

_OUTCOMES = ("supported", "explained", "not_supported")


async def matter_body(
    scope: Scope, file: PetitionFile, *, notice_id: str, hand_over: HandOver | None, whole: bool, desk: Desk
) -> PetitionMatter:
    """`whole`: with the content, for the body that is to act on it; otherwise key fields only, no word of it."""
    row = await scope.session.scalar(PETITION, {"petition": file.id})
    if row is None:
        raise NotFound
    first = FirstHandler(
        agency=row.first_handler_agency,
        unit=row.first_handler_unit,
        account_id=row.first_handler_id,
        name=row.first_handler_name,
    )
    same = (
        "channel", "category", "collective", "skip_level", "urgent", "vulnerable", "serious", "received_at",
        "registered_at",
    )  # fmt: skip
    return PetitionMatter.model_validate(
        {
            **{name: getattr(row, name) for name in same},
            "notice_id": notice_id,
            "collab_no": file.collab_no,
            "petition_no": file.petition_no,
            "acted_at": file.last_act_at,
            "topic": row.subject,
            "first_time": not row.repeat,
            "people": row.people_count,
            "litigation": file.litigation,
            "first_handler": first,
            "hand_over": hand_over,
            "content": await _content(scope, row, desk=desk) if whole else None,
        }
    )


async def answer_body(scope: Scope, file: PetitionFile, *, notice_id: str) -> PetitionAnswer:
    """The newest answer, as it was served."""
    row = await scope.session.scalar(
        select(AnswerRow)
        .where(AnswerRow.petition_id == file.id)
        .order_by(AnswerRow.no.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    results = await scope.session.execute(
        select(PetitionRequest.no, PetitionRequest.result).where(
            PetitionRequest.petition_id == file.id, PetitionRequest.answer_id == row.id
        )
    )
    return PetitionAnswer.model_validate(
        {
            "notice_id": notice_id,
            "collab_no": file.collab_no,
            "petition_no": file.petition_no,
            "acted_at": row.served_at or row.issued_at,
            "part_no": file.part_no,
            "way": row.way or row.kind,
            "outcome": row.result if row.result in _OUTCOMES else None,
            "results": tuple(RequestResult.model_validate({"no": one.no, "outcome": one.result}) for one in results),
            "document_no": row.document_no,
            "text": (row.opinion or row.facts_and_reasons)[:20_000],
            "basis": row.legal_basis,
            "answered_by": row.signed_by_name,
            "by_leader": row.signed_as_leader,
            "served_at": row.served_at,
        }
    )


async def _content(scope: Scope, row: Petition, *, desk: Desk) -> PetitionContent:
    requests = await scope.session.scalars(
        select(PetitionRequest).where(PetitionRequest.petition_id == row.id).order_by(PetitionRequest.no)
    )
    people = await scope.session.scalars(
        select(PetitionPerson).where(PetitionPerson.petition_id == row.id).order_by(PetitionPerson.no)
    )
    accused = await scope.session.scalars(
        select(PetitionAccused).where(PetitionAccused.petition_id == row.id).order_by(PetitionAccused.no)
    )
    papers = await scope.session.scalars(
        select(PetitionAttachment).where(PetitionAttachment.petition_id == row.id).order_by(PetitionAttachment.id)
    )
    return PetitionContent(
        title=row.title,
        requests=tuple(RequestLine(no=one.no, content=one.content) for one in requests),
        facts=row.facts,
        reasons=row.reasons,
        place=row.place,
        petitioners=tuple(_petitioner(one, desk=desk) for one in people),
        accused=tuple(_accused(one, desk=desk) for one in accused),
        case_nos=tuple(row.case_numbers),
        documents=tuple(_paper(no, one) for no, one in enumerate(papers, start=1)),
        confidential=row.confidential,
        complaint_kind=row.complaint_kind,
    )


def _paper(no: int, row: PetitionAttachment) -> ManifestItem:
    return ManifestItem(
        no=no,
        category="document",
        title=row.title,
        document_type=row.kind,
        pages=row.pages,
        media_type=row.media_type,
        blob=BlobRef(digest=row.digest, size=row.size),
        secrecy="internal" if row.restricted else "none",
    )


def _petitioner(row: PetitionPerson, *, desk: Desk) -> PetitionerLine:
    return PetitionerLine.model_validate(
        {
            "role": row.role,
            "name": row.name,
            "id_kind": row.id_kind,
            "id_number": desk.key.decrypt(row.id_sealed),
            "sex": row.sex,
            "birth_date": row.birth_date,
            "phone": desk.key.decrypt(row.phone_sealed),
            "address": desk.key.decrypt(row.address_sealed),
            "vulnerable": tuple(row.vulnerable),
        }
    )


def _accused(row: PetitionAccused, *, desk: Desk) -> AccusedLine:
    return AccusedLine.model_validate(
        {
            "kind": row.kind,
            "agency": row.agency,
            "unit": row.unit,
            "name": desk.key.decrypt(row.name_sealed),
            "post": desk.key.decrypt(row.post_sealed),
        }
    )
