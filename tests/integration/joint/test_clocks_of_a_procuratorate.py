"""X07 to X09: a complaint at the procuratorate has its periods of triage, first word and result; no other agency has them."""

import pytest

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import act, clocks, registered


async def test_a_letter_to_the_procuratorate_has_seven_days_and_three_months(city: JointCity) -> None:
    view = await registered(city.head("procuratorate"), channel="letter")
    found = clocks(view)
    assert {name: found[name] for name in ("X07", "X08", "X08.result")} == {
        "X07": ("2026-11-30", "running"), "X08": ("2026-11-30", "running"), "X08.result": ("2027-02-23", "running"),
    }  # fmt: skip
    assert not {"X09", "X09.lawyer"} & set(found)
    accepted = clocks(await act(city.head("procuratorate"), view, "acceptance"))
    assert (accepted["X07"][1], accepted["X08"][1], accepted["X08.result"][1]) == ("met", "met", "running")


@pytest.mark.parametrize(
    ("kind", "rule", "due"),
    [("judicial_unlawful_act", "X09", "2026-12-08"), ("lawyer_obstruction", "X09.lawyer", "2026-12-03")],
)
async def test_complaints_about_judicial_bodies_and_for_lawyers_are_shorter(
    city: JointCity, kind: str, rule: str, due: str
) -> None:
    found = clocks(await registered(city.head("procuratorate"), complaint_kind=kind))
    assert found[rule] == (due, "running")


async def test_other_agencies_have_none_of_them(city: JointCity) -> None:
    found = clocks(await registered(city.head("police"), complaint_kind="judicial_unlawful_act"))
    assert sorted(name for name in found if name.startswith(("X07", "X08", "X09"))) == []
