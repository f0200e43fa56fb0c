"""`zf demo story NAME` and `zf demo ledger FILE`: a running city driven through its public API.

Exit codes: 0 done, 2 wrong usage or unreadable file, 3 done with letters that were refused, 4 city not reachable,
5 something came out otherwise than it must.
"""

import asyncio
import json
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
AsJson = Annotated[bool, typer.Option("--json", help=say("以 JSON 输出，每行一个对象。", "JSON, one object per line."))]
HERE = "http://127.0.0.1:8000"


@demo_app.command("story", help=say("走完一个故事，逐步核对消息、文书与期限。", "Play a story; every step is checked."))
def story(
    name: Annotated[
        str, typer.Argument(help=say("故事：theft（盗窃）、fraud（诈骗）。", "The story: theft or fraud."))
    ],
    city: City = HERE,
    urls: Places = "",
    as_json: AsJson = False,
) -> None:
    from zf_node.demo.stories import STORIES

    if name not in STORIES:
        known = listed(list(STORIES))
        _end(USAGE, say(f"没有故事 {name}；可选：{known}", f"There is no story {name}; choose from {known}"))
    log = _play(city, urls, lambda town: _story(town, name))
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
    result = _play(city, urls, lambda town: run_ledger(town, chosen, progress=_progress(len(chosen))))
    result.rows, result.concerned = rows, len(letters)
    _report(result, as_json=as_json)
    if result.different:
        raise typer.Exit(REFUSED)
    if result.refused:
        raise typer.Exit(REJECTED_ROWS)


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


def _play(city: str, urls: str, work: "Callable[[Town], Awaitable[T]]") -> T:
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
        return asyncio.run(_with_town(city, places, work))
    except httpx.TransportError as failed:
        where = failed.request.url.copy_with(path="/", query=None)
        _end(UNREACHABLE, say(f"连不上 {where}：城市是否在运行？", f"Cannot reach {where}: is the city running?"))
    except (StoryFailed, Answered, TimeoutError) as failed:
        _end(REFUSED, f"✗ {failed}")


async def _with_town(city: str, places: "dict[tuple[str, str], str]", work: "Callable[[Town], Awaitable[T]]") -> T:
    import httpx

    from zf_node.demo.desk import Town
    from zf_node.demo.people import DEMO_PASSWORD

    async with httpx.AsyncClient(timeout=60) as http:
        return await work(Town(http, base=city, password=DEMO_PASSWORD, urls=places))


async def _story(town: "Town", name: str) -> list[str]:
    from zf_node.demo.matter import Matter
    from zf_node.demo.stories import STORIES

    matter = Matter(town)
    try:
        await STORIES[name](matter)
    except Exception:
        print("\n".join(matter.log), file=sys.stderr)
        raise
    return matter.log


def _end(code: int, text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(code)
