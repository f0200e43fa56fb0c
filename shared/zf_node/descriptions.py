"""OpenAPI of every service, made by wiring it without touching a database or a broker."""

from collections.abc import Mapping
from pathlib import Path

import httpx

from zf_law.loader import load_law
from zf_node.keys_setup import set_up_keys
from zf_node.layout import CityFolder
from zf_node.wiring import SERVICES, NodeKeys, Surroundings, assemble
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.directory import FixedDirectory
from zf_platform.keys import load_keys
from zf_platform.personal import new_personal_key
from zf_platform.settings import ServiceSettings

Json = dict[str, object]


def service_descriptions(scratch: Path) -> Mapping[str, Json]:
    """service → OpenAPI. `scratch` is an empty folder for throw-away keys."""
    law, clock, folder = load_law(), SystemClock(), CityFolder(scratch)
    directory = FixedDirectory(set_up_keys(folder, law=law, now=clock.now(), urls={}))
    keys = NodeKeys(directory, load_keys(folder.key_file("police")))
    around = Surroundings(law=law, clock=clock, bus=EmbeddedBus(), http=httpx.AsyncClient())
    return {name: assemble(_settings(name), around, keys=keys).app.openapi() for name in SERVICES}


def _settings(service: str) -> ServiceSettings:
    return ServiceSettings.model_validate(
        {
            "agency": "police",
            "service": service,
            "database_url": "postgresql://nobody@127.0.0.1/nothing",
            "personal_key": new_personal_key(),
        }
    )
