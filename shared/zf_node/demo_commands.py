"""`zf demo story NAME` and `zf demo ledger FILE`: a running city driven through its public API."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from zf_node.demo.desk import Town

T = TypeVar("T")

demo_app = typer.Typer(help="样例：在运行中的城市上走完一个故事。", no_args_is_help=True)

City = Annotated[str, typer.Option(help="城市地址。", envvar="ZF_CITY_URL")]
Places = Annotated[
    str, typer.Option(help="各服务地址 agency.service=URL，逗号分隔（分布式运行）。", envvar="ZF_HALL_URLS")
]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
HERE = "http://127.0.0.1:8000"


@demo_app.command("story")
def story(
    name: Annotated[str, typer.Argument(help="故事：theft（盗窃）、fraud（诈骗）。")],
    city: City = HERE,
    urls: Places = "",
    as_json: AsJson = False,
) -> None:
    """走完一个故事，逐步核对消息、文书与期限；不符即以 5 退出。"""
    from zf_node.demo.desk import Answered
    from zf_node.demo.matter import StoryFailed
    from zf_node.demo.stories import STORIES

    if name not in STORIES:
        typer.echo(f"没有故事 {name}；可选：{'、'.join(STORIES)}", err=True)
        raise typer.Exit(2)
    try:
        log = asyncio.run(_story(name, city, urls))
    except (StoryFailed, Answered, TimeoutError) as failed:
        typer.echo(f"✗ {failed}", err=True)
        raise typer.Exit(5) from None
    typer.echo(json.dumps({"story": name, "steps": log}, ensure_ascii=False) if as_json else "\n".join(log))


@demo_app.command("ledger")
def ledger(
    file: Annotated[Path, typer.Argument(help="来信台账 XLSX。", exists=True, dir_okay=False)],
    city: City = HERE,
    limit: Annotated[int, typer.Option(help="只办前若干件，0 为全部。")] = 0,
    as_json: AsJson = False,
) -> None:
    """把涉公安、检察院、法院的来信逐件登记、建案、移送，最后双方台账对账须为零差异。"""
    from zf_node.demo.ledger import run_ledger

    def progress(done: int, total: int) -> None:
        if done % max(1, total // 10) == 0:
            print(f"{done}/{total}", file=sys.stderr, flush=True)

    result = asyncio.run(_with_town(city, "", lambda town: run_ledger(town, file, limit=limit, progress=progress)))
    figures = asdict(result)
    if as_json:
        typer.echo(json.dumps(figures))
    else:
        for label, value in figures.items():
            typer.echo(f"{label:<14}{value}")
    if result.different:
        raise typer.Exit(5)


async def _story(name: str, city: str, urls: str) -> list[str]:
    from zf_node.demo.matter import Matter
    from zf_node.demo.stories import STORIES

    async def run(town: "Town") -> list[str]:
        matter = Matter(town)
        try:
            await STORIES[name](matter)
        except Exception:
            print("\n".join(matter.log), file=sys.stderr)
            raise
        return matter.log

    return await _with_town(city, urls, run)


async def _with_town(city: str, urls: str, work: "Callable[[Town], Awaitable[T]]") -> T:
    import httpx

    from zf_node.demo.desk import Town
    from zf_node.demo.people import DEMO_PASSWORD
    from zf_node.serve_hall import read_places

    async with httpx.AsyncClient(timeout=60) as http:
        return await work(Town(http, base=city, password=DEMO_PASSWORD, urls=read_places(urls)))
