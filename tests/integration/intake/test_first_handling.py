"""First-handler responsibility (S-005, S-006): set once, handed over only by record and consent, open to the end."""

from tests.integration.intake.petition_forms import CHECKS, Staff, act, answered, attempt, refusal, registered
from tests.integration.letters import audited
from zf_platform.testing import Caller, ServiceUnderTest

OFFER: dict[str, object] = {
    "account_id": "police.receiver2",
    "account_name": "receiver2",
    "unit": "petition",
    "reason": "原首办责任人调离",
    "record": "材料 12 页、联系方式、两次见面记录已移交。",
}


async def test_only_the_head_proposes_and_only_the_new_one_accepts(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    assert (await attempt(staff.receiver, view, "first-handler", **OFFER)).status_code == 403
    view = await act(staff.head, view, "first-handler", **OFFER)
    assert view["first_handler_id"] == "police.receiver"
    assert [term["state"] for term in view["first_handlers"]] == ["current", "offered"]
    assert await refusal(staff.head, view, "first-handler-answer", accept=True) == {"petition.no_offer_for_you"}
    view = await act(staff.other_receiver, view, "first-handler-answer", accept=True)
    assert view["first_handler_id"] == "police.receiver2"
    past, current = view["first_handlers"]
    assert (past["state"], current["state"], past["until"]) == ("past", "current", current["since"])
    assert current["record"] == OFFER["record"]
    assert [step["act"] for step in view["timeline"]][-2:] == ["offer_first_handling", "accept_first_handling"]
    assert view["timeline"][-1]["zh"] == "接收首办责任"
    assert await audited(intake.service, "petition.accept_first_handling") == 1
    assert [row["id"] for row in await mine(staff.other_receiver)] == [view["id"]]
    assert await mine(staff.receiver) == []


async def test_a_declined_or_replaced_offer_leaves_the_old_one(staff: Staff) -> None:
    view = await registered(staff.receiver)
    view = await act(staff.head, view, "first-handler", **OFFER)
    view = await act(staff.other_receiver, view, "first-handler-answer", accept=False, reason="正在休假")
    assert (view["first_handler_id"], view["first_handlers"][-1]["state"]) == ("police.receiver", "declined")
    view = await act(staff.head, view, "first-handler", **OFFER)
    view = await act(
        staff.head, view, "first-handler", **{**OFFER, "account_id": "police.leader", "unit": "leadership"}
    )
    assert [term["state"] for term in view["first_handlers"]] == ["current", "declined", "declined", "offered"]
    assert await refusal(staff.other_receiver, view, "first-handler-answer", accept=True) == {
        "petition.no_offer_for_you"
    }
    assert (await act(staff.leader, view, "first-handler-answer", accept=True))["first_handler_id"] == "police.leader"


async def test_nobody_is_offered_what_he_has_or_may_not_touch(staff: Staff) -> None:
    accused = [{"kind": "person", "account_id": "police.receiver2", "name": "某辛"}]
    view = await registered(staff.receiver, accused=accused)
    same = {**OFFER, "account_id": "police.receiver"}
    assert await refusal(staff.head, view, "first-handler", **same) == {"petition.first_handler_same"}
    assert await refusal(staff.head, view, "first-handler", **OFFER) == {"petition.officer_must_stand_back"}


async def test_the_duty_follows_the_way_of_the_matter(staff: Staff) -> None:
    own = await act(staff.receiver, await registered(staff.receiver), "acceptance")
    other = await act(staff.receiver, await registered(staff.receiver), "acceptance", unit="criminal")
    outside = await act(staff.receiver, await registered(staff.receiver), "forwarding", receiver="court")
    assert [view["duty"] for view in (own, other, outside)] == ["investigate", "urge", "track"]


async def test_the_matter_stays_on_the_list_until_the_closing_is_confirmed(staff: Staff) -> None:
    view = await answered(staff)
    assert len(await mine(staff.receiver)) == 1
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    assert len(await mine(staff.receiver)) == 1
    await act(staff.head, view, "closing-decision", approve=True)
    assert await mine(staff.receiver) == []


async def test_the_head_sees_each_officers_list(staff: Staff) -> None:
    view = await registered(staff.receiver)
    listed = await staff.head.get("/petitions/first-handled", params={"account": "police.receiver"})
    assert [row["id"] for row in listed.json()["items"]] == [view["id"]]
    hidden = await staff.officer.get("/petitions/first-handled", params={"account": "police.receiver"})
    assert hidden.json()["items"] == []


async def mine(caller: Caller) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (await caller.get("/petitions/first-handled")).json()["items"]
    return found
