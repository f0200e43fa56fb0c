"""`zf up`, `zf service`, `zf hall`, `zf db`, `zf directory`, `zf keys`, `zf doctor`: running and setting up nodes."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

SERVICE_NAMES = ("intake", "casemgmt", "oversight", "liaison")

db_app = typer.Typer(help="数据库：建库、建角色、迁移。", no_args_is_help=True)
directory_app = typer.Typer(help="机关目录与密钥。", no_args_is_help=True)
keys_app = typer.Typer(help="单项密钥。", no_args_is_help=True)

Agency = Annotated[str, typer.Option(help="机关代码，例如 police。", envvar="ZF_AGENCY")]
Folder = Annotated[Path, typer.Option(help="城市数据目录。")]


def up_command(
    data: Folder = Path(".run/city"),
    host: Annotated[str, typer.Option(help="监听地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口。")] = 8000,
    sample: Annotated[int, typer.Option(help="样例案件数，0 为不载入。")] = 60,
    fresh: Annotated[bool, typer.Option("--fresh", help="先删除已有数据。")] = False,
    database: Annotated[str | None, typer.Option(help="改用此 PostgreSQL（超级用户 URL）。")] = None,
) -> None:
    """启动整座城市：五个机关节点与联合接待大厅。"""
    from zf_node.http_server import is_free
    from zf_node.up import UpOptions, up

    if not is_free(host, port):
        typer.echo(f"{host}:{port} 已被占用：另一座城市可能还在运行。请先停止它，或用 --port 换一个端口。", err=True)
        raise typer.Exit(2)
    if fresh:
        shutil.rmtree(data, ignore_errors=True)
    options = UpOptions(folder=data, host=host, port=port, sample=sample, admin_url=database)
    _run(up(options))


def service_command(
    name: Annotated[str, typer.Argument(help="服务：intake、casemgmt、oversight、liaison。")],
    agency: Agency,
    single: Annotated[bool, typer.Option("--single", help="不设守护的父进程；被杀后由外部重新启动。")] = False,
) -> None:
    """以独立进程运行一个机关的一个服务（设置取自环境变量 ZF_*）；进程被杀后由父进程立即重新派生。"""
    from zf_node.serve_service import load, serve_service
    from zf_node.stand_by import stand_by
    from zf_platform.in_hand import HandPage

    if name not in SERVICE_NAMES:
        typer.echo(f"没有服务 {name}；可选：{'、'.join(SERVICE_NAMES)}", err=True)
        raise typer.Exit(2)
    os.environ["ZF_SERVICE"], os.environ["ZF_AGENCY"] = name, agency
    page = None if single else HandPage()
    deaths = 0 if single else stand_by(load)
    _run(serve_service(deaths=deaths, page=page))


def hall_command(
    host: Annotated[str, typer.Option(help="监听地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口。")] = 8000,
    urls: Annotated[str, typer.Option(help="agency.service=URL，逗号分隔。", envvar="ZF_HALL_URLS")] = "",
    secure_cookies: Annotated[
        bool, typer.Option(help="仅经 HTTPS 传送 Cookie。", envvar="ZF_HALL_SECURE_COOKIES")
    ] = True,
    trusted_proxies: Annotated[
        str, typer.Option(help="其 X-Forwarded-For 可信的地址或网段，逗号分隔。", envvar="ZF_TRUSTED_PROXIES")
    ] = "127.0.0.1,::1",
    key: Annotated[
        str, typer.Option(help="与各机关受理服务共用的大厅密钥（群众自助页面用）。", envvar="ZF_HALL_KEY")
    ] = "",
) -> None:
    """以独立进程运行联合接待大厅（网页前端）。"""
    from zf_node.serve_hall import serve_hall

    work = serve_hall(host=host, port=port, urls=urls, secure=secure_cookies, trusted_proxies=trusted_proxies, key=key)
    _run(work)


@db_app.command("provision")
def provision(
    agency: Agency,
    admin_url: Annotated[str, typer.Option(help="超级用户 URL。", envvar="ZF_ADMIN_DATABASE_URL")],
    password: Annotated[str, typer.Option(help="各服务角色的口令。", envvar="ZF_SERVICE_PASSWORD")] = "",
) -> None:
    """建立机关的数据库、角色与各服务表结构；可重复执行。"""
    from zf_platform.provision import provision_agency

    made = asyncio.run(provision_agency(admin_url, agency=agency, services=SERVICE_NAMES, password=password))
    typer.echo(f"{made.database}: {', '.join(made.service_urls)}")


@db_app.command("revision")
def revision(service: str, message: str) -> None:
    """在该服务的迁移目录中新建一个迁移脚本。"""
    from zf_platform.migrate import new_revision

    typer.echo(str(new_revision(service, message)))


@directory_app.command("make")
def directory_make(
    out: Annotated[Path, typer.Option(help="密钥与目录写到此处。")],
    url: Annotated[str, typer.Option(help="各机关 liaison 的地址模板。")] = "http://{agency}-liaison:8080",
) -> None:
    """生成各机关密钥与经签名的机关目录；已有密钥保留。"""
    from zf_law.loader import load_law
    from zf_node.keys_setup import node_agencies, set_up_keys
    from zf_node.layout import CityFolder
    from zf_platform.clock import SystemClock

    law = load_law()
    urls = {agency.code: url.format(agency=agency.code) for agency in node_agencies(law)}
    directory = set_up_keys(CityFolder(out), law=law, now=SystemClock().now(), urls=urls)
    typer.echo(f"目录版本 {directory.version}，{len(directory.agencies)} 个机关")


@keys_app.command("hall")
def hall_key() -> None:
    """打印一把新的大厅密钥（ZF_HALL_KEY）。"""
    from zf_platform.ids import new_secret

    typer.echo(new_secret())


@keys_app.command("personal")
def personal() -> None:
    """打印一把新的证件号码加密密钥。"""
    from zf_platform.personal import new_personal_key

    typer.echo(new_personal_key())


@keys_app.command("match")
def match() -> None:
    """打印一把新的比对密钥（ZF_MATCH_KEY），各机关共用。"""
    from zf_platform.personal import new_personal_key

    typer.echo(new_personal_key())


def doctor_command() -> None:
    """检查本节点能否安全启动（与启动时的检查相同）。"""
    from zf_node.serve_service import doctor

    if not asyncio.run(doctor()):
        raise typer.Exit(5)


def _run(work: object) -> None:
    """uvloop is half again as fast; where it is not to be had, the standard loop does."""
    from collections.abc import Coroutine

    import uvloop

    assert isinstance(work, Coroutine)
    try:
        uvloop.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
