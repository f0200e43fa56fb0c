"""A petition that another agency handed over becomes a record of this agency, with its own clocks (X03, X10; PET 22, 23)."""

from collections.abc import Collection
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import select

from zf_contracts.http.petitions import AccusedInput, PersonInput, PetitionContent
from zf_contracts.petition_values import AccusedLine, PetitionerLine, PetitionKeys
from zf_contracts.petition_values import PetitionContent as Told
from zf_intake.desk import Desk
from zf_intake.petitions.store import FirstHandler, Registration, store_petition
from zf_intake.petitions.tables import Petition
from zf_law.agencies import Agency
from zf_law.moments import Moment
from zf_law.problems import Problem
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope

How = Literal["forwarded", "assigned", "joint"]
PETITION_UNIT = "petition"
NO_WORDS = "（来文未写明）"


async def register_received(
    scope: Scope,
    matter: PetitionKeys,
    *,
    sender: str,
    how: How,
    desk: Desk,
    part_no: int | None = None,
    requests: Collection[int] = (),
) -> str:
    """The id of the own record; the same notice twice gives the same record.

    The period for the notice to the petitioner runs from today's receipt. `requests` limits the record to these requests
    of a joint matter; the first handler stays with the agency that received the petitioner.
    """
    known = await scope.session.scalar(
        select(Petition.id).where(
            Petition.origin_agency == sender,
            Petition.origin_notice_id == matter.notice_id,
            Petition.part_no.is_(None) if part_no is None else Petition.part_no == part_no,
        )
    )
    if known is not None:
        return str(known)
    if matter.content is None:
        raise RejectMessage((Problem("petition.content_missing"),))
    agency = desk.law.agencies.by_code(scope.identity.agency)
    content = _content(matter, matter.content, requests=requests, agency=agency)
    registration = _registration(scope, matter, sender=sender, how=how, part_no=part_no, agency=agency)
    act = "receive_forwarded" if how == "forwarded" else "receive_assigned"
    stored = await store_petition(scope, content, registration=registration, act=act, desk=desk)
    return stored.id


def _registration(
    scope: Scope, matter: PetitionKeys, *, sender: str, how: How, part_no: int | None, agency: Agency
) -> Registration:
    report_day = matter.hand_over.report_due if matter.hand_over else None
    anchors: dict[str, Moment] = {"forwarded_petition_received": scope.now}
    if report_day is not None:
        anchors["assignment_report_day"] = report_day
    first = matter.first_handler
    return Registration(
        channel=matter.channel,
        unit=next((unit.code for unit in agency.units if unit.kind == PETITION_UNIT), agency.units[0].code),
        first_handler=FirstHandler(first.account_id, first.name, first.unit, first.agency or sender),
        subject=matter.topic[:40],
        repeat=not matter.first_time,
        skip_level=matter.skip_level,
        urgent=matter.urgent,
        serious=matter.serious,
        litigation=matter.litigation,
        complaint_kind=matter.content.complaint_kind if matter.content else "",
        origin=how,
        origin_agency=sender,
        origin_petition_no=matter.petition_no,
        origin_notice_id=matter.notice_id,
        part_no=part_no,
        collab_no=matter.collab_no,
        report_day=report_day,
        anchors=anchors,
    )


def _content(matter: PetitionKeys, told: Told, *, requests: Collection[int], agency: Agency) -> PetitionContent:
    """In the form of this agency's own registrations. What cannot be stored is refused with a reason, not cut."""
    wanted = [one.content for one in told.requests if not requests or one.no in requests]
    try:
        return PetitionContent(
            received_at=matter.received_at,
            title=told.title,
            requests=tuple(wanted) or (NO_WORDS,),
            facts=told.facts,
            reasons=told.reasons,
            place=told.place,
            category=matter.category,
            people_count=matter.people,
            persons=tuple(_person(one) for one in told.petitioners),
            accused=tuple(_accused(one, agency=agency) for one in told.accused),
            case_numbers=told.case_nos[:20],
            confidential=told.confidential,
        )
    except ValidationError:
        raise RejectMessage((Problem("petition.content_malformed"),)) from None


def _person(line: PetitionerLine) -> PersonInput:
    return PersonInput.model_validate(line.model_dump())


def _accused(line: AccusedLine, *, agency: Agency) -> AccusedInput:
    """Codes of units are understood only for this agency; elsewhere the words are kept with the name."""
    here = line.agency in ("", agency.code)
    unit = line.unit if here and agency.unit(line.unit) is not None else ""
    name = line.name if unit or not line.unit else f"{line.unit} {line.name}".strip()[:100]
    return AccusedInput(kind=line.kind, agency=line.agency[:32], unit=unit, name=name, post=line.post)
