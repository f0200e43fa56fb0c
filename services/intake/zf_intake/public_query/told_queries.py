"""What the petitioner reads: state and steps in plain words, periods, and which answers were served. No names of others."""

from collections.abc import Sequence

from zf_contracts.http.petition_parts import AnswerView, RequestView, StepView
from zf_contracts.http.petition_query import QueryAnswer, QueryPeriod, QueryStep, QueryView
from zf_intake.desk import Desk
from zf_intake.petitions import part_queries as parts
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.plain import plain_of
from zf_intake.public_query.ratings import rating_of
from zf_intake.reception.appointments.booked_queries import appointments_of, has_open_appointment
from zf_intake.timelimits.queries import clocks_of
from zf_law.deadlines import ZONE
from zf_law.moments import read
from zf_platform.transaction import Scope

RESULTS = ("supported", "explained", "not_supported", "upheld", "changed", "revoked")
KINDS = {
    "reply": ("答复书", "reply"),
    "procedure_notice": ("导入程序告知书", "notice of the proper procedure"),
    "handling_opinion": ("信访处理意见书", "handling opinion"),
    "review_opinion": ("复查意见书", "review opinion"),
    "final_review_opinion": ("复核意见书", "final review opinion"),
}


async def told_view(scope: Scope, file: PetitionFile, *, desk: Desk) -> QueryView:
    plain = await plain_of(scope, file.id)
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = agency.unit(file.unit)
    state = desk.law.petitions.states[file.state]
    answers = await parts.answer_views(scope, file.id)
    requests = await parts.request_views(scope, file.id)
    served = [one for one in answers if one.served_at is not None]
    acts = {act.act for act in desk.law.petitions.from_state(file.state)}
    return QueryView(
        petition_no=file.petition_no,
        petitioner=plain.petitioner,
        agency_name=agency.name_zh,
        unit_name=unit.name_zh if unit else file.unit,
        handled_by=plain.competent_name or (unit.name_zh if unit else agency.name_zh),
        state=file.state,
        state_zh=state.zh,
        state_en=state.en,
        told_zh=state.told.zh,
        told_en=state.told.en,
        ended=state.end,
        registered_on=plain.registered_at.astimezone(ZONE).date(),
        requests=len(requests),
        requests_answered=sum(bool(one.result) for one in requests),
        steps=_steps(await parts.step_views(scope, file.id, desk=desk), desk=desk),
        periods=await _periods(scope, file),
        answers=tuple(_answer(one, requests) for one in served),
        may_supplement="supplement_petition" in acts,
        may_withdraw="withdraw_petition" in acts,
        may_rate=bool(served),
        may_book=not state.end and not await has_open_appointment(scope, file.id),
        appointments=await appointments_of(scope, file.id),
        rating=await rating_of(scope, file.id),
    )


def _steps(rows: Sequence[StepView], *, desk: Desk) -> tuple[QueryStep, ...]:
    """Acts that changed where the matter stands; what happened inside the agency is not told here."""
    states = desk.law.petitions.states
    return tuple(
        QueryStep(on=row.at.astimezone(ZONE).date(), zh=states[row.to_state].told.zh, en=states[row.to_state].told.en)
        for row in rows
        if row.to_state != row.from_state and row.to_state in states
    )


async def _periods(scope: Scope, file: PetitionFile) -> tuple[QueryPeriod, ...]:
    return tuple(
        QueryPeriod(zh=row.title_zh, en=row.title_en, due=read(row.due), yours=row.party)
        for row in await clocks_of(scope.session, file.id)
        if row.state == "running"
    )


def _answer(answer: AnswerView, requests: Sequence[RequestView]) -> QueryAnswer:
    zh, en = KINDS.get(answer.kind, ("答复", "answer"))
    results = tuple(one.result for one in requests if one.answer_id == answer.id)
    return QueryAnswer(
        zh=zh,
        en=en,
        document_no=answer.document_no,
        served_on=answer.served_at.astimezone(ZONE).date() if answer.served_at else None,
        results=results or ((answer.result,) if answer.result in RESULTS else ()),
    )
