"""Conversions count once per agency, petition and kind, whatever the order; leaders read them by unit and period."""

from datetime import date

from tests.integration.letters import deliver
from zf_contracts.internal.conversions import ConversionNoted
from zf_platform.testing import Caller, ServiceUnderTest


def noted(**changed: object) -> ConversionNoted:
    values: dict[str, object] = {
        "agency": "police",
        "petition_no": "XFV1",
        "conversion": "letter_to_visit",
        "unit": "petition",
        "earlier_petition_no": "XFL1",
        "happened_on": date(2026, 11, 20),
    }
    return ConversionNoted.model_validate({**values, **changed})


async def test_each_is_counted_once_for_its_unit_and_period(oversight: ServiceUnderTest, leader: Caller) -> None:
    await deliver(
        oversight.service,
        noted(),
        noted(conversion="first_to_repeat"),
        noted(),
        noted(petition_no="XFV2", unit="criminal"),
        noted(agency="court", unit="filing"),
        noted(petition_no="XFV3", happened_on=date(2025, 3, 1)),
        sender="intake",
    )
    found = (await leader.get("/conversions")).json()
    assert [(one["agency"], one["unit"], one["counts"]) for one in found["units"]] == [
        ("police", "petition", {"letter_to_visit": 1, "first_to_repeat": 1}),
        ("court", "filing", {"letter_to_visit": 1}),
        ("police", "criminal", {"letter_to_visit": 1}),
    ]
    assert found["total"] == 4
    earlier = (await leader.get("/conversions", params={"since": "2025-01-01", "until": "2025-12-31"})).json()
    assert earlier["total"] == 1


async def test_a_reversed_period_is_refused_and_the_counts_are_for_leaders(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    answer = await leader.get("/conversions", params={"since": "2026-11-02", "until": "2026-11-01"})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["code"] == "board.period_reversed"
    clerk = oversight.caller("police.receiver", roles=["receiver"], unit="petition")
    assert (await clerk.get("/conversions")).status_code == 403
