"""Enter a petition from before the system (补录), with its own dates, a number of the day it came, and its answer if any."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.petitions import RegisterPetition
from zf_intake.conversions.detect_conversions import detect_conversions
from zf_intake.desk import Desk
from zf_intake.petitions.advance import matter_of
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.find_earlier import find_earlier
from zf_intake.petitions.store import FirstHandler, Registration, store_petition
from zf_intake.petitions.tables import Petition, PetitionAnswer, PetitionRequest
from zf_intake.timelimits.record_past import Past, record_past
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

OPEN, ANSWERED = "enter_open_petition", "enter_answered_petition"
MEASURED = ("X01", "X02", "X04")
"""Handling (X04) runs from acceptance, which an old ledger does not know: from filing, so that no late answer is missed."""
RESULT = "explained"


@dataclass(frozen=True, slots=True)
class Older:
    """`number` is the one of the ledger `source`. `answer_day_only`: the hour of the answer is not known."""

    content: RegisterPetition
    answer: str
    answered_at: datetime | None
    answer_day_only: bool
    source: str
    number: str


async def enter_older(scope: Scope, older: Older, *, desk: Desk) -> str:
    """Its id. An answered one is closed, with its clocks as they ended; an open one runs like any other."""
    content = older.content
    earlier = await find_earlier(scope, content.persons, named=(), desk=desk)
    registration = Registration(
        channel=content.channel,
        unit=content.unit,
        first_handler=_first_handler(scope, older),
        subject=content.subject,
        repeat=earlier.any,
        origin="import",
        origin_petition_no=older.number[:64],
        numbered_on=content.received_at.astimezone(ZONE).date(),
    )
    act = OPEN if older.answered_at is None else ANSWERED
    file = await store_petition(scope, content, registration=registration, act=act, desk=desk)
    if registration.repeat:
        await detect_conversions(scope, file, abroad=False, desk=desk)
    if older.answered_at is not None:
        await _answer(scope, older, answered_at=older.answered_at, file=file, desk=desk)
    return file.id


def _first_handler(scope: Scope, older: Older) -> FirstHandler:
    """Who received an answered one is not known any more; for an open one whoever enters it answers from now on."""
    if older.answered_at is not None:
        return FirstHandler(account_id="", name="", unit="", agency="")
    return FirstHandler(scope.actor.account_id, scope.actor.name, older.content.unit, scope.identity.agency)


async def _answer(scope: Scope, older: Older, *, answered_at: datetime, file: PetitionFile, desk: Desk) -> None:
    answer_id = scope.new_id()
    said = dict.fromkeys(("way", "claims", "facts_and_reasons", "opinion", "legal_basis", "document_no"), "")
    signed = dict.fromkeys(("signed_by", "signed_by_name", "issued_by"), "")
    await scope.session.execute(
        insert(PetitionAnswer).values(
            id=answer_id,
            petition_id=file.id,
            kind="reply",
            result=RESULT,
            body=older.answer,
            issued_at=answered_at,
            served_at=answered_at,
            **said,
            **signed,
        )
    )
    await scope.session.execute(
        update(PetitionRequest)
        .where(PetitionRequest.petition_id == file.id)
        .values(result=RESULT, answer_id=answer_id)
        .execution_options(synchronize_session=False)
    )
    await scope.session.execute(
        update(Petition)
        .where(Petition.id == file.id)
        .values(closed_at=answered_at)
        .execution_options(synchronize_session=False)
    )
    past = Past(MEASURED, file.flags, older.content.received_at, answered_at, ANSWERED)
    await record_past(scope, past, matter=matter_of(file), desk=desk)
