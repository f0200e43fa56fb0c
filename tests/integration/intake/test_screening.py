"""清理排查 (S-019): five classes against zero, matters within sight, a report by period, checked and sent as figures only."""

import json

from tests.integration.intake.petition_forms import Staff, View, person, registered
from tests.integration.letters import sent
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


async def counts(caller: Caller, **days: str) -> dict[str, int]:
    answer = await caller.get("/screening", params=days)
    assert answer.status_code == 200, answer.text
    assert {one["target"] for one in answer.json()["counts"]} == {0}
    return {one["item"]: one["count"] for one in answer.json()["counts"]}


async def of_class(caller: Caller, item: str, **days: str) -> list[str]:
    answer = await caller.get("/screening/matters", params={"item": item, **days})
    assert answer.status_code == 200, answer.text
    return [one["petition_id"] for one in answer.json()["items"]]


async def post(caller: Caller, path: str, body: dict[str, object], *, status: int = 200) -> View:
    answer = await caller.post(path, json=body)
    assert answer.status_code == status, answer.text
    found: View = answer.json()
    return found


async def test_each_class_counts_what_it_says(staff: Staff) -> None:
    assert set((await counts(staff.head)).values()) == {0}
    old = await registered(staff.receiver, channel="letter", received_at="2026-08-20T09:00:00+08:00")
    await registered(staff.receiver, received_at="2026-11-03T09:00:00+08:00")
    third = await registered(staff.receiver, received_at="2026-11-20T09:00:00+08:00", litigation=True)
    other = await registered(
        staff.receiver, persons=[person(name="某甲")], skip_level=True, long_standing=True,
        received_at="2026-11-21T09:00:00+08:00",
    )  # fmt: skip
    assert await counts(staff.head) == {
        "long_standing": 1, "repeat": 2, "backlog": 1, "skip_level": 1, "persistent_litigation": 1,
    }  # fmt: skip
    assert await of_class(staff.head, "backlog") == [old["id"]]
    assert await of_class(staff.head, "persistent_litigation") == [third["id"]]
    assert await of_class(staff.head, "skip_level") == [other["id"]]
    august = {"since": "2026-08-01", "until": "2026-08-31"}
    assert set((await counts(staff.head, **august)).values()) == {0}
    board = (await staff.leader.get("/board")).json()
    assert {one["item"]: one["count"] for one in board["screening"]}["skip_level"] == 1


async def test_a_report_is_drawn_by_the_clock_checked_by_its_owner_and_sent_without_a_name(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    await registered(staff.receiver, received_at="2026-10-08T09:00:00+08:00", skip_level=True)
    for _ in range(2):
        await intake.service.scheduler.run_now("draw_screening_report")
    (draft,) = (await staff.leader.get("/screening/reports")).json()
    assert (draft["first_day"], draft["last_day"], draft["state"]) == ("2026-10-01", "2026-10-31", "draft")
    assert (draft["due_on"], draft["overdue"]) == ("2026-11-05", True)
    assert await sent(intake.service, "petition.ledger.noted") == []
    path = f"/screening/reports/{draft['id']}/sending"
    assert (await staff.leader.post(path, json={"version": 1})).status_code == 403
    assert (await staff.head.post(path, json={"version": 9})).status_code == 409
    done = await post(staff.head, path, {"version": 1, "note": "已逐件核对"})
    assert (done["state"], done["checked_by_name"], done["overdue"]) == ("sent", "petition_head", False)
    again = await post(staff.head, path, {"version": done["version"]}, status=422)
    assert again["problems"][0]["code"] == "screening.report_sent"
    (noted,) = await sent(intake.service, "petition.ledger.noted")
    assert {one["item"]: one["count"] for one in noted["figures"]}["skip_level"] == 1
    issued = [
        one
        for one in await sent(intake.service, "petition.notice.issued")
        if one["message"] == "petition.ledger.reported"
    ]
    assert [one["receivers"] for one in issued] == [["committee"]]
    said = json.dumps([noted, *issued], ensure_ascii=False)
    assert not [
        secret for secret in (PLANTED["name"], PLANTED["phone"], "已逐件核对", "petition_head") if secret in said
    ]


async def test_a_period_that_still_runs_has_no_report_and_a_sent_one_may_be_drawn_again(staff: Staff) -> None:
    refused = await post(staff.head, "/screening/reports", {"day": "2026-11-23"}, status=422)
    assert refused["problems"][0]["code"] == "screening.period_runs"
    report = await post(staff.head, "/screening/reports", {"day": "2026-10-15"})
    await post(staff.head, f"/screening/reports/{report['id']}/sending", {"version": report["version"]})
    late = await registered(staff.receiver, received_at="2026-10-20T09:00:00+08:00", skip_level=True)
    drawn = await post(staff.head, "/screening/reports", {"day": "2026-10-31"})
    assert (drawn["id"], drawn["state"]) == (report["id"], "draft")
    assert {one["item"]: one["count"] for one in drawn["figures"]}["skip_level"] == 1
    assert await of_class(staff.head, "skip_level", since="2026-10-01", until="2026-10-31") == [late["id"]]


async def test_what_may_not_be_seen_is_counted_and_not_listed(staff: Staff) -> None:
    await registered(staff.receiver, category="accusation", skip_level=True, received_at="2026-11-20T09:00:00+08:00")
    assert (await counts(staff.leader))["skip_level"] == 1
    unknown = await staff.head.get("/screening/matters", params={"item": "gossip"})
    assert (unknown.status_code, unknown.json()["problems"][0]["code"]) == (422, "screening.item_unknown")
    assert (await staff.receiver.get("/screening")).status_code == 403


async def test_the_ends_of_the_calendar_break_nothing(staff: Staff) -> None:
    """Answered, or refused as a value that cannot be stored; never a failure."""
    assert set((await counts(staff.head, until="9999-12-31")).values()) == {0}
    first = {"since": "0001-01-01", "until": "0001-01-01"}
    for path in ("/screening", "/screening/matters"):
        assert (await staff.head.get(path, params=first)).status_code in (200, 422)
    refused = await post(staff.head, "/screening/reports", {"day": "9999-12-31"}, status=422)
    assert refused["problems"][0]["code"] == "screening.period_runs"
    assert (await staff.head.post("/screening/reports", json={"day": "0001-01-01"})).status_code in (200, 422)
