"""Roles, unit or the end of an account. A disabled account loses its sessions in the same transaction."""

from sqlalchemy import delete, select, update

from zf_contracts.http.liaison import AccountView, ChangeAccount
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_liaison.accounts.queries import account_view
from zf_liaison.accounts.rules import account_problems
from zf_liaison.accounts.tables import account, staff_session
from zf_platform.errors import Conflict, Forbidden, NotFound, Refused
from zf_platform.transaction import Scope


async def change_account(scope: Scope, command: ChangeAccount, *, account_id: str, law: Law) -> AccountView:
    """Nobody changes the own account here: rights are given by somebody else."""
    if account_id == scope.actor.account_id:
        raise Forbidden((Problem("account.own_change"),))
    found = await scope.session.execute(select(account).where(account.c.id == account_id).with_for_update())
    row = found.first()
    if row is None:
        raise NotFound
    if row.version != command.version:
        raise Conflict((Problem("version.stale"),))
    values: dict[str, object] = {"version": row.version + 1}
    for name in ("roles", "unit", "disabled"):
        wanted = getattr(command, name)
        if wanted is not None:
            values[name] = list(dict.fromkeys(wanted)) if name == "roles" else wanted
    agency = law.agencies.by_code(scope.identity.agency)
    new_roles, new_unit = command.roles or row.roles, command.unit or row.unit
    problems = account_problems(new_roles, unit=new_unit, agency=agency, roles=law.roles)
    if problems:
        raise Refused(problems)
    result = await scope.session.execute(
        update(account).where(account.c.id == account_id).values(**values).returning(account)
    )
    if command.disabled:
        await scope.session.execute(delete(staff_session).where(staff_session.c.account_id == account_id))
    scope.record(
        "account.disable" if command.disabled else "account.change",
        object_kind="account",
        object_id=account_id,
        reason=command.reason,
        before={"unit": row.unit, "roles": list(row.roles), "disabled": row.disabled},
        after=values,
    )
    return account_view(result.one())
