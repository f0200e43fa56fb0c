"""Put one service together from its settings: its own wiring, the law, the directory of keys, the bus."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

import zf_casemgmt.main
import zf_intake.main
import zf_liaison.main
import zf_oversight.main
from zf_contracts.envelope import Address
from zf_law.loader import Law
from zf_law.templates import FOLDER
from zf_platform.auth import Roles, TokenVerifier
from zf_platform.bus.base import Bus
from zf_platform.clock import Clock
from zf_platform.directory import DirectoryFile, DirectorySource
from zf_platform.in_hand import HandPage
from zf_platform.keys import KeyRing, load_keys
from zf_platform.service import RunningService, ServiceSpec, build_service
from zf_platform.settings import ServiceSettings
from zf_platform.typeset import Typesetter

SERVICES = ("intake", "casemgmt", "oversight", "liaison")


class SettingsIncomplete(ValueError):
    """A setting that this service needs is not there; the message names it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What services of one process share. `http` reaches peers (claim check, traces of other agencies).

    `typesetter` starts nothing before the first paper, so that everybody may have one. `page` is shared with the processes
    before this one, where a parent forks them.
    """

    law: Law
    clock: Clock
    bus: Bus
    http: httpx.AsyncClient
    typesetter: Typesetter = field(default_factory=lambda: Typesetter(FOLDER))
    page: HandPage | None = None


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The directory everybody trusts, and this node's private keys (only liaison gets them)."""

    directory: DirectorySource
    ring: KeyRing | None


def assemble(settings: ServiceSettings, around: Surroundings, *, keys: NodeKeys | None = None) -> RunningService:
    """Wire one service; nothing connects before it is started."""
    held = keys or node_keys(settings)
    return build_service(
        _SPECS[settings.service](around, held),
        settings,
        bus=around.bus,
        clock=around.clock,
        verifier=TokenVerifier(
            Address(settings.agency, settings.service), directory=held.directory, clock=around.clock
        ),
        roles=role_table(around.law),
        role_names={role.id: (role.zh, role.en) for role in around.law.roles.all()},
        page=around.page,
    )


def role_table(law: Law) -> Roles:
    """role → permission → how far it reaches, as the platform wants it."""
    return {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}


def node_keys(settings: ServiceSettings) -> NodeKeys:
    directory = DirectoryFile(
        _needed(settings.directory_file, "ZF_DIRECTORY_FILE"),
        operator_public_key=_needed(
            settings.directory_operator_key_file, "ZF_DIRECTORY_OPERATOR_KEY_FILE"
        ).read_bytes(),
    )
    if settings.service != "liaison":
        return NodeKeys(directory, None)
    return NodeKeys(directory, load_keys(_needed(settings.key_file, "ZF_KEY_FILE")))


def _needed(path: Path | None, name: str) -> Path:
    if path is None or not path.exists():
        raise SettingsIncomplete(f"{name} 未设置或文件不存在 / is not set or the file is missing")
    return path


def _liaison(around: Surroundings, keys: NodeKeys) -> ServiceSpec:
    if keys.ring is None:
        raise SettingsIncomplete("ZF_KEY_FILE")
    return zf_liaison.main.spec(
        law=around.law, ring=keys.ring, directory=keys.directory, http=around.http, typesetter=around.typesetter
    )


_SPECS: Mapping[str, Callable[[Surroundings, NodeKeys], ServiceSpec]] = {
    "intake": lambda around, _keys: zf_intake.main.spec(law=around.law, typesetter=around.typesetter),
    "casemgmt": lambda around, _keys: zf_casemgmt.main.spec(law=around.law, typesetter=around.typesetter),
    "oversight": lambda around, _keys: zf_oversight.main.spec(law=around.law),
    "liaison": _liaison,
}
