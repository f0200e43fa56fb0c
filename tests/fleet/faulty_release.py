"""oversight as a hasty release would be: three faults, each for steps of one kind. Run through the zygote.

Everything but these faults is the product: the parent that forks it anew, its wiring, its settings, its bus, its worker.
"""

import os
import signal
from collections.abc import Mapping
from unittest.mock import patch

from pydantic import Field

from zf_contracts.catalogue import payload_class
from zf_contracts.envelope import Payload
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_oversight.consumers import consumes
from zf_platform.transaction import Scope
from zf_platform.worker import Action

UNREADABLE = "a_unit_with_a_long_name"
FORGOTTEN = "forgotten_unit"
DEADLY = "deadly_unit"
_KNOWN_UNITS = {"criminal": 1, "economic": 2}


class HastyStep(CaseStageAdvanced):
    """The contract allows a unit's name 32 characters."""

    unit: str = Field(max_length=16)


def main() -> None:
    import uvloop

    from zf_node.serve_service import load, serve_service
    from zf_node.stand_by import stand_by
    from zf_platform.in_hand import HandPage

    page = HandPage()
    deaths = stand_by(load)
    with (
        patch("zf_platform.reading.payload_class", _hasty_class),
        patch("zf_oversight.main.consumes", _hasty_consumes),
    ):
        uvloop.run(serve_service(deaths=deaths, page=page))


def _hasty_class(message_type: str, version: int) -> type[Payload] | None:
    return HastyStep if message_type == CaseStageAdvanced.TYPE else payload_class(message_type, version)


def _hasty_consumes() -> Mapping[type[Payload], Action]:
    true = dict(consumes())
    follow = true.pop(CaseStageAdvanced)

    async def step(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, HastyStep)
        await follow(scope, payload)
        if payload.unit == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        _KNOWN_UNITS[payload.unit]

    return {**true, HastyStep: step}
