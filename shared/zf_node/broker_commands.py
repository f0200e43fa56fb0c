"""`zf broker setup|check|definitions`: vhosts, queues, accounts and permissions on RabbitMQ, from the list of agencies.

Passwords come from a JSON file (account → password) or from the environment: `ZF_BROKER_PASSWORD_<ACCOUNT>` for one account,
`ZF_BROKER_PASSWORD` for all that have none of their own. They never appear in arguments or on the screen.
"""

from __future__ import annotations

import asyncio
import json
import os
import shlex
from collections.abc import Awaitable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from zf_platform.broker_setup import BrokerAdmin
    from zf_platform.topology import Topology

T = TypeVar("T")

broker_app = typer.Typer(help="消息代理 RabbitMQ：建立、检查虚拟主机、队列、账户与权限。", no_args_is_help=True)

Agencies = Annotated[str, typer.Option(help="机关代码，逗号分隔；不写则为全部设节点的机关。")]
ManagementUrl = Annotated[
    str, typer.Option(help="管理接口地址，例如 http://rabbitmq:15672。", envvar="ZF_BROKER_MANAGEMENT_URL")
]
Ctl = Annotated[str, typer.Option("--rabbitmqctl", help="本机 rabbitmqctl 命令（可含前缀，如 docker exec）。")]
AmqpUrl = Annotated[str, typer.Option(help="仅以普通账户查看其虚拟主机：amqp://…", envvar="ZF_BROKER_AMQP_URL")]
PasswordsFile = Annotated[Path | None, typer.Option(help="账户口令 JSON 文件。", envvar="ZF_BROKER_PASSWORDS_FILE")]
AllowGuest = Annotated[bool, typer.Option("--allow-guest", help="不报告 guest 账户（仅限试用）。")]


@broker_app.command("setup")
def setup(
    agencies: Agencies = "",
    management_url: ManagementUrl = "",
    rabbitmqctl: Ctl = "rabbitmqctl",
    passwords_file: PasswordsFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示差别，不改动。")] = False,
) -> None:
    """建立或更新全部虚拟主机、交换机、队列、绑定、账户、权限与策略；可重复执行，不删除任何东西。"""
    from zf_platform.broker_setup import apply, check

    topology = _topology(agencies)
    passwords = _passwords(topology, passwords_file)
    admin = _admin(management_url, rabbitmqctl)
    if dry_run:
        _report(_wait(check(admin, topology=topology, passwords=passwords, allow_guest=True)), failing=False)
        return
    _report(_wait(apply(admin, topology=topology, passwords=passwords)))


@broker_app.command("check")
def check_command(
    agencies: Agencies = "",
    management_url: ManagementUrl = "",
    rabbitmqctl: Ctl = "rabbitmqctl",
    amqp_url: AmqpUrl = "",
    passwords_file: PasswordsFile = None,
    allow_guest: AllowGuest = False,
) -> None:
    """比较代理与应有状态；逐条说明差别，有差别时以 5 退出。给出口令来源时一并比较口令。"""
    from zf_platform.broker_setup import check, look

    topology = _topology(agencies)
    if amqp_url:
        _report(_wait(look(amqp_url, topology=topology)))
        return
    given = passwords_file is not None or "ZF_BROKER_PASSWORD" in os.environ
    passwords = _passwords(topology, passwords_file) if given else None
    admin = _admin(management_url, rabbitmqctl)
    _report(_wait(check(admin, topology=topology, passwords=passwords, allow_guest=allow_guest)))


@broker_app.command("definitions")
def definitions_command(agencies: Agencies = "", passwords_file: PasswordsFile = None) -> None:
    """输出 RabbitMQ 定义文件（JSON，口令为散列值），供 load_definitions 或 import_definitions 使用。"""
    from zf_platform.topology import definitions

    topology = _topology(agencies)
    content = definitions(topology, passwords=_passwords(topology, passwords_file))
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _topology(chosen: str) -> Topology:
    from zf_law.loader import load_law
    from zf_node.keys_setup import node_agencies
    from zf_platform.topology import describe

    known = {agency.code: agency for agency in node_agencies(load_law())}
    codes = [code.strip() for code in chosen.split(",") if code.strip()] or list(known)
    unknown = [code for code in codes if code not in known]
    if unknown:
        typer.echo(f"没有设节点的机关 {'、'.join(unknown)}；可选：{'、'.join(known)}", err=True)
        raise typer.Exit(2)
    pairs = [(code, partner) for code in codes for partner in known[code].exchanges_with if partner in codes]
    return describe(codes, pairs=pairs)


def _passwords(topology: Topology, file: Path | None) -> Mapping[str, str]:
    stored: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8")) if file is not None else {}
    found = {user: _password(user, stored) for user in topology.user_names()}
    missing = [user for user, password in found.items() if not password]
    if missing:
        typer.echo(
            f"缺少 {len(missing)} 个账户的口令（{'、'.join(missing[:3])}…）：请设 ZF_BROKER_PASSWORD、"
            "ZF_BROKER_PASSWORD_<账户> 或 --passwords-file",
            err=True,
        )
        raise typer.Exit(2)
    return found


def _password(user: str, stored: Mapping[str, str]) -> str:
    own = stored.get(user) or os.environ.get(f"ZF_BROKER_PASSWORD_{user.upper()}")
    return own or os.environ.get("ZF_BROKER_PASSWORD", "")


def _admin(management_url: str, rabbitmqctl: str) -> BrokerAdmin:
    from zf_platform.broker_setup import ManagementApi, Rabbitmqctl

    if not management_url:
        return Rabbitmqctl(shlex.split(rabbitmqctl))
    user = os.environ.get("ZF_BROKER_ADMIN_USER", "")
    password = os.environ.get("ZF_BROKER_ADMIN_PASSWORD", "")
    if not user or not password:
        typer.echo("经管理接口建立时须设 ZF_BROKER_ADMIN_USER 与 ZF_BROKER_ADMIN_PASSWORD", err=True)
        raise typer.Exit(2)
    return ManagementApi(management_url, user=user, password=password)


def _wait(work: Awaitable[T]) -> T:
    from zf_platform.broker_setup import BrokerUnreachable

    async def run() -> T:
        return await work

    try:
        return asyncio.run(run())
    except BrokerUnreachable as error:
        typer.echo(f"无法完成：{error}", err=True)
        raise typer.Exit(4) from None


def _report(sentences: Sequence[str], *, failing: bool = True) -> None:
    for sentence in sentences:
        typer.echo(sentence)
    if not sentences:
        typer.echo("代理与应有状态一致")
    elif failing:
        raise typer.Exit(5)
