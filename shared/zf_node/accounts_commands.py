"""`zf accounts first`: the account administrator of a new node, in the environment of its liaison (ZF_AGENCY, ZF_DATABASE_URL).

Exit codes: 0 done, 2 wrong usage, 4 database not reachable, 5 refused by rule.
"""

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.language import in_english, say

if TYPE_CHECKING:
    from zf_contracts.http.liaison import AccountView
    from zf_law.loader import Law

USAGE, UNREACHABLE, REFUSED = 2, 4, 5

accounts_app = typer.Typer(
    help=say("账号：新节点的第一个账号管理员。", "Accounts of a new node."), no_args_is_help=True
)


@accounts_app.callback()
def accounts() -> None:
    """Further commands on accounts will stand beside the first."""


@accounts_app.command(
    "first", help=say("建立新节点的第一个账号管理员。", "Open the account of the first administrator.")
)
def first(
    username: Annotated[str, typer.Option(help=say("用户名。", "User name."))],
    name: Annotated[str, typer.Option(help=say("姓名。", "Name."))],
    unit: Annotated[str, typer.Option(help=say("单位代码。", "Code of the unit."))],
    password: Annotated[
        str,
        typer.Option(envvar="ZF_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True, show_default=False),
    ],
) -> None:
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError

    from zf_law.loader import load_law
    from zf_platform.errors import Refused

    agency, url = os.environ.get("ZF_AGENCY"), os.environ.get("ZF_DATABASE_URL")
    law = load_law()
    if not agency or not url or law.agencies.find(agency) is None:
        zh = "请在某机关 liaison 的环境中执行（ZF_AGENCY、ZF_DATABASE_URL）"
        _end(USAGE, say(zh, "Run it in the environment of a liaison (ZF_AGENCY, ZF_DATABASE_URL)"))
    try:
        made = asyncio.run(_open(agency, url, law=law, username=username, name=name, unit=unit, password=password))
    except Refused as refused:
        _end(REFUSED, "\n".join(law.problems.describe(one, language=_language()) for one in refused.problems))
    except ValidationError as wrong:
        _end(REFUSED, "\n".join(f"{error['loc'][0]}: {error['msg']}" for error in wrong.errors()))
    except (OSError, DBAPIError) as error:
        kind = type(error).__name__
        _end(UNREACHABLE, say(f"数据库连接不上：{kind}", f"Database not reachable: {kind}"))
    typer.echo(say(f"已建立账号 {made.username}，可以登录。", f"Account {made.username} is open and may sign in."))


async def _open(
    agency: str, url: str, *, law: "Law", username: str, name: str, unit: str, password: str
) -> "AccountView":
    from zf_contracts.envelope import Address
    from zf_liaison.accounts.open_first_account import open_first_account
    from zf_liaison.accounts.passwords import Passwords
    from zf_platform.clock import SystemClock
    from zf_platform.database import Database
    from zf_platform.service import async_url
    from zf_platform.transaction import Cause, TransactionFactory, Wakeups, service_actor
    from zf_platform.wake import LocalWakeup

    database = Database(async_url(url), schema="liaison", pool_size=1, application_name="zf-accounts")
    identity = Address(agency, "liaison")
    wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
    factory = TransactionFactory(database=database, identity=identity, clock=SystemClock(), wakeups=wakeups)
    try:
        async with factory.begin() as transaction:
            cause = Cause(correlation_id="setup", request_id="setup")
            scope = transaction.scope(actor=service_actor(identity), cause=cause)
            made = await open_first_account(
                scope, username=username, name=name, unit=unit, password=password, law=law, passwords=Passwords()
            )
            await transaction.commit()
    finally:
        await database.close()
    return made


def _language() -> str:
    return "en" if in_english() else "zh"


def _end(code: int, text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(code)
