"""`zf messages replay`: after a broker that confirmed messages lost its disk, send them again. Receivers absorb what they know.

In the environment of a service (ZF_AGENCY, ZF_SERVICE, ZF_DATABASE_URL) it works on that service alone; elsewhere on every
service of every agency of a city or of a database server. Exit codes: 0 done, 2 wrong usage or no assent, 4 database not
reachable.
"""

import asyncio
import getpass
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.language import say

if TYPE_CHECKING:
    from zf_contracts.envelope import Address
    from zf_platform.replay import Found

USAGE, UNREACHABLE = 2, 4
_AGO = re.compile(r"(\d+)([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_OWN = ("ZF_AGENCY", "ZF_SERVICE", "ZF_DATABASE_URL")

messages_app = typer.Typer(
    help=say("消息：代理丢失数据后重新发送。", "Messages: send again what a broker lost."), no_args_is_help=True
)

Since = Annotated[
    str,
    typer.Option(
        "--since",
        help=say(
            "自何时起：2026-11-22T10:00，或者 2h、30m、1d 以前。", "From when: 2026-11-22T10:00, or 2h, 30m, 1d ago."
        ),
    ),
]
ReasonText = Annotated[
    str, typer.Option("--reason", help=say("事由，记入审计记录。", "Why; it is written into the audit log."))
]
Agencies = Annotated[
    list[str] | None, typer.Option("--agency", help=say("只限这些机关，可重复。", "Only these agencies; repeatable."))
]
Services = Annotated[
    list[str] | None, typer.Option("--service", help=say("只限这些服务，可重复。", "Only these services; repeatable."))
]
AdminUrl = Annotated[
    str | None,
    typer.Option(
        help=say("PostgreSQL 超级用户 URL；省略时用本机城市的数据库。", "Superuser URL; without it the local city's."),
        envvar="ZF_ADMIN_DATABASE_URL",
    ),
]
Data = Annotated[Path, typer.Option(help=say("城市数据目录。", "Folder of the city."))]
Prefix = Annotated[str, typer.Option(help=say("数据库名前缀。", "Prefix of the database names."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只说明会发送多少条。", "Only say how many it would be."))]
Yes = Annotated[bool, typer.Option("--yes", help=say("不再询问。", "Do not ask."))]


@dataclass(frozen=True, slots=True)
class Outbox:
    """One service's outbox: whose it is and where it stands."""

    address: "Address"
    url: str


@messages_app.callback()
def messages() -> None:
    """消息：代理丢失数据后重新发送。"""


@messages_app.command(
    "replay",
    help=say("重新发送自某时起已确认的机关内部消息；接收方自行去重。", "Send confirmed internal messages again."),
)
def replay(
    since: Since,
    *,
    reason: ReasonText,
    agency: Agencies = None,
    service: Services = None,
    admin_url: AdminUrl = None,
    data: Data = Path(".run/city"),
    prefix: Prefix = "zf_",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    from sqlalchemy.exc import DBAPIError

    moment = _moment(since)
    try:
        chosen = _outboxes(agency, service, admin_url=admin_url, data=data, prefix=prefix)
        total = _show(asyncio.run(_find(chosen, since=moment)), since=moment)
        if dry_run or not total:
            return
        if not yes:
            _ask(total)
        sent = asyncio.run(_replay(chosen, since=moment, reason=reason))
    except (OSError, DBAPIError) as error:
        _end(UNREACHABLE, f"数据库连接不上：{type(error).__name__}", f"Database not reachable: {type(error).__name__}")
    typer.echo(say(f"已交由发送：{sent} 条", f"{sent} handed to the relays"))


def _outboxes(
    agencies: Sequence[str] | None, services: Sequence[str] | None, *, admin_url: str | None, data: Path, prefix: str
) -> list[Outbox]:
    from zf_contracts.envelope import Address
    from zf_node.agency_databases import agency_databases, all_agencies
    from zf_node.wiring import SERVICES
    from zf_platform.service import async_url

    if admin_url is None and all(os.environ.get(name) for name in _OWN):
        own = Address(os.environ["ZF_AGENCY"], os.environ["ZF_SERVICE"])
        return [Outbox(own, async_url(os.environ["ZF_DATABASE_URL"]))]
    unknown = sorted({*(agencies or ())} - {*all_agencies()} | {*(services or ())} - {*SERVICES})
    if unknown:
        _end(USAGE, f"没有机关或者服务 {'、'.join(unknown)}", f"No such agency or service: {', '.join(unknown)}")
    if admin_url is None and not (data / "postgres").exists():
        _end(USAGE, f"{data} 中没有城市；请用 --data 或者 --admin-url", f"No city in {data}; use --data or --admin-url")
    found = agency_databases(agencies, admin_url=admin_url, data=data, prefix=prefix)
    return [Outbox(Address(code, name), url) for code, url in found.items() for name in services or SERVICES]


async def _find(outboxes: Sequence[Outbox], *, since: datetime) -> "list[tuple[Outbox, Found]]":
    from zf_platform.database import Database
    from zf_platform.replay import find_confirmed

    found = []
    for one in outboxes:
        database = Database(one.url, schema=one.address.service, pool_size=1, application_name="zf-replay")
        try:
            found.append((one, await find_confirmed(database, since=since)))
        finally:
            await database.close()
    return found


async def _replay(outboxes: Sequence[Outbox], *, since: datetime, reason: str) -> int:
    from zf_platform.actors import Actor
    from zf_platform.clock import SystemClock
    from zf_platform.database import Database
    from zf_platform.replay import replay_confirmed
    from zf_platform.transaction import TransactionFactory, Wakeups
    from zf_platform.wake import LocalWakeup, NotifyWakeup

    sent = 0
    for one in outboxes:
        schema = one.address.service
        database = Database(one.url, schema=schema, pool_size=1, application_name="zf-replay")
        wakeups = Wakeups(outbox=NotifyWakeup(one.url, schema=schema, purpose="outbox"), inbox=LocalWakeup())
        factory = TransactionFactory(database=database, identity=one.address, clock=SystemClock(), wakeups=wakeups)
        actor = Actor(account_id=f"os:{getpass.getuser()}", agency=one.address.agency, name=getpass.getuser())
        try:
            sent += await replay_confirmed(factory, since=since, actor=actor, reason=reason)
        finally:
            await database.close()
    return sent


def _show(found: "Sequence[tuple[Outbox, Found]]", *, since: datetime) -> int:
    for one, what in found:
        name = f"{one.address.agency}.{one.address.service}"
        typer.echo(f"{what.messages:>8}  {name}")
        if what.oldest is not None and what.oldest > since:
            kept = what.oldest.astimezone(since.tzinfo).isoformat(timespec="minutes")
            typer.echo(say(f"{name} 只保留了 {kept} 以后的消息", f"{name} keeps messages from {kept} only"), err=True)
    total = sum(what.messages for _, what in found)
    typer.echo(say(f"{total:>8}  合计", f"{total:>8}  in all"))
    return total


def _ask(total: int) -> None:
    """A flood is not started by a slip: the number has to be typed."""
    if not sys.stdin.isatty():
        _end(USAGE, "非终端运行须加 --yes", "Without a terminal, --yes is needed")
    if typer.prompt(say("请输入合计条数以确认", "Type the number to go on")) != str(total):
        _end(USAGE, "未确认，什么也没有发送", "Not confirmed; nothing was sent")


def _moment(text: str) -> datetime:
    """A time without a zone is Chinese legal time."""
    from zf_platform.clock import ZONE, SystemClock

    ago = _AGO.fullmatch(text)
    if ago:
        return SystemClock().now() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _end(
            USAGE,
            f"“{text}”不是时间，应如 2026-11-22T10:00 或者 2h",
            f'"{text}" is no time; write 2026-11-22T10:00 or 2h',
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _end(code: int, zh: str, en: str) -> NoReturn:
    typer.echo(say(zh, en), err=True)
    raise typer.Exit(code)
