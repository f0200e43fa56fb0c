"""Accounts of this agency, as managers and colleagues see them."""

from sqlalchemy import Row, select

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import AccountView, OfficerRow
from zf_liaison.accounts.tables import account
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def account_page(scope: Scope, *, q: str | None, cursor: str | None, limit: int) -> Page[AccountView]:
    """By user name."""
    statement = select(account).order_by(account.c.username).limit(limit + 1)
    if q:
        found = account.c.username.startswith(q, autoescape=True) | account.c.name.startswith(q, autoescape=True)
        statement = statement.where(found)
    if cursor:
        statement = statement.where(account.c.username > cursor)
    rows = (await scope.session.execute(statement)).all()
    items = tuple(account_view(row) for row in rows[:limit])
    return Page(items=items, next_cursor=items[-1].username if len(rows) > limit else None)


async def account_one(scope: Scope, *, account_id: str) -> AccountView:
    row = (await scope.session.execute(select(account).where(account.c.id == account_id))).first()
    if row is None:
        raise NotFound
    return account_view(row)


async def officers(scope: Scope, *, unit: str | None, role: str | None) -> tuple[OfficerRow, ...]:
    """People with a working account, by unit and name; at most 500."""
    statement = select(account.c.id, account.c.name, account.c.unit, account.c.roles).where(~account.c.disabled)
    if unit:
        statement = statement.where(account.c.unit == unit)
    if role:
        statement = statement.where(account.c.roles.contains([role]))
    rows = await scope.session.execute(statement.order_by(account.c.unit, account.c.name, account.c.id).limit(500))
    return tuple(OfficerRow(id=row.id, name=row.name, unit=row.unit, roles=tuple(row.roles)) for row in rows)


def account_view(row: Row[tuple[object, ...]]) -> AccountView:
    return AccountView(
        id=row.id,
        username=row.username,
        name=row.name,
        unit=row.unit,
        roles=tuple(row.roles),
        disabled=row.disabled,
        version=row.version,
        created_at=row.created_at,
    )
