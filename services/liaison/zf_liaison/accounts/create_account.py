"""An account for a person of this agency."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.liaison import AccountView, CreateAccount
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_liaison.accounts.passwords import Passwords, known_passwords
from zf_liaison.accounts.queries import account_view
from zf_liaison.accounts.rules import account_problems, password_problems
from zf_liaison.accounts.tables import account
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def create_account(scope: Scope, command: CreateAccount, *, law: Law, passwords: Passwords) -> AccountView:
    agency = law.agencies.by_code(scope.identity.agency)
    problems = account_problems(command.roles, unit=command.unit, agency=agency, roles=law.roles)
    context = (command.username, command.name, agency.code)
    problems += password_problems(command.password, context=context, known=known_passwords())
    if problems:
        raise Refused(problems)
    password_hash = await passwords.hash(command.password)
    statement = insert(account).values(
        id=scope.new_id(),
        username=command.username,
        name=command.name,
        unit=command.unit,
        roles=list(dict.fromkeys(command.roles)),
        password_hash=password_hash,
        created_at=scope.now,
        password_changed_at=scope.now,
    )
    result = await scope.session.execute(
        statement.on_conflict_do_nothing(index_elements=["username"]).returning(account)
    )
    row = result.first()
    if row is None:
        raise Conflict((Problem("account.username_taken", {"username": command.username, "field": "username"}),))
    scope.record(
        "account.create",
        object_kind="account",
        object_id=row.id,
        after={"username": row.username, "unit": row.unit, "roles": list(row.roles)},
    )
    return account_view(row)
