"""A-5: thousands of inputs made from each service's own description. No server error, no answer outside the description."""

import pytest

from tests.abuse.input.aim import aim_at
from tests.abuse.input.fuzz import Fuzzer
from tests.abuse.input.ground import Ground
from tests.fleet.doses import Dose, say
from zf_contracts.envelope import Address
from zf_node.wiring import SERVICES

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
INPUTS = {"ci": 1_100, "nightly": 20_000}
"""For each of the four services, shared by its operations."""
YIELD = 0.75
"""The least share of them that must have been sent: an operation without parameters knows only so many different inputs."""
AGENCIES = ("police", "procuratorate")


@pytest.mark.parametrize("name", SERVICES)
async def test_no_input_breaks_a_service_or_its_description(ground: Ground, dose: Dose, name: str) -> None:
    wanted = INPUTS["nightly"] if dose.nightly else INPUTS["ci"]
    for agency in AGENCIES:
        address = Address(agency, name)
        fuzzer = Fuzzer(
            ground.service(address).app.openapi(),
            client=ground.client(address),
            token=ground.everybody(address),
            aim=await aim_at(ground, address, seed=dose.seed),
            seed=dose.seed,
        )
        outcome = await fuzzer.run(inputs=wanted // len(AGENCIES))
        say(dose, f"A-5 {address}: {outcome}")
        assert not outcome.findings, "\n\n".join(f"{key}: {text}" for key, text in outcome.findings.items())
        assert outcome.inputs >= wanted // len(AGENCIES) * YIELD
