"""F10: a process is frozen with work in hand for three leases; another takes over; the late one is fenced off."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.broker_server import Broker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.processes import choose
from tests.fleet.sites import POLICE, PROCURATORATE
from tests.fleet.towns import OVERSIGHT, Town, add_service, processes
from tests.fleet.waiting import until
from tests.ports import free_port
from zf_contracts.envelope import Address

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(3600)]
_LEASE = 1.5
_SETTINGS = {
    "ZF_LEASE_SECONDS": str(_LEASE),
    "ZF_PUBLISH_TIMEOUT": "0.5",
    "ZF_RESEND_SECONDS": "1",
    "ZF_RESEND_MAX": "2",
    "ZF_POLL_SECONDS": "0.2",
}
_FROZEN = (
    (Address(POLICE, "casemgmt"), "outbox.after_confirm", "outbox.fenced"),
    (Address(PROCURATORATE, "casemgmt"), "act.after_claim", "inbox.fenced"),
    (Address(PROCURATORATE, "liaison"), "inbox.after_take", ""),
)
"""Relay, worker and taker. The relay is that of messages inside the agency, whose rows end at the confirm; a taker holds no
lease: what it stored it has not acknowledged, and what is sent again meanwhile is absorbed."""


async def test_freeze_with_work_in_hand(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: relay, worker and taker, once each; N: 50 times each. Two processes of each service run."""
    rounds = dose.of(1, 50)
    fenced = 0
    async with processes(
        admin_url, tmp_path, broker=broker, cases=rounds * 3 * 30, settings=_SETTINGS, choices=tmp_path
    ) as town:
        for address, _, _ in _FROZEN:
            second = f"{address.agency}.{address.service}.second"
            await town.fleet.start(add_service(town.fleet, town.site, address, name=second, port=free_port()))
        town.base = f"http://127.0.0.1:{town.fleet.port('police.casemgmt.second')}"
        for _ in range(rounds):
            for address, place, event in _FROZEN:
                fenced += await _freeze(town, tmp_path, f"{address.agency}.{address.service}", place, event)
        verdict = await town.judge(beyond=OVERSIGHT)
        assert not town.fleet.deaths
    say(dose, f"F10: frozen {rounds * 3} times for {3 * _LEASE:.1f} s, {fenced} late writers fenced; {verdict}")
    assert fenced == rounds * 2


async def _taken_over(town: Town) -> None:
    async with Checker(town.site, beyond=OVERSIGHT) as checker:

        async def at_rest() -> bool:
            return not await checker.under_way()

        await until(at_rest, what="another process took over and finished")


async def _freeze(town: Town, folder: Path, name: str, place: str, event: str) -> int:
    """1 when the late writer found its lease taken over. Packages are sent until the place is passed."""
    before = town.fleet.log_lines(name, event) if event else 0
    choice = folder / f"{name}.failpoint"
    choose(choice, f"{place}:1:stop")
    for _ in range(30):
        await town.send(1, rate=10)
        await asyncio.sleep(0.2)
        if town.fleet.frozen(name):
            break
    assert town.fleet.frozen(name), f"{name} never passed {place}"
    choose(choice, "")
    await asyncio.sleep(3 * _LEASE)
    if event:
        # However slow the machine: the late one goes on only after another has finished its work.
        await _taken_over(town)
    town.fleet.signal(name, signal.SIGCONT)
    await town.judge(beyond=OVERSIGHT)
    return town.fleet.log_lines(name, event) - before if event else 0
