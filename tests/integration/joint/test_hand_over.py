"""A petition forwarded, assigned, objected to, taken back, answered and closed between agencies; over both buses."""

from typing import cast

import pytest

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import Json, act, answered, clocks, codes, items, listed, ok, own, registered, seen


async def _forwarded(city: JointCity, to: str = "court", **changed: object) -> Json:
    """A petition of the police, forwarded by its petition section."""
    head = city.head("police")
    view = await registered(head, **changed)
    view = await act(head, view, "forwarding", receiver=to, explanation="属受件机关职责")
    await city.settle()
    return view


async def _peer(city: JointCity, petition_id: object, agency: str) -> Json:
    found = listed(await city.head("police").get(f"/petitions/{petition_id}/peers"))
    return next(one for one in found if one["agency"] == agency)


async def test_a_forwarded_petition_is_the_receivers_own_and_tells_its_first_handler(city: JointCity) -> None:
    view = await _forwarded(city)
    mine = await own(city, "court", view["collab_no"])
    assert (mine["state"], mine["origin"], mine["origin_agency"]) == ("received", "forwarded", "police")
    assert mine["origin_petition_no"] == view["petition_no"]
    assert clocks(mine)["X03"] == ("2026-12-08", "running")
    assert clocks(mine)["X03.objection"] == ("2026-11-30", "running")
    assert [one["name"] for one in mine["persons"]] == [one["name"] for one in view["persons"]]  # type: ignore[attr-defined]
    peer = await _peer(city, view["id"], "court")
    assert (peer["petition_no"], peer["state"]) == (mine["petition_no"], "received")
    assert [one["band"] for one in cast(list[Json], peer["confirmations"])] == ["confirmed"]

    await answered(city, "court", view["collab_no"])
    mine = await own(city, "court", view["collab_no"])
    await act(city.head("court"), mine, "service")
    await city.settle()
    peer = await _peer(city, view["id"], "court")
    assert (peer["outcome"], peer["answer"]) == ("supported", "court的分项意见")
    tasks = items(ok(await city.head("police").get("/joint/tracking")))
    assert sorted((one["message"], one["state"]) for one in tasks) == [
        ("petition.replied", "answered"),
        ("petition.tracking.updated", "accepted"),
        ("petition.tracking.updated", "answered"),
        ("petition.tracking.updated", "handling"),
        ("petition.tracking.updated", "received"),
    ]
    one = ok(await city.head("police").get(f"/joint/tracking/{tasks[0]['id']}"))
    assert (one["title"], one["done_at"]) == (tasks[0]["title"], None)
    done = await city.head("police").post(f"/joint/tracking/{tasks[0]['id']}", json={"note": "已电话告知信访人"})
    assert len(items(ok(done))) == 4
    again = await city.head("police").post(f"/joint/tracking/{tasks[0]['id']}", json={"note": "再次告知"})
    assert codes(again) == ["joint.task_done"]
    stranger = city.person("police", "other", "receiver")
    assert (await stranger.post(f"/joint/tracking/{tasks[1]['id']}", json={"note": "不是我的"})).status_code == 404
    outside = city.person("police", "outsider", "handler", "criminal")
    assert (await outside.get(f"/joint/tracking/{tasks[1]['id']}")).status_code == 404
    assert await city.stuck() == []


async def test_an_assigned_petition_has_its_report_day_and_its_closing_is_confirmed_by_the_first_handler(
    city: JointCity,
) -> None:
    head = city.head("police")
    view = await registered(head)
    view = await act(
        head, view, "assignment", receiver="court", explanation="请办理并报告结果", report_day="2026-12-23"
    )
    await city.settle()
    mine = await own(city, "court", view["collab_no"])
    assert clocks(mine)["X10"] == ("2026-12-23", "running")
    await answered(city, "court", view["collab_no"])
    court = city.head("court")
    await act(court, await own(city, "court", view["collab_no"]), "service")
    await act(court, await own(city, "court", view["collab_no"]), "closing", path="settled", checks=_CHECKS)
    closer = city.person("court", "leader", "court_leader", "leadership")
    await act(closer, await seen(closer, mine["id"]), "closing-decision", approve=True)
    await city.settle()
    view = await seen(head, view["id"])
    assert (view["state"], "peer_closed" in cast(list[str], view["flags"])) == ("assigned", True)
    peer = await _peer(city, view["id"], "court")
    assert (peer["state"], peer["closing_path"]) == ("closed", "settled")
    leader = city.person("police", "leader", "bureau_leader", "leadership")
    closed = await act(leader, await seen(leader, view["id"]), "outcome", explanation="已核实办结情况")
    assert closed["state"] == "closed"
    assert await city.stuck() == []


