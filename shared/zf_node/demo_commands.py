"""`zf demo people`, `zf demo story NAME` and `zf demo ledger FILE`: a running city driven through its public API.

A city of `zf up` has its demo accounts; a distributed one gets them by `zf demo people`, in the environment of a liaison for
that agency, or with `--admin-url` for all agencies of a database server.

Exit codes: 0 done, 2 wrong usage or unreadable file, 3 done with letters that were refused, 4 city not reachable,
5 something came out otherwise than it must.
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from zf_node.language import listed, say

if TYPE_CHECKING:
    from zf_node.demo.desk import Town
    from zf_node.demo.ledger import LedgerResult

T = TypeVar("T")
USAGE, REJECTED_ROWS, UNREACHABLE, REFUSED = 2, 3, 4, 5

demo_app = typer.Typer(
    help=say("样例：在运行中的城市上走完一个故事。", "Samples, played in a running city."), no_args_is_help=True
)

City = Annotated[str, typer.Option(help=say("城市地址。", "Address of the city."), envvar="ZF_CITY_URL")]
Places = Annotated[
    str,
    typer.Option(
        help=say(
            "分布式运行时各服务的地址 agency.service=URL，逗号分隔。",
            "Distributed: addresses agency.service=URL, separated by commas.",
        ),
        envvar="ZF_HALL_URLS",
    ),
]
Password = Annotated[
    str,
    typer.Option(
        help=say(
            "演示账号的口令；省略时为样例城市公开的口令。", "Password of the demo accounts; else the published one."
        ),
        envvar="ZF_DEMO_PASSWORD",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=say("以 JSON 输出，每行一个对象。", "JSON, one object per line."))]
HERE = "http://127.0.0.1:8000"


@demo_app.command("story", help=say("走完一个故事，逐步核对消息、文书与期限。", "Play a story; every step is checked."))
def story(
    name: Annotated[
        str,
        typer.Argument(
            help=say(
                "故事：theft（盗窃）、fraud（诈骗）、joint-petition（联合信访）、correction-notice（纠正违法）、"
                "joint-meeting（联席会议）、cooperation（协作事项）。",
                "The story: theft, fraud, joint-petition, correction-notice, joint-meeting or cooperation.",
            )
        ),
    ],
    city: City = HERE,
    urls: Places = "",
    password: Password = "",
    as_json: AsJson = False,
) -> None:
    from zf_node.demo.petition_story import PETITION_STORIES
    from zf_node.demo.stories import STORIES

    if name not in {**STORIES, **PETITION_STORIES}:
        known = listed([*STORIES, *PETITION_STORIES])
        _end(USAGE, say(f"没有故事 {name}；可选：{known}", f"There is no story {name}; choose from {known}"))
    log = _play(city, urls, lambda town: _story(town, name), password=password)
    typer.echo(json.dumps({"story": name, "steps": log}, ensure_ascii=False) if as_json else "\n".join(log))


@demo_app.command(
    "ledger",
    help=say(
        "把涉公安、检察院、法院的来信逐件登记、建案、移送，最后双方台账对账须为零差异。",
        "Register real letters as reports, hand them over, reconcile the ledgers to zero.",
    ),
)
def ledger(
    file: Annotated[
        Path,
        typer.Argument(help=say("来信台账 XLSX。", "Workbook of letters (XLSX)."), exists=True, dir_okay=False),
    ],
    city: City = HERE,
    urls: Places = "",
    password: Password = "",
    limit: Annotated[
        int, typer.Option(min=0, help=say("只办前若干件，0 为全部。", "Only the first so many; 0 means all."))
    ] = 0,
    as_json: AsJson = False,
) -> None:
    from zf_node.demo.ledger import NoLetters, read_letters, run_ledger

    try:
        rows, letters = read_letters(file)
    except NoLetters as wrong:
        _end(USAGE, f"{file}: {say(wrong.zh, wrong.en)}")
    chosen = letters[:limit] if limit else letters
    result = _play(
        city, urls, lambda town: run_ledger(town, chosen, progress=_progress(len(chosen))), password=password
    )
    result.rows, result.concerned = rows, len(letters)
    _report(result, as_json=as_json)
    if result.different:
        raise typer.Exit(REFUSED)
    if result.refused:
        raise typer.Exit(REJECTED_ROWS)


@demo_app.command(
    "people",
    help=say(
        "为分布式运行的城市建立故事所需的演示账号；可重复执行。",
        "Create the demo accounts in a distributed city; safe to repeat.",
    ),
)
def people(
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help=say("只限这些机关，可重复。", "Only these; repeatable."))
    ] = None,
    admin_url: Annotated[
        str | None,
        typer.Option(
            help=say(
                "PostgreSQL 超级用户 URL；省略时用本服务的 ZF_DATABASE_URL。", "Superuser URL; else this service's own."
            ),
            envvar="ZF_ADMIN_DATABASE_URL",
        ),
    ] = None,
    prefix: Annotated[str, typer.Option(help=say("数据库名前缀。", "Prefix of the database names."))] = "zf_",
    password: Password = "",
) -> None:
    from sqlalchemy.exc import DBAPIError

    from zf_law.loader import load_law
    from zf_node.demo.people import DEMO_PASSWORD
    from zf_node.demo.seed_people import seed_people_from_outside

    urls = _liaisons(agency, admin_url=admin_url, prefix=prefix)
    try:
        work = seed_people_from_outside(urls, password=password or DEMO_PASSWORD, law=load_law())
        made = asyncio.run(work)
    except (OSError, DBAPIError) as error:
        name = type(error).__name__
        _end(UNREACHABLE, say(f"数据库连接不上：{name}", f"Database not reachable: {name}"))
    for code, count in made.items():
        typer.echo(say(f"{code}：新建账号 {count} 个", f"{code}: {count} new accounts"))
    if not password:
        _warn_of_password()


def _warn_of_password() -> None:
    zh = "这些账号用的是公开的口令，只可用于试用；正式环境请勿执行。"
    en = "These accounts have a published password: for trying out only, never where real work is done."
    typer.echo(say(zh, en), err=True)


def _liaisons(agencies: list[str] | None, *, admin_url: str | None, prefix: str) -> dict[str, str]:
    """Agency → database. In the environment of a liaison that one alone, unless a server is named."""
    from zf_node.agency_databases import all_agencies
    from zf_platform.database import other_database
    from zf_platform.service import async_url

    known = all_agencies()
    unknown = sorted(set(agencies or ()) - set(known))
    if unknown:
        _end(USAGE, say(f"没有机关 {'、'.join(unknown)}", f"No such agency: {', '.join(unknown)}"))
    if admin_url is not None:
        return {code: other_database(async_url(admin_url), f"{prefix}{code}") for code in agencies or known}
    own, url = os.environ.get("ZF_AGENCY"), os.environ.get("ZF_DATABASE_URL")
    if not own or not url or os.environ.get("ZF_SERVICE", "liaison") != "liaison":
        zh = "请在某机关 liaison 的环境中执行（ZF_AGENCY、ZF_DATABASE_URL），或者用 --admin-url 指明数据库服务器"
        en = "Run it in the environment of a liaison (ZF_AGENCY, ZF_DATABASE_URL), or name a server with --admin-url"
        _end(USAGE, say(zh, en))
    return {own: async_url(url)}


def _report(result: "LedgerResult", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result.figures() | {"refused": result.refused}, ensure_ascii=False))
        return
    for label, value in zip(_labels(), result.figures().values(), strict=True):
        typer.echo(f"{value:>8}  {label}")
    for number, reason in result.refused.items():
        typer.echo(f"  ✗ {number}: {reason}", err=True)


def _labels() -> tuple[str, ...]:
    return (
        say("封来信", "letters read"),
        say("封涉公安、检察院、法院", "concern police, procuratorate or court"),
        say("件登记", "registered"),
        say("件建案", "opened as cases"),
        say("件移送并送达", "handed over and delivered"),
        say("件未办成", "refused"),
        say("条消息双方台账不一致", "messages differ between the ledgers"),
        say("秒", "seconds"),
    )


def _progress(total: int) -> Callable[[int], None]:
    """One line for every tenth, on the error output."""
    step = max(1, total // 10)

    def show(done: int) -> None:
        if done % step == 0 or done == total:
            print(f"{done}/{total}", file=sys.stderr, flush=True)

    return show


def _play(city: str, urls: str, work: "Callable[[Town], Awaitable[T]]", *, password: str) -> T:
    """Run against the city; what goes wrong there is one sentence and an exit code, never a traceback."""
    import httpx

    from zf_node.demo.desk import Answered
    from zf_node.demo.matter import StoryFailed
    from zf_node.serve_hall import read_places

    try:
        places = read_places(urls)
    except ValueError as wrong:
        _end(USAGE, str(wrong))
    try:
        return asyncio.run(_with_town(city, places, work, password=password))
    except httpx.TransportError as failed:
        where = failed.request.url.copy_with(path="/", query=None)
        _end(UNREACHABLE, say(f"连不上 {where}：城市是否在运行？", f"Cannot reach {where}: is the city running?"))
    except (StoryFailed, Answered, TimeoutError) as failed:
        _end(REFUSED, f"✗ {failed}")


async def _with_town(
    city: str, places: "dict[tuple[str, str], str]", work: "Callable[[Town], Awaitable[T]]", *, password: str
) -> T:
    import httpx

    from zf_node.demo.desk import Town
    from zf_node.demo.people import DEMO_PASSWORD

    async with httpx.AsyncClient(timeout=60) as http:
        return await work(Town(http, base=city, password=password or DEMO_PASSWORD, urls=places))


async def _story(town: "Town", name: str) -> list[str]:
    from zf_node.demo.matter import Matter
    from zf_node.demo.petition_story import PETITION_STORIES
    from zf_node.demo.stories import tell

    matter = Matter(town)
    told = PETITION_STORIES.get(name)
    try:
        await (told(matter) if told is not None else tell(matter, name))
    except Exception:
        print("\n".join(matter.log), file=sys.stderr)
        raise
    return matter.log


def _end(code: int, text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(code)
