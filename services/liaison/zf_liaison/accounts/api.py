"""Sessions and accounts. Bodies with passwords carry no idempotency key: its stored hash would be a hash of the password."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.responses import JSONResponse

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import (
    AccountView,
    ChangeAccount,
    ChangePassword,
    CreateAccount,
    SessionView,
    SignedIn,
    SignIn,
)
from zf_law.loader import Law
from zf_liaison.accounts.change_account import change_account
from zf_liaison.accounts.change_password import change_password
from zf_liaison.accounts.create_account import create_account
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.queries import account_one, account_page
from zf_liaison.accounts.resolve_session import Granting, resolve_session
from zf_liaison.accounts.sign_in import Declined, sign_in
from zf_liaison.accounts.sign_out import sign_out
from zf_liaison.paging import Cursor, Limit
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.problems import problem_answer, request_id_of
from zf_platform.http.route import service_router

SessionNumber = Annotated[str, Header(alias="X-Zf-Session", min_length=1, max_length=128)]
AccountId = Annotated[str, Path(max_length=64)]

_Answers = dict[int | str, dict[str, object]]
_WRONG: _Answers = {401: {"description": "Unknown name or wrong password, or a disabled account."}}
_TOO_MANY: _Answers = {429: {"description": "Too many tries; later again."}}
_ENDED: _Answers = {401: {"description": "The session has ended, or never was."}}


@dataclass(frozen=True, slots=True)
class Doors:
    """What signing in needs besides the database."""

    law: Law
    passwords: Passwords
    granting: Granting


def session_router(doors: Doors) -> APIRouter:
    router = service_router(prefix="/sessions", tag="sessions")

    @router.post("", response_model=SignedIn, responses=_WRONG | _TOO_MANY, **access(public=True))
    async def open_session(request: Request, scope: ScopeDep, command: SignIn) -> Response:
        """A wrong name, a wrong password and a disabled account get the same answer in the same time."""
        address = request.client.host if request.client else ""
        outcome = await sign_in(scope, command, address=address, passwords=doors.passwords)
        if isinstance(outcome, Declined):
            return problem_answer((outcome.problem,), status=outcome.status, request_id=request_id_of(request))
        return JSONResponse(outcome.model_dump(mode="json"))

    @router.get("/current", responses=_ENDED, **access(public=True, touches=True))
    async def current_session(scope: ScopeDep, session: SessionNumber) -> SessionView:
        return await resolve_session(scope, session=session, granting=doors.granting)

    @router.delete("/current", status_code=204, **access(public=True))
    async def end_session(scope: ScopeDep, session: SessionNumber) -> None:
        await sign_out(scope, session=session)

    @router.post("/password", status_code=204, responses=_TOO_MANY, **access("session.own", idempotent=False))
    async def new_password(scope: ScopeDep, command: ChangePassword) -> None:
        await change_password(scope, command, passwords=doors.passwords)

    return router


def account_router(doors: Doors) -> APIRouter:
    router = service_router(prefix="/accounts", tag="accounts")

    @router.get("", **access("account.read"))
    async def accounts(
        scope: ScopeDep, q: str | None = None, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[AccountView]:
        return await account_page(scope, q=q, cursor=cursor, limit=limit)

    @router.post("", status_code=201, **access("account.manage", idempotent=False))
    async def create(scope: ScopeDep, command: CreateAccount) -> AccountView:
        """The user name is unique, so a repeated request answers 409 and creates nothing twice."""
        return await create_account(scope, command, law=doors.law, passwords=doors.passwords)

    @router.get("/{account_id}", **access("account.read"))
    async def one(scope: ScopeDep, account_id: AccountId) -> AccountView:
        return await account_one(scope, account_id=account_id)

    @router.post("/{account_id}", **access("account.manage"))
    async def change(scope: ScopeDep, account_id: AccountId, command: ChangeAccount) -> AccountView:
        return await change_account(scope, command, account_id=account_id, law=doors.law)

    return router
