"""`zf demo calendar`: a year of joint meetings and supervised tasks of nine agencies, in simulated time.

It needs no running city: it makes databases of its own, drives nine liaisons through their public API and the exchange, and
removes everything again. Exit codes as of the other demo commands: 0 no difference between the nodes, 5 otherwise.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zf_node.demo_commands import REFUSED, UNREACHABLE, AsJson
from zf_node.language import say

if TYPE_CHECKING:
    from zf_node.demo.calendar.year import YearResult

PREFIX = "zf_calendar_"


CALENDAR_HELP = say(
    "在模拟时间里走完一个城市的联席会议与督办日历：每月两次会议，九个成员单位，每次六个议题；最后各节点之间须为零差异。",
    "A year of joint meetings and supervised tasks in simulated time; the nodes must not differ at its end.",
)


def calendar_command(
    months: Annotated[int, typer.Option(min=1, max=12, help=say("几个月。", "How many months."))] = 12,
    admin_url: Annotated[
        str,
        typer.Option(
            help=say(
                "PostgreSQL 超级用户 URL；省略时临时启动内置的数据库。",
                "Superuser URL; without it the embedded server is started for this run.",
            ),
            envvar="ZF_ADMIN_DATABASE_URL",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    from sqlalchemy.exc import DBAPIError

    from zf_node.demo.calendar.year import run_year
    from zf_platform.log import setup_logging
    from zf_platform.service import async_url

    setup_logging("ERROR")
    with tempfile.TemporaryDirectory(prefix="zf-calendar-") as folder, _server(async_url(admin_url)) as url:
        work = run_year(url, months=months, folder=Path(folder), prefix=PREFIX, progress=_progress())
        try:
            result = asyncio.run(work)
        except (OSError, DBAPIError) as error:
            name = type(error).__name__
            typer.echo(say(f"数据库连接不上：{name}", f"Database not reachable: {name}"), err=True)
            raise typer.Exit(UNREACHABLE) from None
    _report(result, as_json=as_json)
    if result.books.differences:
        raise typer.Exit(REFUSED)


@contextmanager
def _server(given: str) -> Iterator[str]:
    if given:
        yield given
        return
    from zf_node.embedded_postgres import start_embedded_postgres

    with tempfile.TemporaryDirectory(prefix="zf-calendar-pg-") as folder:
        Path(folder).chmod(0o755)  # As root the server runs under another user, who must be able to enter.
        yield start_embedded_postgres(Path(folder) / "data").admin_url


def _progress() -> Callable[[datetime], None]:
    """One line on the error output for every simulated month."""
    seen: set[str] = set()

    def show(moment: datetime) -> None:
        month = f"{moment:%Y-%m}"
        if month not in seen:
            seen.add(month)
            print(month, file=sys.stderr, flush=True)

    return show


def _report(result: "YearResult", *, as_json: bool) -> None:
    if as_json:
        figures = result.figures() | {"different": result.books.differences}
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    for label, value in zip(_labels(), result.figures().values(), strict=True):
        typer.echo(f"{value:>8}  {label}")
    for difference in result.books.differences:
        typer.echo(f"  ✗ {difference}", err=True)


def _labels() -> tuple[str, ...]:
    return (
        say("个月", "months"),
        say("个成员单位，各有节点", "members, each with its node"),
        say("次联席会议", "joint meetings"),
        say("个议题", "topics"),
        say("项议定事项", "resolutions"),
        say("项逾期，自动转为督办", "of them overdue: supervised tasks by themselves"),
        say("件督办", "supervised tasks"),
        say("件督办逾期报告", "of them reported late"),
        say("天有成员离线", "days with a member offline"),
        say("次由人办理", "acts of people"),
        say("条机关间消息（不含凭证）", "messages between agencies, receipts not counted"),
        say("个对账日（每对机关、每天）", "days compared, each pair counted"),
        say("条审计记录", "audit entries"),
        say("项核对", "checks at the end"),
        say("处差异", "differences"),
        say("秒", "seconds"),
    )
