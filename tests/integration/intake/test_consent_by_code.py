"""A petitioner answers an offered reception himself: another leader only with his consent, silence changes nothing."""

from datetime import timedelta
from typing import Any

from tests.integration.intake.front_end import Slip, registered_slip
from tests.integration.intake.petition_forms import Staff
from tests.integration.letters import audited
from zf_platform.clock import FixedClock
from zf_platform.testing import Caller, ServiceUnderTest

LEADERS = (("zhou", "周局长", "局长"), ("li", "李副局长", "副局长"))


async def substituted(staff: Staff, hall: Caller, clock: FixedClock) -> tuple[Slip, dict[str, Any]]:
    """A leader was asked for by name and another is offered; the slip, and the appointment as the petitioner reads it."""
    for rank, (account, name, title) in enumerate(LEADERS, 1):
        body = {"account_id": account, "name": name, "title": title, "rank": rank, "portfolio": []}
        assert (await staff.head.post("/receptions/leaders", json=body)).is_success
    slip = await registered_slip(staff)
    wish = {"matter": "criminal", "brief": "想当面说明扣押经过。", "named_name": "周局长"}
    assert (await hall.post("/petitions/query/appointment", json={**slip, **wish})).is_success
    return slip, await offered(staff, hall, slip, clock)


async def offered(staff: Staff, hall: Caller, slip: Slip, clock: FixedClock) -> dict[str, Any]:
    clock.advance(timedelta(minutes=20))
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    meets_at = (clock.now() + timedelta(days=3)).isoformat()
    offer = {
        "version": row["version"],
        "leader_id": "li",
        "meets_at": meets_at,
        "room": "接待室",
        "reason": "周局长出差",
    }
    answer = await staff.head.post(f"/appointments/{row['id']}/offer", json=offer)
    assert answer.is_success, answer.text
    (told,) = (await hall.post("/petitions/query", json=slip)).json()["appointments"]
    return dict(told)


def word(slip: Slip, told: dict[str, Any], **changed: object) -> dict[str, object]:
    return {**slip, "appointment_no": told["appointment_no"], "offer_no": told["offer_no"], "accepted": True, **changed}


async def test_the_petitioner_consents_to_another_leader_and_not_to_one_he_was_not_shown(
    intake: ServiceUnderTest, staff: Staff, hall: Caller, clock: FixedClock
) -> None:
    slip, first = await substituted(staff, hall, clock)
    shown = {name: first[name] for name in ("asks", "named_name", "leader_name", "reason", "offer_no")}
    assert shown == {
        "asks": "leader", "named_name": "周局长", "leader_name": "李副局长", "reason": "周局长出差", "offer_no": 1,
    }  # fmt: skip
    second = await offered(staff, hall, slip, clock)
    late = await hall.post("/petitions/query/consent", json=word(slip, first))
    assert [one["code"] for one in late.json()["problems"]] == ["appointment.not_asked"]
    clock.advance(timedelta(minutes=1))
    agreed = await hall.post("/petitions/query/consent", json=word(slip, second))
    assert agreed.status_code == 200, agreed.text
    (told,) = agreed.json()["appointments"]
    assert (told["state_zh"], told["asks"], told["leader_name"]) == ("已确认", "", "李副局长")
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    view = (await staff.head.get(f"/appointments/{row['id']}")).json()
    assert (view["state"], view["consent"]) == ("confirmed", True)
    assert [(step["act"], step["consent"]) for step in view["steps"]] == [
        ("request", None), ("offer", None), ("offer", None), ("accept", True),
    ]  # fmt: skip
    assert await audited(intake.service, "appointment.accept") == 1
    again = await hall.post("/petitions/query/consent", json=word(slip, second, accepted=False, note="还是想见周局长"))
    assert [one["code"] for one in again.json()["problems"]] == ["appointment.not_asked"]


async def test_the_petitioner_declines_another_leader_and_says_what_he_wants(
    intake: ServiceUnderTest, staff: Staff, hall: Caller, clock: FixedClock
) -> None:
    slip, told = await substituted(staff, hall, clock)
    silent = await hall.post("/petitions/query/consent", json=word(slip, told, accepted=False))
    assert [(one["code"], one["field"]) for one in silent.json()["problems"]] == [("appointment.reason_needed", "note")]
    declined = await hall.post("/petitions/query/consent", json=word(slip, told, accepted=False, note="等周局长回来"))
    (seen,) = declined.json()["appointments"]
    assert (seen["state_zh"], seen["asks"], seen["leader_name"], seen["meets_at"]) == ("待安排", "", "", None)
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    view = (await staff.head.get(f"/appointments/{row['id']}")).json()
    assert (view["state"], view["consent"], view["wish"]) == ("requested", False, "等周局长回来")
    assert await audited(intake.service, "appointment.decline") == 1


async def test_without_a_word_nothing_changes(
    intake: ServiceUnderTest, staff: Staff, hall: Caller, clock: FixedClock
) -> None:
    slip, told = await substituted(staff, hall, clock)
    clock.advance(timedelta(days=10))
    for job in ("watch_promises", "keep_calendar", "return_handovers"):
        assert await intake.service.scheduler.run_now(job)
    (seen,) = (await hall.post("/petitions/query", json=slip)).json()["appointments"]
    assert seen == told


async def test_a_refused_reception_is_cancelled_only_with_his_consent(
    staff: Staff, hall: Caller, clock: FixedClock
) -> None:
    slip, _ = await substituted(staff, hall, clock)
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    refusal = {"version": row["version"], "reason": "事项已进入诉讼程序"}
    assert (await staff.head.post(f"/appointments/{row['id']}/refusal", json=refusal)).is_success
    (told,) = (await hall.post("/petitions/query", json=slip)).json()["appointments"]
    assert (told["asks"], told["leader_name"], told["reason"]) == ("refusal", "", "事项已进入诉讼程序")
    (gone,) = (await hall.post("/petitions/query/consent", json=word(slip, told))).json()["appointments"]
    assert (gone["state_zh"], gone["asks"]) == ("已取消", "")


async def test_consent_leaks_nothing_and_is_limited_like_every_question(
    intake: ServiceUnderTest, staff: Staff, hall: Caller, clock: FixedClock
) -> None:
    slip, told = await substituted(staff, hall, clock)
    path = "/petitions/query/consent"
    other = await registered_slip(staff)
    wrong = [
        await hall.post(path, json=word({**slip, "code": "abc"}, told)),
        await hall.post(path, json=word({"petition_no": "XFV329900202611230099", "code": slip["code"]}, told)),
    ]
    assert {answer.status_code for answer in wrong} == {404}
    assert len({str(answer.json()["problems"]) for answer in wrong}) == 1
    foreign = [
        await hall.post(path, json=word(other, told)),
        await hall.post(path, json=word(other, told, appointment_no="云公约〔2026〕99号")),
    ]
    assert {answer.status_code for answer in foreign} == {422}
    assert len({str(answer.json()["problems"]) for answer in foreign}) == 1
    for caller in (intake.stranger(), staff.head, intake.peer("procuratorate")):
        assert (await caller.post(path, json=word(slip, told))).status_code in (401, 403)
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    assert row["state"] == "reassigned"
    seen = [(await hall.post(path, json=word({**slip, "code": "abc"}, told))).status_code for _ in range(5)]
    assert seen[-1] == 429
