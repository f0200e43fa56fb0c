"""`zf import petitions FILE`: a ledger through the public API of a running node, as the page /import does it.

Exit codes: 0 done, 2 wrong usage or unreadable file, 3 done with rejected rows, 4 not reachable, 5 refused by rule or rights.
"""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.demo_commands import HERE, AsJson, City, Places
from zf_node.language import in_english, say

if TYPE_CHECKING:
    from zf_node.demo.desk import Answered, Desk, Json

USAGE, REJECTED_ROWS, UNREACHABLE, REFUSED = 2, 3, 4, 5
PASSWORD = "ZF_PASSWORD"  # noqa: S105 - the name of a variable
POLL = 1.0
FIGURES = ("rows", "accepted", "rejected", "known", "duplicates", "registered", "open")

import_app = typer.Typer(help=say("导入以前的台账。", "Import older ledgers."), no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was told to do. `columns` is None when `source` names saved ones."""

    name: str
    content: bytes
    source: str
    columns: "Json | None"
    dry_run: bool
    rejected: Path | None


@import_app.callback()
def _group() -> None:
    """One command today; the group keeps its name free for other ledgers."""


@import_app.command(
    "petitions",
    help=say(
        "检查一份信访台账并登记；--dry-run 只检查，不留下任何东西。密码取自环境变量 ZF_PASSWORD，否则提示输入。",
        "Check a ledger of petitions and register it; --dry-run only checks and leaves nothing behind. "
        "The password is taken from ZF_PASSWORD or asked for.",
    ),
)
def petitions(
    file: Annotated[Path, typer.Argument(help=say("台账 XLSX。", "The ledger (XLSX)."), exists=True, dir_okay=False)],
    *,
    mapping: Annotated[
        str,
        typer.Option(
            help=say("列对应：TOML 文件，或已保存来源的代码。", "Columns: a TOML file, or the code of a saved source.")
        ),
    ],
    user: Annotated[str, typer.Option(help=say("账号，如 committee.petition。", "Account."), envvar="ZF_USER")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不登记。", "Check only, register nothing."))
    ] = False,
    rejected: Annotated[
        Path | None,
        typer.Option(help=say("退回行写入此 XLSX（附原因）。", "Write rejected rows to this XLSX."), dir_okay=False),
    ] = None,
    city: City = HERE,
    urls: Places = "",
    as_json: AsJson = False,
) -> None:
    order = Order(file.name, file.read_bytes(), mapping, _columns_of_file(mapping), dry_run, rejected)
    report = _run(order, user=user, city=city, urls=urls)
    _print(report, as_json=as_json)
    if report["rejected"]:
        raise typer.Exit(REJECTED_ROWS)


def _run(order: Order, *, user: str, city: str, urls: str) -> "Json":
    """What goes wrong on the way is one sentence and an exit code, never a traceback."""
    import httpx

    from zf_node.demo.desk import Answered
    from zf_node.serve_hall import read_places

    try:
        places = read_places(urls)
    except ValueError as wrong:
        _end(USAGE, str(wrong))
    try:
        return asyncio.run(_signed_in(order, user=user, city=city, places=places))
    except httpx.TransportError as failed:
        where = failed.request.url.copy_with(path="/", query=None)
        _end(UNREACHABLE, say(f"连不上 {where}：服务是否在运行？", f"Cannot reach {where}: is it running?"))
    except Answered as refused:
        _end(_code(refused), _sentences(refused))


async def _signed_in(order: Order, *, user: str, city: str, places: "dict[tuple[str, str], str]") -> "Json":
    import httpx

    from zf_node.demo.desk import Town

    password = os.environ.get(PASSWORD) or typer.prompt(say("密码", "Password"), hide_input=True, err=True)
    async with httpx.AsyncClient(timeout=300) as http:
        town = Town(http, base=city, password=password, urls=places)
        return await import_ledger(town.desk(user), order)


async def import_ledger(desk: "Desk", order: Order) -> "Json":
    """The last report. An import that was begun before, and perhaps killed, is followed to its end."""
    mapping = order.columns or await _saved_columns(desk, order.source)
    form = {"mapping": json.dumps(mapping, ensure_ascii=False)}
    report = await desk.upload("intake", "/imports", form=form, file=(order.name, order.content))
    if order.rejected is not None and report["rejected"]:
        lines = await desk.download("intake", f"/imports/{report['id']}/rejected")
        await asyncio.to_thread(order.rejected.write_bytes, lines)
    if order.dry_run:
        if report["state"] == "checked" and not report["same_file"]:
            await _press(desk, report, "cancellation")
        return report
    await desk.post("intake", "/imports/sources", mapping)
    if report["state"] == "checked":
        report = await _press(desk, report, "start")
    return await _followed(desk, report)


async def _press(desk: "Desk", report: "Json", act: str) -> "Json":
    return await desk.post("intake", f"/imports/{report['id']}/{act}", {"version": report["version"]})


async def _followed(desk: "Desk", report: "Json") -> "Json":
    shown = -1
    while report["state"] == "running":
        if report["registered"] != shown:
            shown = int(str(report["registered"]))
            print(f"{shown}/{report['accepted']}", file=sys.stderr, flush=True)
        await asyncio.sleep(POLL)
        report = await desk.get("intake", f"/imports/{report['id']}")
    return report


def _columns_of_file(given: str) -> "Json | None":
    """The columns a TOML file gives; None when there is no such file, and the name is that of a saved source."""
    from zf_law.problems import describe
    from zf_node.measuring.ledger import MappingUnreadable, read_mapping
    from zf_platform.errors import Refused

    path = Path(given)
    if not path.is_file():
        return None
    try:
        return read_mapping(path).model_dump()
    except MappingUnreadable as wrong:
        _end(USAGE, f"{path}: {wrong}")
    except Refused as wrong:
        language = "en" if in_english() else "zh"
        _end(USAGE, "\n".join(f"{path}: {describe(problem, language=language)}" for problem in wrong.problems))


async def _saved_columns(desk: "Desk", source: str) -> "Json":
    items = (await desk.get("intake", "/imports/sources"))["items"]
    assert isinstance(items, list)
    found = next((one for one in items if one["source"] == source), None)
    if found is None:
        _end(
            USAGE,
            say(
                f"没有文件 {source}，也没有保存过这个来源；先在 /import/sources 保存列对应。",
                f"There is no file {source} and no saved source of this name; save its columns at /import/sources.",
            ),
        )
    return {name: found[name] for name in ("source", "title", "channel", "unit", "columns")}


def _code(refused: "Answered") -> int:
    """A file or mapping that cannot be read is a wrong call; everything else was refused by rule or rights."""
    about_the_file = any(code.startswith(("workbook.", "ledger.")) for code in refused.codes)
    return USAGE if about_the_file and refused.status == 422 else REFUSED


def _sentences(refused: "Answered") -> str:
    problems = refused.body.get("problems")
    if not isinstance(problems, list) or not problems:
        return f"✗ {refused}"
    return "\n".join(f"✗ {_told(one)}" for one in problems)


def _told(problem: Mapping[str, object]) -> str:
    """The sentence and what to do next, unless the sentence says so itself."""
    what, following = (str(problem.get(name) or "") for name in say("zh next_zh", "en next_en").split())
    return what if following in what else f"{what} {following}"


def _print(report: "Json", *, as_json: bool) -> None:
    if as_json:
        told = {name: report[name] for name in ("id", "state", "same_file", *FIGURES, "late")}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, label in zip(FIGURES, _labels(), strict=True):
        typer.echo(f"{report[name]!s:>8}  {label}")
    late = report["late"]
    assert isinstance(late, dict)
    for rule, count in sorted(late.items()):
        typer.echo(f"{count:>8}  {say('逾期答复', 'answered late by')} {rule}")
    errors = report["errors"]
    assert isinstance(errors, list)
    for row in errors:
        reasons: Sequence[Mapping[str, object]] = row["reasons"]
        typer.echo(f"  ✗ {row['line']}: {'；'.join(_told(one) for one in reasons)}", err=True)


def _labels() -> tuple[str, ...]:
    return (
        say("行", "rows"),
        say("行可登记", "accepted"),
        say("行退回", "rejected"),
        say("行以前已登记", "known already"),
        say("行同一事项重复", "same matter again"),
        say("行本次已登记", "registered"),
        say("行尚未答复", "not answered yet"),
    )


def _end(code: int, text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(code)
