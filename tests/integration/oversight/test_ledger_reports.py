"""Screening reports stand agency beside agency; the report made last counts, and who has not reported is named."""

from datetime import date, datetime, timedelta

from tests.integration.letters import deliver
from zf_contracts.internal.screening import LedgerNoted
from zf_platform.clock import ZONE
from zf_platform.testing import Caller, ServiceUnderTest

AT = datetime(2026, 11, 3, 9, 0, tzinfo=ZONE)


def noted(agency: str, count: int, *, month: int = 10, at: datetime = AT) -> LedgerNoted:
    return LedgerNoted.model_validate(
        {
            "agency": agency,
            "first_day": date(2026, month, 1),
            "last_day": date(2026, month, 30),
            "figures": [{"item": "backlog", "count": count, "target": 0}],
            "reported_at": at,
        }
    )


async def test_agencies_are_compared_for_one_period_and_the_last_report_counts(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    await deliver(
        oversight.service,
        noted("police", 3, at=AT + timedelta(hours=1)),
        noted("police", 9),
        noted("court", 1),
        noted("justice", 2, month=9),
        noted("court", 1),
        sender="intake",
    )
    found = (await leader.get("/ledger-reports")).json()
    assert (found["first_day"], [one["first_day"] for one in found["periods"]]) == (
        "2026-10-01", ["2026-10-01", "2026-09-01"],
    )  # fmt: skip
    assert [(one["agency"], [figure["count"] for figure in one["figures"]]) for one in found["agencies"]] == [
        ("court", [1]), ("justice", []), ("police", [3]),
    ]  # fmt: skip
    assert [one["reported_at"] is None for one in found["agencies"]] == [False, True, False]
    before = (await leader.get("/ledger-reports", params={"first_day": "2026-09-01"})).json()
    assert [one["agency"] for one in before["agencies"] if one["reported_at"]] == ["justice"]
    none = (await leader.get("/ledger-reports", params={"first_day": "2020-01-01"})).json()
    assert none["agencies"] == []
    clerk = oversight.caller("police.receiver", roles=["receiver"], unit="petition")
    assert (await clerk.get("/ledger-reports")).status_code == 403
