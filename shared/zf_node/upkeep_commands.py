"""`zf upkeep search-index`, `match-key` and `conversions`: what is derived from petitions, reports and cases, computed anew.

In the environment of a service (ZF_AGENCY, ZF_DATABASE_URL, ZF_PERSONAL_KEY; ZF_SERVICE where it is not the intake) it works
on that service; elsewhere on the agencies of a local city. All may run beside the service and may be stopped and begun again.
Exit codes: 0 done, 2 wrong usage, 4 database not reachable.
"""

import asyncio
import getpass
import os
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.language import say

if TYPE_CHECKING:
    from zf_casemgmt.office import Office
    from zf_intake.desk import Desk
    from zf_platform.upkeep import Batch, Step

USAGE, UNREACHABLE = 2, 4
INTAKE, CASEMGMT = "intake", "casemgmt"
_OWN = ("ZF_AGENCY", "ZF_DATABASE_URL", "ZF_PERSONAL_KEY")

upkeep_app = typer.Typer(
    help=say("维护：重建检索索引、重算比对散列。", "Upkeep: search index, hashes for comparing."), no_args_is_help=True
)

Agencies = Annotated[
    list[str] | None, typer.Option("--agency", help=say("只限这些机关，可重复。", "Only these agencies; repeatable."))
]
Data = Annotated[Path, typer.Option(help=say("城市数据目录。", "Folder of the city."))]
Prefix = Annotated[str, typer.Option(help=say("数据库名前缀。", "Prefix of the database names."))]
AskAgain = Annotated[
    bool,
    typer.Option(
        "--ask-again",
        help=say("重算后重新询问其他机关。", "Afterwards ask the other agencies again about all of them."),
    ),
]


@dataclass(frozen=True, slots=True)
class Place:
    """One service: whose it is, where its data lie, and its keys. Without `match_key` an intake compares for itself."""

    agency: str
    url: str
    personal_key: str
    match_key: str
    service: str = INTAKE


@upkeep_app.command(
    "search-index",
    help=say(
        "把全部信访事项、接报案和案件重新写入检索索引。", "Write all petitions, reports and cases into the index anew."
    ),
)
def search_index(agency: Agencies = None, data: Data = Path(".run/city"), prefix: Prefix = "zf_") -> None:
    for place in _places(agency, data=data, prefix=prefix, services=(INTAKE, CASEMGMT)):
        _run([place], index_steps(place.service))


@upkeep_app.command(
    "match-key",
    help=say(
        "更换 ZF_MATCH_KEY 后，按新密钥重算每件信访的比对散列。",
        "After ZF_MATCH_KEY has changed: hashes and marks of every petition under the new key.",
    ),
)
def match_key(
    agency: Agencies = None, data: Data = Path(".run/city"), prefix: Prefix = "zf_", ask_again: AskAgain = False
) -> None:
    from functools import partial

    from zf_intake.repeats.rehash_marks import rehash_marks

    _run(_places(agency, data=data, prefix=prefix), {"match_key": partial(rehash_marks, ask_again=ask_again)})


@upkeep_app.command(
    "conversions",
    help=say("补记升级以前登记的信访的转化。", "Record conversions of petitions from before they were recorded."),
)
def conversions(agency: Agencies = None, data: Data = Path(".run/city"), prefix: Prefix = "zf_") -> None:
    from zf_intake.conversions.find_older_conversions import find_older_conversions

    _run(_places(agency, data=data, prefix=prefix), {"conversions": find_older_conversions})


def index_steps(service: str) -> "Mapping[str, Callable[..., Awaitable[Batch]]]":
    """Name → step: every kind of object that this service searches."""
    from zf_casemgmt.cases.reindex_cases import reindex_cases
    from zf_intake.petitions.reindex_petitions import reindex_petitions
    from zf_intake.reports.reindex_reports import reindex_reports

    if service == CASEMGMT:
        return {"search_index_cases": reindex_cases}
    return {"search_index_petitions": reindex_petitions, "search_index_reports": reindex_reports}


