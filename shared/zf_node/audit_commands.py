"""`zf audit verify`: recompute the hash chains of the audit logs and name the first wrong entry of each."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from zf_node.agency_databases import agency_databases

GOOD, UNREACHABLE, BAD = 0, 4, 5
EXPECTED_SERVICES = ("casemgmt", "intake", "liaison", "oversight")

audit_app = typer.Typer(help="审计记录：校验哈希链。", no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the answer. `fault` says what is wrong, `first_bad` at which number."""

    database: str
    service: str
    ok: bool
    count: int
    unsequenced: int
    fault: str | None
    first_bad: int | None
    head_seq: int
    head_hash: str


@audit_app.callback()
def audit() -> None:
    """审计记录：校验哈希链。"""


@audit_app.command("verify")
def verify_command(
    database: Annotated[list[str] | None, typer.Option(help="机关数据库 URL，可重复。")] = None,
    agency: Annotated[list[str] | None, typer.Option(help="机关代码，可重复；与 --admin-url 合用。")] = None,
    admin_url: Annotated[
        str | None,
        typer.Option(help="PostgreSQL 超级用户 URL；省略时用本机城市的数据库。", envvar="ZF_ADMIN_DATABASE_URL"),
    ] = None,
    data: Annotated[Path, typer.Option(help="城市数据目录。")] = Path(".run/city"),
    prefix: Annotated[str, typer.Option(help="数据库名前缀。")] = "zf_",
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON 对象。")] = False,
) -> None:
    """校验各服务的审计哈希链；有任何一条不符时退出码为 5，数据库连接不上时为 4。"""
    from sqlalchemy.exc import DBAPIError

    try:
        verdicts = asyncio.run(_verify_all(_targets(database, agency, admin_url=admin_url, data=data, prefix=prefix)))
    except (OSError, DBAPIError) as error:
        typer.echo(f"数据库连接不上：{type(error).__name__}", err=True)
        raise typer.Exit(UNREACHABLE) from None
    for verdict in verdicts:
        typer.echo(json.dumps(asdict(verdict), ensure_ascii=False) if as_json or not _person() else _line(verdict))
    if not verdicts:
        typer.echo("没有找到任何审计记录。", err=True)
    raise typer.Exit(GOOD if verdicts and all(verdict.ok for verdict in verdicts) else BAD)


def _targets(
    databases: Sequence[str] | None,
    agencies: Sequence[str] | None,
    *,
    admin_url: str | None,
    data: Path,
    prefix: str,
) -> list[str]:
    if databases:
        return [_with_driver(url) for url in databases]
    return list(agency_databases(agencies, admin_url=admin_url, data=data, prefix=prefix).values())


async def _verify_all(urls: Sequence[str]) -> list[Verdict]:
    return [verdict for url in urls for verdict in await _verify_database(url)]


async def _verify_database(url: str) -> list[Verdict]:
    """Every service must have its log: a dropped schema is a fault, not one line less."""
    from sqlalchemy import make_url

    name = str(make_url(url).database)
    present = await _schemas(url)
    missing = [Verdict(name, service, False, 0, 0, "log_missing", 1, 0, "") for service in EXPECTED_SERVICES]
    verdicts = [await _verify_schema(url, name, schema) for schema in present]
    return sorted(
        verdicts + [one for one in missing if one.service not in present], key=lambda verdict: verdict.service
    )


async def _schemas(url: str) -> list[str]:
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            rows = await connection.execute(
                text("SELECT schemaname FROM pg_tables WHERE tablename = 'audit_entry' ORDER BY 1")
            )
            return list(rows.scalars())
    finally:
        await engine.dispose()


async def _verify_schema(url: str, name: str, schema: str) -> Verdict:
    from zf_platform.audit import verify
    from zf_platform.database import Database

    database = Database(url, schema=schema, pool_size=1, overflow=0, application_name="zf-audit-verify")
    try:
        async with database.session() as session:
            report = await verify(session)
    finally:
        await database.close()
    return Verdict(
        database=name,
        service=schema,
        ok=report.ok,
        count=report.count,
        unsequenced=report.unsequenced,
        fault=report.fault,
        first_bad=report.first_bad,
        head_seq=report.head.seq,
        head_hash=report.head.hash,
    )


def _line(verdict: Verdict) -> str:
    where = f"{verdict.database}.{verdict.service}"
    if verdict.ok:
        return f"✓ {where}: {verdict.count} 条相符，末条 {verdict.head_hash[:12]}"
    return f"✗ {where}: 第 {verdict.first_bad} 条起不符（{verdict.fault}）"


def _person() -> bool:
    return sys.stdout.isatty()


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)
