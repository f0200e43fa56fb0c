"""Hearings as people see them, and the facts that calling one depends on."""

from sqlalchemy import func, select

from zf_contracts.http.hearings import HearingsView
from zf_intake.desk import Desk
from zf_intake.hearings.rules import Matter, hindrances
from zf_intake.hearings.tables import Hearing
from zf_intake.hearings.view_queries import hearings_of
from zf_intake.petitions.authority import READ, require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.number_queries import is_confidential
from zf_intake.petitions.options import as_reason
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def load_hearing(scope: Scope, hearing_id: str) -> Hearing:
    row = await scope.session.scalar(
        select(Hearing).where(Hearing.id == hearing_id).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


async def next_no(scope: Scope, petition_id: str) -> int:
    last = await scope.session.scalar(select(func.max(Hearing.no)).where(Hearing.petition_id == petition_id))
    return int(last or 0) + 1


async def matter_of_hearing(scope: Scope, file: PetitionFile, *, desk: Desk) -> Matter:
    opened = await scope.session.scalar(
        select(func.count()).where(Hearing.petition_id == file.id, Hearing.state == "scheduled")
    )
    return Matter(
        now=scope.now,
        state=file.state,
        open_hearing=bool(opened),
        secret=file.sensitivity == ACCUSATION_LEVEL or await is_confidential(scope, file.id),
        handled_by=frozenset({file.officer_name, file.first_handler_name}),
        partners=frozenset(one.code for one in desk.law.agencies.partners(scope.identity.agency)),
        accused=file.parties.accused_agencies,
    )


async def show_hearings(scope: Scope, petition_id: str, *, desk: Desk) -> HearingsView:
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    matter = await matter_of_hearing(scope, file, desk=desk)
    return HearingsView(
        petition_id=file.id,
        petition_no=file.petition_no,
        title=file.title,
        petition_version=file.version,
        secret=matter.secret,
        notice_days=desk.law.petitions.hearing.notice_days,
        panel_least=desk.law.petitions.hearing.panel_least,
        hearings=await hearings_of(scope, petition_id),
        hindrances=tuple(as_reason(one) for one in hindrances(matter)),
    )