def _places(
    agencies: Sequence[str] | None, *, data: Path, prefix: str, services: Sequence[str] = (INTAKE,)
) -> list[Place]:
    from zf_node.agency_databases import agency_databases, all_agencies
    from zf_node.layout import CityFolder
    from zf_platform.service import async_url

    if all(os.environ.get(name) for name in _OWN):
        url = async_url(os.environ["ZF_DATABASE_URL"])
        keys = os.environ["ZF_PERSONAL_KEY"], os.environ.get("ZF_MATCH_KEY", "")
        own = os.environ.get("ZF_SERVICE", INTAKE)
        if own not in services:
            _end(USAGE, f"此命令不适用于 {own}", f"This command is not for {own}")
        return [Place(os.environ["ZF_AGENCY"], url, *keys, own)]
    unknown = sorted({*(agencies or ())} - {*all_agencies()})
    if unknown:
        _end(USAGE, f"没有机关 {'、'.join(unknown)}", f"No such agency: {', '.join(unknown)}")
    if not (data / "postgres").exists():
        _end(
            USAGE,
            f"{data} 中没有城市；请用 --data，或者设置 {'、'.join(_OWN)}",
            f"No city in {data}; use --data, or set {', '.join(_OWN)}",
        )
    folder = CityFolder(data)
    match = folder.match_key.read_text(encoding="ascii")
    found = agency_databases(agencies, admin_url=None, data=data, prefix=prefix)
    return [
        Place(code, url, folder.personal_key(code).read_text(encoding="ascii"), match, service)
        for code, url in found.items()
        for service in services
    ]


def _run(places: Sequence[Place], steps: "Mapping[str, Callable[..., Awaitable[Batch]]]") -> None:
    from sqlalchemy.exc import DBAPIError

    try:
        for one in places:
            for name, count in asyncio.run(gone_through(one, steps)).items():
                typer.echo(f"{count:>8}  {one.agency} {name}")
    except (OSError, DBAPIError) as error:
        _end(UNREACHABLE, f"数据库连接不上：{type(error).__name__}", f"Database not reachable: {type(error).__name__}")


async def gone_through(one: Place, steps: "Mapping[str, Callable[..., Awaitable[Batch]]]") -> dict[str, int]:
    """Name of the step → how many objects it went through."""
    from functools import partial

    from zf_contracts.envelope import Address
    from zf_platform.actors import Actor
    from zf_platform.clock import SystemClock
    from zf_platform.database import Database
    from zf_platform.transaction import TransactionFactory, Wakeups
    from zf_platform.upkeep import go_through
    from zf_platform.wake import LocalWakeup

    database = Database(one.url, schema=one.service, pool_size=1, application_name="zf-upkeep")
    wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
    factory = TransactionFactory(
        database=database, identity=Address(one.agency, one.service), clock=SystemClock(), wakeups=wakeups
    )
    actor = Actor(account_id=f"os:{getpass.getuser()}", agency=one.agency, name=getpass.getuser())
    tools: Mapping[str, object] = {"office": _office(one)} if one.service == CASEMGMT else {"desk": _desk(one)}
    done: dict[str, int] = {}
    try:
        for name, step in steps.items():
            bound: Step = partial(step, **tools)
            done[name] = await go_through(factory, bound, name=name, actor=actor, told=_progress)
    finally:
        await database.close()
    return done


def _desk(one: Place) -> "Desk":
    """What the steps need of a desk; none of them touches a file."""
    from zf_intake.desk import Desk
    from zf_law.loader import load_law
    from zf_platform.blobs import BlobStore
    from zf_platform.match_key import MatchKey
    from zf_platform.personal import PersonalKey

    key = PersonalKey.from_text(one.personal_key)
    match = MatchKey.from_text(one.match_key or one.personal_key)
    return Desk(load_law(), key, BlobStore(Path()), match, match_shared=bool(one.match_key))


def _office(one: Place) -> "Office":
    from zf_casemgmt.office import Office
    from zf_law.loader import load_law
    from zf_law.templates import FOLDER
    from zf_platform.blobs import BlobStore
    from zf_platform.personal import PersonalKey
    from zf_platform.typeset import Typesetter

    law = load_law()
    key = PersonalKey.from_text(one.personal_key)
    return Office(law, law.agencies.by_code(one.agency), key, BlobStore(Path()), Typesetter(FOLDER))


def _progress(total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"{total}", err=True)


def _end(code: int, zh: str, en: str) -> NoReturn:
    typer.echo(say(zh, en), err=True)
    raise typer.Exit(code)