async def test_an_objection_in_five_working_days_goes_back_only_when_the_sender_agrees(city: JointCity) -> None:
    view = await _forwarded(city)
    court, police = city.head("court"), city.head("police")
    city.later(days=4)
    await act(
        court, await own(city, "court", view["collab_no"]), "objection", explanation="属行政争议", competent="police"
    )
    await city.settle()
    view = await seen(police, view["id"])
    assert "objection_pending" in cast(list[str], view["flags"])
    assert (await own(city, "court", view["collab_no"]))["state"] == "objected"
    await act(police, view, "objection-decision", agree=True, explanation="同意收回")
    await city.settle()
    view = await seen(police, view["id"])
    assert (view["state"], clocks(view)["X02"][1]) == ("registered", "running")
    assert (await own(city, "court", view["collab_no"]))["state"] == "returned"
    assert await city.stuck() == []


async def test_an_objection_after_five_working_days_is_too_late(embedded_city: JointCity) -> None:
    city = embedded_city
    view = await _forwarded(city)
    city.later(days=8)
    mine = await own(city, "court", view["collab_no"])
    late = await city.head("court").post(
        f"/petitions/{mine['id']}/objection", json={"version": mine["version"], "explanation": "不属本院"}
    )
    assert codes(late) == ["petition.objection_too_late"]


async def test_what_sender_and_receiver_do_not_agree_on_is_decided_by_the_committee(city: JointCity) -> None:
    view = await _forwarded(city)
    court, police = city.head("court"), city.head("police")
    early = await own(city, "court", view["collab_no"])
    refused = await court.post(
        f"/petitions/{early['id']}/competence-dispute", json={"version": early["version"], "reason": "不属本院"}
    )
    assert codes(refused) == ["joint.object_first"]
    await act(court, early, "objection", explanation="不属本院")
    await city.settle()
    await act(police, await seen(police, view["id"]), "objection-decision", agree=False, explanation="维持")
    await city.settle()
    mine = await own(city, "court", view["collab_no"])
    assert mine["state"] == "received"
    dispute = await act(court, mine, "competence-dispute", reason="双方意见不一致")
    await city.settle()
    dispute = items(ok(await city.coordinator.get("/joint/disputes")))[0]
    assert (dispute["about"], dispute["agencies"], str(dispute["due"])[:10]) == (
        "competence",
        ["court", "police"],
        "2026-11-25",
    )
    body = {"version": dispute["version"], "agency": "police", "reason": "由公安机关办理"}
    ok(await city.coordinator.post(f"/joint/disputes/{dispute['id']}/decision", json=body))
    await city.settle()
    assert (await own(city, "court", view["collab_no"]))["state"] == "returned"
    assert (await seen(police, view["id"]))["state"] == "registered"
    twice = await city.coordinator.post(
        f"/joint/disputes/{dispute['id']}/decision", json={**body, "version": cast(int, dispute["version"]) + 1}
    )
    assert codes(twice) == ["joint.dispute_decided"]
    assert await city.stuck() == []


async def test_the_first_handlers_agency_follows_a_matter_along_the_whole_chain(city: JointCity) -> None:
    view = await _forwarded(city, "procuratorate")
    middle = await own(city, "procuratorate", view["collab_no"])
    await act(city.head("procuratorate"), middle, "acceptance")
    await city.settle()
    peer = await _peer(city, view["id"], "procuratorate")
    assert (peer["state"], peer["petition_no"]) == ("accepted", middle["petition_no"])
    timeline = cast(list[Json], (await seen(city.head("police"), view["id"]))["timeline"])
    assert "云川市人民检察院：已受理" in [one["note"] for one in timeline]


