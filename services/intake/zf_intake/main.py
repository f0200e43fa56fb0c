"""The wiring of intake: routes, consumed messages, and the key for personal values."""

from collections.abc import Sequence

from fastapi import APIRouter

from zf_intake.board.api import board_router
from zf_intake.collective.api import collective_router
from zf_intake.consumers import consumes
from zf_intake.contacts.api import contacts_router, petition_contacts_router
from zf_intake.conversions.api import conversions_router
from zf_intake.desk import Desk
from zf_intake.first_handling.api import first_handling_router
from zf_intake.hearings.api import hearings_router, petition_hearings_router, published_hearings_router
from zf_intake.jobs import jobs
from zf_intake.joint.api import joint_router, shared_petition_router
from zf_intake.ledgers.api import imports_router
from zf_intake.materials.api import material_faults_router, materials_router
from zf_intake.papers.api import check_router
from zf_intake.papers.petition_papers_api import drafts_router, petition_papers_router
from zf_intake.papers.press import Press
from zf_intake.papers.report_papers_api import report_papers_router
from zf_intake.petitions.api import petitions_router
from zf_intake.petitions.attachment_api import attachments_router
from zf_intake.petitions.closing_api import closing_router
from zf_intake.petitions.handling_api import handling_router
from zf_intake.petitions.route_api import routing_router
from zf_intake.public_query.api import public_query_router
from zf_intake.reception.appointments.api import appointment_router, home_router, host_router
from zf_intake.reception.counter.desk_api import desk_router
from zf_intake.reception.counter.hall_api import hall_router, public_hall_router
from zf_intake.reception.counter.ticket_api import ticket_act_router, ticket_router
from zf_intake.reception.promises.api import promise_router
from zf_intake.reception.sessions.api import reception_router, session_act_router
from zf_intake.repeats.api import repeats_router
from zf_intake.reports.api import reports_router
from zf_intake.screening.api import screening_router
from zf_intake.search.api import search_router
from zf_law.loader import Law
from zf_law.templates import FOLDER
from zf_platform.match_key import MatchKey
from zf_platform.personal import PersonalKey, PersonalKeyInvalid
from zf_platform.service import Parts, ServiceSpec
from zf_platform.typeset import Typesetter


def spec(*, law: Law, typesetter: Typesetter | None = None) -> ServiceSpec:
    """A typesetter starts nothing before its first paper; services of one process share one."""
    shared = typesetter or Typesetter(FOLDER)

    def routers(parts: Parts) -> Sequence[APIRouter]:
        desk = _desk(parts, law)
        press = Press(desk, shared, parts.blobs, parts.settings.hall_url)
        return (
            report_papers_router(press=press),
            petition_papers_router(press=press),
            drafts_router(press=press),
            materials_router(press=press),
            material_faults_router(desk=desk),
            check_router(desk=desk),
            reports_router(desk=desk),
            public_query_router(desk=desk),
            shared_petition_router(desk=desk),
            joint_router(desk=desk),
            repeats_router(desk=desk),
            *_meeting_again(desk),
            petitions_router(desk=desk),
            search_router(desk=desk),
            attachments_router(desk=desk, blobs=parts.blobs),
            routing_router(desk=desk),
            handling_router(desk=desk),
            closing_router(desk=desk),
            first_handling_router(desk=desk),
            imports_router(desk=desk),
            *_watching(desk),
            *_reception(desk),
        )

    return ServiceSpec(
        name="intake",
        title="接报案 Intake",
        build_routers=routers,
        consumes=lambda parts: consumes(_desk(parts, law)),
        jobs=lambda parts: jobs(_desk(parts, law)),
    )


def _watching(desk: Desk) -> Sequence[APIRouter]:
    """What leaders and heads of petitions look at."""
    return (
        board_router(law=desk.law),
        screening_router(desk=desk),
        conversions_router(),
        collective_router(),
    )


def _meeting_again(desk: Desk) -> Sequence[APIRouter]:
    """Meetings, revisits, home visits, hearings."""
    return (
        petition_contacts_router(desk=desk),
        contacts_router(desk=desk),
        petition_hearings_router(desk=desk),
        hearings_router(desk=desk),
        published_hearings_router(desk=desk),
    )


def _reception(desk: Desk) -> Sequence[APIRouter]:
    """The hall's floor, the receptions of leaders, and what is promised in public."""
    law = desk.law
    return (
        public_hall_router(law=law),
        hall_router(law=law),
        desk_router(law=law),
        ticket_router(law=law),
        ticket_act_router(law=law),
        reception_router(law=law),
        session_act_router(law=law),
        appointment_router(desk=desk),
        host_router(desk=desk),
        home_router(desk=desk),
        promise_router(law=law),
    )


def _desk(parts: Parts, law: Law) -> Desk:
    shared = parts.settings.match_key
    return Desk(
        law=law, key=_personal_key(parts), blobs=parts.blobs, match=_match_key(parts), match_shared=shared is not None
    )


def _match_key(parts: Parts) -> MatchKey:
    """Without a key of the deployment repeats are recognised inside this node only, under a key of its own."""
    given = parts.settings.match_key or parts.settings.personal_key
    if given is None:
        raise PersonalKeyInvalid("neither ZF_MATCH_KEY nor ZF_PERSONAL_KEY is set")
    return MatchKey.from_text(given.get_secret_value())


def _personal_key(parts: Parts) -> PersonalKey:
    """Without the key nothing may be stored, so the service does not start without it."""
    if parts.settings.personal_key is None:
        raise PersonalKeyInvalid("ZF_PERSONAL_KEY is not set; intake stores identity numbers only encrypted")
    return PersonalKey.from_text(parts.settings.personal_key.get_secret_value())
