"""Accounts at the setting up of a node: the first account manager, or the people of a sample city. Safe to repeat."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.liaison import CreateAccount
from zf_law.loader import Law
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.rules import account_problems
from zf_liaison.accounts.tables import account
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def enrol(scope: Scope, people: Sequence[CreateAccount], *, law: Law, passwords: Passwords) -> int:
    """Returns how many were new. Equal passwords of one call are hashed once: setting up a city is quick."""
    agency = law.agencies.by_code(scope.identity.agency)
    hashes: dict[str, str] = {}
    created = 0
    for person in people:
        problems = account_problems(person.roles, unit=person.unit, agency=agency, roles=law.roles)
        if problems:
            raise Refused(problems)
        if person.password not in hashes:
            hashes[person.password] = await passwords.hash(person.password)
        statement = insert(account).values(
            id=scope.new_id(),
            username=person.username,
            name=person.name,
            unit=person.unit,
            roles=list(dict.fromkeys(person.roles)),
            password_hash=hashes[person.password],
            created_at=scope.now,
            password_changed_at=scope.now,
        )
        result = await scope.session.execute(
            statement.on_conflict_do_nothing(index_elements=["username"]).returning(account.c.id)
        )
        account_id = result.scalar()
        if account_id is not None:
            created += 1
            scope.record("account.create", object_kind="account", object_id=account_id)
    return created
