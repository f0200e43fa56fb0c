"""What must be right before a service may run: durability, schema, clocks, passwords, debug; `zf doctor` shows it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from zf_platform import migrate
from zf_platform.clock import Clock
from zf_platform.settings import ServiceSettings

MOST_SKEW = timedelta(seconds=5)
LEAST_FREE_BYTES = 256 * 1024 * 1024
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
_LOOSE = {"off", "local"}
_WEAK_PASSWORDS = {"postgres", "password", "guest", "admin", "changeme", "secret", "zhengfa", "zf"}
_LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}

Level = Literal["refuse", "warn", "good"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked point. `refuse` stops the start; `zh` and `en` say what is wrong and what to do."""

    code: str
    level: Level
    zh: str
    en: str


class StartRefused(RuntimeError):
    """The service must not run like this."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{found.code}: {found.en}" for found in findings))
        self.findings = tuple(findings)


async def examine(settings: ServiceSettings, *, engine: AsyncEngine, clock: Clock) -> list[Finding]:
    """Every point, good ones too, in a fixed order."""
    findings = [_debug(settings), _password(settings), *_key_file(settings.key_file), _blob_dir(settings.blob_dir)]
    try:
        async with engine.connect() as connection:
            findings += [await _durability(connection, name) for name in _DURABLE]
            findings.append(await _skew(connection, clock))
            findings.append(await _owner(connection))
    except OSError:
        return [
            *findings,
            _refuse("database.away", "数据库连接不上，请检查地址与服务。", "No database there: check it."),
        ]
    findings.append(await _schema(engine, settings.service))
    return findings


async def require_good(settings: ServiceSettings, *, engine: AsyncEngine, clock: Clock) -> list[Finding]:
    """All findings; raises StartRefused when one of them forbids to run."""
    findings = await examine(settings, engine=engine, clock=clock)
    wrong = [found for found in findings if found.level == "refuse"]
    if wrong:
        raise StartRefused(wrong)
    return findings


async def _durability(connection: AsyncConnection, name: str) -> Finding:
    value = str((await connection.execute(text("SELECT current_setting(:name)"), {"name": name})).scalar_one())
    code = f"database.{name}"
    if value in _LOOSE:
        return _refuse(
            code, f"数据库参数 {name} 为 {value}，断电会丢数据；请改为 on。", f"{name} is {value}: set it on."
        )
    return _good(code, f"{name} = {value}")


async def _skew(connection: AsyncConnection, clock: Clock) -> Finding:
    before = clock.now()
    there = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    middle = before + (clock.now() - before) / 2
    seconds = abs((middle - there).total_seconds())
    if seconds > MOST_SKEW.total_seconds():
        zh = f"本机时钟与数据库相差 {seconds:.0f} 秒，请先校时。"
        return _refuse("clock.skew", zh, f"Clock and database differ by {seconds:.0f} s: synchronise them.")
    return _good("clock.skew", f"{seconds:.2f} s")


async def _owner(connection: AsyncConnection) -> Finding:
    powerful = (
        await connection.execute(text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
    ).scalar_one()
    if powerful:
        zh = "服务正在使用数据库超级用户；正式运行请改用该服务自己的角色。"
        return Finding("database.superuser", "warn", zh, "The service connects as superuser: use its own role.")
    return _good("database.superuser", "own role")


async def _schema(engine: AsyncEngine, service: str) -> Finding:
    there, known = await migrate.current(engine, schema=service), migrate.heads(service)
    if there != known:
        zh = "数据库结构与程序版本不一致，请执行 zf db migrate。"
        return _refuse("database.schema", zh, "The schema is of another release: run `zf db migrate`.")
    return _good("database.schema", ", ".join(sorted(there)) or "empty")


def _debug(settings: ServiceSettings) -> Finding:
    if settings.debug:
        return _refuse("settings.debug", "ZF_DEBUG 已打开，会泄露内部信息；请关闭。", "ZF_DEBUG is on: turn it off.")
    return _good("settings.debug", "off")


def _password(settings: ServiceSettings) -> Finding:
    """A default password is refused; none at all passes on this host only, where the server's own rules decide."""
    url = make_url(settings.database_url.get_secret_value())
    password = str(url.password or "")
    known = {*_WEAK_PASSWORDS, str(url.username), str(url.database)}
    if password and password.lower() in known:
        return _refuse(
            "database.password", "数据库仍在使用默认口令，请更换。", "A default password is in use: change it."
        )
    if not password and (url.host or "") not in _LOCAL_HOSTS:
        return Finding("database.password", "warn", "数据库连接没有口令。", "The database connection has no password.")
    return _good("database.password", "set" if password else "local")


def _key_file(path: Path | None) -> list[Finding]:
    if path is None:
        return []
    if not path.is_file():
        return [_refuse("keys.file", f"找不到密钥文件 {path}。", f"The key file {path} is missing.")]
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return [
            _refuse("keys.file", f"密钥文件权限过宽，请执行 chmod 600 {path}。", f"Others may read {path}: chmod 600.")
        ]
    return [_good("keys.file", "0600")]


def _blob_dir(path: Path) -> Finding:
    existing = next((parent for parent in (path, *path.parents) if parent.is_dir()), Path("/"))
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE_BYTES:
        zh = f"附件目录所在磁盘仅剩 {free // 1024 // 1024} MiB，请清理。"
        return Finding("blobs.space", "warn", zh, f"Only {free // 1024 // 1024} MiB are free for files.")
    return _good("blobs.space", f"{free // 1024 // 1024} MiB")


def _refuse(code: str, zh: str, en: str) -> Finding:
    return Finding(code, "refuse", zh, en)


def _good(code: str, value: str) -> Finding:
    return Finding(code, "good", f"正常（{value}）", f"good ({value})")
