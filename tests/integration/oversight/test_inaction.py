"""A missed day counts once, by the newest word on it; each reads the units within his reach."""

from datetime import date

from tests.integration.letters import deliver
from zf_contracts.internal.inaction import InactionNoted
from zf_platform.clock import FixedClock
from zf_platform.testing import Caller, ServiceUnderTest


def noted(**changed: object) -> InactionNoted:
    values: dict[str, object] = {
        "task_id": "t1",
        "task_no": "云政法督办〔2026〕1号",
        "title": "督办一起信访积案",
        "issuer": "committee",
        "agency": "police",
        "unit": "criminal",
        "due": date(2026, 11, 20),
        "state": "unreported",
        "revision": 3,
    }
    return InactionNoted.model_validate({**values, **changed})


async def test_the_newest_word_on_a_day_counts_and_units_are_told_apart(
    oversight: ServiceUnderTest, clock: FixedClock, leader: Caller
) -> None:
    reported = (await leader.get("/inaction")).json()
    assert (reported["total"], reported["units"]) == (0, [])
    at = clock.now()
    await deliver(
        oversight.service,
        noted(state="late", reported_at=at, revision=4),
        noted(),
        noted(task_id="t2", unit="legal"),
        noted(task_id="t3", state="unreported"),
        noted(task_id="t3", state="excused", revision=5),
        noted(task_id="t4", due=date(2025, 1, 2)),
        sender="liaison",
    )
    found = (await leader.get("/inaction")).json()
    assert [(one["unit"], one["unreported"], one["late"]) for one in found["units"]] == [
        ("criminal", 0, 1),
        ("legal", 1, 0),
    ]
    assert [(one["task_id"], one["state"], one["days_late"]) for one in found["items"]] == [
        ("t1", "late", (at.date() - date(2026, 11, 20)).days),
        ("t2", "unreported", (at.date() - date(2026, 11, 20)).days),
    ]
    reviewer = oversight.caller("police.l", roles=["legal_reviewer"], unit="legal")
    assert [one["task_id"] for one in (await reviewer.get("/inaction")).json()["items"]] in (["t2"], ["t1", "t2"])
    wrong = await leader.get("/inaction", params={"since": "2026-11-02", "until": "2026-11-01"})
    assert wrong.json()["problems"][0]["code"] == "board.period_reversed"
