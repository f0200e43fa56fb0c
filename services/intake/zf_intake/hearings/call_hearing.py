"""Call a hearing: the notice gets its number, invited agencies are told, and in a final review the days stop counting."""

from zf_contracts.http.hearings import CallHearing
from zf_contracts.petition_statements import HearingNotice
from zf_intake.desk import Desk
from zf_intake.hearings.queries import matter_of_hearing, next_no
from zf_intake.hearings.rules import UNCOUNTED_STATE, Called, calling_problems
from zf_intake.hearings.tables import Hearing
from zf_intake.joint.issue import issue
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.give_document_no import give_document_no
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.hearing.scheduled"
PERMISSION = "petition.review"
NOTICE = "petition_hearing_notice"
UNDER_WAY = "petition_hearing"
BASIS = "PET 36; S-025"


async def call_hearing(scope: Scope, petition_id: str, command: CallHearing, *, desk: Desk) -> str:
    """Its id."""
    file = await take_up(scope, petition_id, PERMISSION, version=command.version)
    called = Called(command.hearing_at, command.public, [one.name for one in command.panel], command.invited)
    matter = await matter_of_hearing(scope, file, desk=desk)
    problems = calling_problems(called, matter, figures=desk.law.petitions.hearing)
    if problems:
        raise Refused(problems)
    body = _notice(scope, file, command)
    number = await give_document_no(scope, NOTICE, desk=desk)
    said = ("applied_by", "application", "subject", "hearing_at", "place", "public")
    scope.session.add(
        Hearing(
            **{name: getattr(command, name) for name in said},
            id=body.notice_id,
            petition_id=petition_id,
            no=await next_no(scope, petition_id),
            panel=[{"name": one.name, "post": one.post} for one in command.panel],
            invited=list(command.invited),
            notice_no=number,
            called_at=scope.now,
            called_by_name=scope.actor.name,
        )
    )
    await scope.session.flush()
    if file.state == UNCOUNTED_STATE and UNDER_WAY not in file.set_flags:
        file = (await advance(scope, Move("open_hearing", scope.now), file=file, desk=desk)).file
    await touch_petition(
        scope,
        file,
        desk=desk,
        act="call_hearing",
        basis=BASIS,
        note=command.application[:500],
        documents={NOTICE: number},
    )
    await issue(scope, MESSAGE, body, to=command.invited, petition_id=petition_id, desk=desk)
    return body.notice_id


def _notice(scope: Scope, file: PetitionFile, command: CallHearing) -> HearingNotice:
    """Time, place, subject and panel; no petitioner."""
    return HearingNotice(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=scope.now,
        hearing_at=command.hearing_at,
        place=command.place,
        subject=command.subject,
        public=command.public,
        panel=tuple(f"{one.name}（{one.post}）" if one.post else one.name for one in command.panel),
    )
