"""A person signs in: a new session, or the same refusal whatever was wrong."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from zf_contracts.http.liaison import SignedIn, SignIn
from zf_law.problems import Problem
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.rules import LONGEST, TryKeys, csrf_of, may_try, session_key, try_keys
from zf_liaison.accounts.tables import account, sign_in_place, sign_in_try, staff_session
from zf_liaison.accounts.tries import Candidate, count_try
from zf_platform.ids import new_secret
from zf_platform.transaction import Scope

_TAKE_BACK = text("UPDATE sign_in_try SET tries = greatest(tries - 1, 0) WHERE key = :key")


@dataclass(frozen=True, slots=True)
class Declined:
    """No session. Answered, not raised: the refusal is audited, and the audit must be committed."""

    problem: Problem
    status: int


async def sign_in(scope: Scope, command: SignIn, *, address: str, passwords: Passwords) -> SignedIn | Declined:
    """The database is not touched by this request's transaction while the password is hashed."""
    username = command.username.lower()
    keys = try_keys(username, address=address)
    counts, candidate = await count_try(scope, keys=keys, username=username, address=address)
    known_place = candidate is not None and candidate.known_place
    if not may_try(counts, keys=keys, known_place=known_place):
        return Declined(Problem("session.too_many_tries"), 429)
    fits, fresh = await passwords.verify(command.password, stored=candidate.stored if candidate else None)
    if candidate is None or not fits:
        if candidate is not None:
            scope.record("session.decline", object_kind="account", object_id=candidate.account_id)
        return Declined(Problem("session.wrong_name_or_password"), 401)
    if fresh:
        await scope.session.execute(
            update(account).where(account.c.id == candidate.account_id).values(password_hash=fresh)
        )
    await _forgive(scope, keys)
    await _remember_place(scope, candidate, address=address)
    return await _open_session(scope, candidate)


async def _open_session(scope: Scope, candidate: Candidate) -> SignedIn:
    """Always a new number: whoever knew an old one gains nothing by this sign-in."""
    session = new_secret()
    expires_at = scope.now + LONGEST
    await scope.session.execute(
        insert(staff_session).values(
            id=session_key(session),
            account_id=candidate.account_id,
            started_at=scope.now,
            seen_at=scope.now,
            expires_at=expires_at,
        )
    )
    scope.record("session.open", object_kind="account", object_id=candidate.account_id)
    return SignedIn(session=session, csrf=csrf_of(session), expires_at=expires_at)


async def _forgive(scope: Scope, keys: TryKeys) -> None:
    """A success ends the count of this pair and takes its own try back from the two wider ones.

    In the order in which tries are counted: two sign-ins of one person at once never wait for each other in a ring.
    """
    for key in keys.all():
        if key == keys.pair:
            await scope.session.execute(delete(sign_in_try).where(sign_in_try.c.key == key))
        else:
            await scope.session.execute(_TAKE_BACK, {"key": key})


async def _remember_place(scope: Scope, candidate: Candidate, *, address: str) -> None:
    statement = upsert(sign_in_place).values(account_id=candidate.account_id, address=address, last_at=scope.now)
    await scope.session.execute(
        statement.on_conflict_do_update(index_elements=["account_id", "address"], set_={"last_at": scope.now})
    )
