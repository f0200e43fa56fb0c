"""The account administrator of a new node, once: everybody else gets an account from somebody who has one."""

from sqlalchemy import select, text

from zf_contracts.http.liaison import AccountView, CreateAccount
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_liaison.accounts.create_account import create_account
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.tables import account
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MANAGE = "account.manage"


async def open_first_account(
    scope: Scope, *, username: str, name: str, unit: str, password: str, law: Law, passwords: Passwords
) -> AccountView:
    """Refused while anybody who may manage accounts has a working one."""
    managing = [role.id for role in law.roles.all() if MANAGE in role.permissions]
    # Two who set up the same node at once: the second waits and then finds the first one's account.
    await scope.session.execute(text("SELECT pg_advisory_xact_lock(hashtext('first account'))"))
    working = select(account.c.username).where(~account.c.disabled, account.c.roles.overlap(managing)).limit(1)
    known = (await scope.session.execute(working)).scalar()
    if known is not None:
        raise Refused((Problem("account.manager_exists", {"username": known}),))
    command = CreateAccount(username=username, name=name, unit=unit, roles=(managing[0],), password=password)
    return await create_account(scope, command, law=law, passwords=passwords)
