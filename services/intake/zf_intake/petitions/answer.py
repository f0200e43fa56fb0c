"""Answer a petition as its category wants: reply, competent body, proper procedure, or handling opinion (PET 29–32)."""

from sqlalchemy import select

from zf_contracts.http.petition_acts import AnswerPetition
from zf_intake.desk import Desk
from zf_intake.joint.give_sub_answer import give_sub_answer
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.answer_rules import ACTS, KINDS, Answer, answer_problems, settled_requests, way_of
from zf_intake.petitions.settle_requests import settle_requests
from zf_intake.petitions.store_answer import Draft, store_answer
from zf_intake.petitions.tables import PetitionRequest
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def answer(scope: Scope, petition_id: str, command: AnswerPetition, *, desk: Desk) -> None:
    """It is served by an act of its own: the petitioner's periods run from the service. A part goes to its lead agency."""
    stages = desk.law.petitions
    file = await take_up(scope, petition_id, "petition.answer", version=command.version)
    said = _said(command)
    known = await scope.session.scalars(select(PetitionRequest.no).where(PetitionRequest.petition_id == petition_id))
    problems = answer_problems(said, stages=stages, known=set(known))
    if problems:
        raise Refused(problems)
    at = command.acted_at or scope.now
    settled = settled_requests(said, open_requests=file.open_requests)
    given = ActFacts(receiver=command.body, answered_requests=frozenset(settled))
    move = Move(ACTS[command.form], at, note=command.note, given=given)
    moved = await advance(scope, move, file=file, desk=desk)
    draft = Draft(
        kind=KINDS[command.form],
        way=way_of(said, stages=stages),
        result=command.result,
        claims=command.claims,
        facts_and_reasons=command.facts_and_reasons,
        opinion=command.opinion,
        legal_basis=command.legal_basis,
        body=command.body,
        issued_at=at,
    )
    answer_id = await store_answer(scope, moved, draft)
    await settle_requests(scope, petition_id, results=settled, answer_id=answer_id)
    await give_sub_answer(scope, moved.file, desk=desk)


def _said(command: AnswerPetition) -> Answer:
    return Answer(
        form=command.form,
        way=command.way,
        result=command.result,
        results={one.no: one.result for one in command.results},
        claims=command.claims,
        facts_and_reasons=command.facts_and_reasons,
        opinion=command.opinion,
        legal_basis=command.legal_basis,
        body=command.body,
    )
