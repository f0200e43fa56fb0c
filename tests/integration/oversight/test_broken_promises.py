"""Broken promises stand in oversight once each, as told last, whatever the order; leaders read them by unit and period."""

from datetime import date, datetime

from tests.integration.letters import deliver
from zf_contracts.internal.promises import PromiseBreached
from zf_platform.clock import ZONE
from zf_platform.testing import Caller, ServiceUnderTest

DUE = datetime(2026, 11, 20, 23, 59, tzinfo=ZONE)


def told(**changed: object) -> PromiseBreached:
    values: dict[str, object] = {
        "breach_id": "b1", "version": 1, "promise": "wait", "promise_zh": "三十分钟内有人接待", "promise_en": "soon",
        "unit": "petition", "label": "A001", "due_at": DUE, "happened_on": date(2026, 11, 20), "person_name": "李",
    }  # fmt: skip
    return PromiseBreached.model_validate({**values, **changed})


async def test_a_breach_is_listed_with_cause_and_person_whatever_the_order(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    answered = {"version": 2, "cause": "无人替岗", "person_name": "王", "answered_by_name": "科长", "answered_at": DUE}
    await deliver(
        oversight.service,
        told(**answered),
        told(),
        told(breach_id="b2", unit="hall"),
        told(breach_id="b3", happened_on=date(2025, 3, 1)),
        told(breach_id="b2", unit="hall"),
        sender="intake",
    )
    counts = (await leader.get("/broken-promises/counts")).json()
    assert [(one["unit"], one["total"], one["without_cause"]) for one in counts["units"]] == [
        ("hall", 1, 1), ("petition", 1, 0),
    ]  # fmt: skip
    assert counts["total"] == 2
    (found,) = (await leader.get("/broken-promises", params={"unit": "petition"})).json()["items"]
    assert (found["cause"], found["person_name"], found["answered_by_name"]) == ("无人替岗", "王", "科长")
    (waiting,) = (await leader.get("/broken-promises", params={"waiting": "true"})).json()["items"]
    assert (waiting["id"], waiting["cause"]) == ("b2", "")


async def test_a_reversed_period_is_refused_and_the_list_is_for_leaders(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    for path in ("/broken-promises", "/broken-promises/counts"):
        answer = await leader.get(path, params={"since": "2026-11-02", "until": "2026-11-01"})
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["code"] == "board.period_reversed"
    clerk = oversight.caller("police.receiver", roles=["receiver"], unit="petition")
    assert (await clerk.get("/broken-promises")).status_code == 403
