"""A person changes the own password; every other session of the account ends."""

from sqlalchemy import delete, select, update

from zf_contracts.http.liaison import ChangePassword
from zf_law.problems import Problem
from zf_liaison.accounts.passwords import Passwords, known_passwords
from zf_liaison.accounts.rules import may_try, password_problems, try_keys
from zf_liaison.accounts.tables import account, staff_session
from zf_liaison.accounts.tries import count_try
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope


async def change_password(scope: Scope, command: ChangePassword, *, passwords: Passwords) -> None:
    """Wrong old passwords count as tries: a stolen session must not become a way to guess."""
    me = scope.actor
    keys = try_keys(me.account_id, address="password")
    counts, _ = await count_try(scope, keys=keys, username="", address="password")
    if not may_try(counts, keys=keys, known_place=True):
        raise Refused((Problem("session.too_many_tries"),), status=429)
    found = await scope.session.execute(select(account).where(account.c.id == me.account_id, ~account.c.disabled))
    row = found.first()
    if row is None:
        raise NotFound
    problems = password_problems(
        command.new_password, context=(row.username, row.name, me.agency), known=known_passwords()
    )
    if problems:
        raise Refused(problems)
    fits, _ = await passwords.verify(command.old_password, stored=row.password_hash)
    if not fits:
        raise Refused((Problem("password.old_wrong", {"field": "old_password"}),))
    await scope.session.execute(
        update(account)
        .where(account.c.id == row.id)
        .values(password_hash=await passwords.hash(command.new_password), password_changed_at=scope.now)
    )
    await scope.session.execute(
        delete(staff_session).where(staff_session.c.account_id == row.id, staff_session.c.id != me.session_id)
    )
    scope.record("account.change_password", object_kind="account", object_id=row.id)
