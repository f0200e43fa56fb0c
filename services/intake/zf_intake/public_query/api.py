"""Routes for petitioners. Only the hall's front end may call them, with its key; it tells the visitor's address."""

from fastapi import APIRouter

from zf_contracts.http.petition_query import (
    AnswerByCode,
    BookByCode,
    QueryKey,
    QueryView,
    RateByCode,
    RegisteredOnline,
    RegisterOnline,
    SupplementByCode,
    WithdrawByCode,
)
from zf_intake.desk import Desk
from zf_intake.petitions.detail_queries import receipt_of
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.options import as_reason
from zf_intake.public_query.answer_by_code import answer_by_code
from zf_intake.public_query.ask import ask
from zf_intake.public_query.book_by_code import book_by_code
from zf_intake.public_query.rate_by_code import rate_by_code
from zf_intake.public_query.register_online import register_online
from zf_intake.public_query.supplement_by_code import supplement_by_code
from zf_intake.public_query.told_queries import told_view
from zf_intake.public_query.withdraw_by_code import withdraw_by_code
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router
from zf_platform.transaction import Scope


def public_query_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitioners")

    @router.post("/query", **access(hall=True, idempotent=False))
    async def query(scope: ScopeDep, key: QueryKey) -> QueryView:
        return await ask(scope, key, desk=desk)

    @router.post("/query/supplement", **access(hall=True))
    async def supplement(scope: ScopeDep, command: SupplementByCode) -> QueryView:
        return await _after(scope, await supplement_by_code(scope, command, desk=desk), desk=desk)

    @router.post("/query/withdrawal", **access(hall=True))
    async def withdrawal(scope: ScopeDep, command: WithdrawByCode) -> QueryView:
        return await _after(scope, await withdraw_by_code(scope, command, desk=desk), desk=desk)

    @router.post("/query/rating", **access(hall=True))
    async def rating(scope: ScopeDep, command: RateByCode) -> QueryView:
        return await _after(scope, await rate_by_code(scope, command, desk=desk), desk=desk)

    @router.post("/query/appointment", **access(hall=True))
    async def appointment(scope: ScopeDep, command: BookByCode) -> QueryView:
        return await _after(scope, await book_by_code(scope, command, desk=desk), desk=desk)

    @router.post("/query/consent", **access(hall=True))
    async def consent(scope: ScopeDep, command: AnswerByCode) -> QueryView:
        return await _after(scope, await answer_by_code(scope, command, desk=desk), desk=desk)

    @router.post("/online", status_code=201, **access(hall=True, once="receipt.query_code"))
    async def online(scope: ScopeDep, command: RegisterOnline) -> RegisteredOnline:
        made = await register_online(scope, command, desk=desk)
        file = await load_petition(scope, made.file.id, lock=False)
        return RegisteredOnline(
            receipt=await receipt_of(scope, file, query_code=made.query_code, desk=desk),
            advice=tuple(as_reason(problem) for problem in made.advice),
        )

    return router


async def _after(scope: Scope, petition_id: str, *, desk: Desk) -> QueryView:
    return await told_view(scope, await load_petition(scope, petition_id, lock=False), desk=desk)