async def test_a_matter_outside_jurisdiction_is_led_to_the_competent_body_and_followed(city: JointCity) -> None:
    """S-018: an elderly petitioner's letter is not refused; another agency is asked for help and says so."""
    head = city.head("police")
    view = await registered(head, channel="letter")
    answer = await head.post(
        f"/petitions/{view['id']}/coordination",
        json={"receiver": "court", "asked": "请核实是否已立案", "due": "2026-11-30"},
    )
    assert [one["agency"] for one in listed(answer)] == ["committee", "court"]
    view = await seen(head, view["id"])
    view = await act(
        head, view, "advice", competent_name="云川市人民法院", competent_agency="court", explanation="请向法院提出"
    )
    await city.settle()
    asked = next(
        one
        for one in items(ok(await city.head("court").get("/joint/statements")))
        if one["message"] == "petition.coordination.requested"
    )
    assert (cast(Json, asked["body"])["asked"], asked["answerable"]) == ("请核实是否已立案", True)
    answers = f"/joint/statements/{asked['id']}/answer"
    ok(await city.head("court").post(answers, json={"outcome": "agreed", "text": "正在核实"}))
    again = await city.head("court").post(answers, json={"outcome": "declined"})
    assert codes(again) == ["joint.answered_already"]
    await city.settle()
    told = items(ok(await head.get("/joint/statements")))
    assert [(one["message"], cast(Json, one["body"])["outcome"]) for one in told] == [
        ("petition.coordination.answered", "agreed")
    ]
    assert (await own(city, "court", view["collab_no"]))["origin_agency"] == "police"
    assert (await _peer(city, view["id"], "court"))["state"] == "received"


async def test_the_committee_knows_of_every_registration_and_of_what_is_serious(city: JointCity) -> None:
    view = await registered(city.head("police"), serious="major")
    await city.settle()
    known = items(ok(await city.coordinator.get("/joint/known", params={"agency": "police"})))
    assert [(one["petition_no"], one["state"], one["people"]) for one in known] == [
        (view["petition_no"], "registered", 1)
    ]
    statements = items(ok(await city.head("committee").get("/joint/statements")))
    assert [one["message"] for one in statements] == ["petition.escalated"]
    assert "title" not in cast(Json, statements[0]["body"])


async def test_papers_and_a_text_too_long_for_a_message_arrive_whole(city: JointCity) -> None:
    facts, reasons, requests = "事" * 20_000, "理" * 20_000, [f"{no}求" * 1500 for no in range(1, 11)]
    view = await _forwarded(city, facts=facts, reasons=reasons, requests=requests)

    async def arrived() -> bool:
        return bool(await city.rows("court", "SELECT 1 FROM petition"))

    await city.settle(arrived)
    mine = await own(city, "court", view["collab_no"])
    assert str(mine["facts"]).endswith("全文见附件）")
    digest = (await city.rows("court", "SELECT digest FROM petition_attachment WHERE kind = 'petition_whole_text'"))[0][
        0
    ]
    whole = (await city.service("court").parts.blobs.read(str(digest))).decode()
    assert all(text in whole for text in (facts, reasons, *requests))


@pytest.mark.parametrize("receiver", ["moon", "police", "prison"])
async def test_help_cannot_be_asked_of_somebody_we_do_not_exchange_with(
    embedded_city: JointCity, receiver: str
) -> None:
    head = embedded_city.head("police")
    view = await registered(head)
    answer = await head.post(
        f"/petitions/{view['id']}/coordination", json={"receiver": receiver, "asked": "请协助", "due": "2026-11-30"}
    )
    assert codes(answer) == ["joint.agency_unknown"]


_CHECK = {"statement": "已核实", "evidence": "调查报告"}
_CHECKS = {
    "facts_established": _CHECK,
    "measures_done": _CHECK,
    "problem_solved": _CHECK,
    "petitioner_settled": _CHECK,
}
