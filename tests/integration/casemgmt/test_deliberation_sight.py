"""Who learns what of a collective decision: members, the case's people, other agencies, oversight."""

from datetime import timedelta

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.committee import POLICE_MEMBERS, attended, convened, decided, proposed, seat, spoke
from tests.integration.casemgmt.people import PEOPLE, Person
from tests.integration.casemgmt.shortcuts import filed, in_exit_review, under_prosecution_review
from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_contracts.internal.transfers import NoticeIssued

PROSECUTORS: tuple[Person, ...] = (
    PEOPLE["procuratorate", "chief"],
    *((f"procuratorate.member{no}", ("prosecutor",), "second", f"检委会委员{no}") for no in range(1, 5)),
)


async def test_what_members_said_stays_among_them(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    made = await decided(city, collab, "withdraw_case", {"head3": "against"})
    path = f"/deliberations/{made['id']}"
    for role, secret in (("handler", True), ("legal", True), ("head3", False), ("leader", False)):
        shown = await city.get("police", role, path)
        assert shown["secret"] is secret, role
        assert any(one["reason"] for one in listed(shown, "seats")) is not secret, role
        assert (shown["dissents"] == []) is secret, role
    await city.get("police", "other_handler", path, status=404)
    case_id = await city.case_id("police", collab)
    paper = [
        one for one in listed(await city.case("police", collab), "documents") if one["type"] == "collective_decision"
    ]
    answer = await city.as_("police", "handler").get(f"/cases/{case_id}/documents/{paper[0]['id']}/content")
    assert "同意4人" in answer.text
    assert "治安支队长" not in answer.text


async def test_the_decision_stays_in_the_agencys_own_volume(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await in_exit_review(city)
    await decided(city, collab, "submit_for_prosecution")
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    shown = await city.get("police", "outlet", f"/transfers/{draft['id']}")
    types = {one["document_type"] for one in listed(shown, "items")}
    assert "prosecution_opinion" in types
    assert "collective_decision" not in types


async def test_nobody_writes_a_decision_by_hand(city: City) -> None:
    collab = await filed(city)
    path = f"/cases/{await city.case_id('police', collab)}/documents"
    body = {"type": "collective_decision", "dated": city.clock.now().date().isoformat()}
    assert await city.refused("police", "handler", path, body) == ["document.committee_only"]


async def test_those_concerned_are_told_and_others_are_not(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    await decided(city, collab, "withdraw_case", {"head3": "against"})
    (recorded,) = city.told("police", CollectiveDecisionRecorded)
    assert isinstance(recorded, CollectiveDecisionRecorded)
    assert (recorded.number, recorded.outcome) == ("云公执委议〔2026〕1号", "adopted")
    (told,) = [
        one
        for one in city.told("police", NoticeIssued)
        if isinstance(one, NoticeIssued) and one.message == "committee.resolution.issued"
    ]
    assert told.receivers == ("procuratorate",)
    assert "治安支队长" not in told.model_dump_json()
    other = await filed(city)
    suspect = next(iter((await city.suspects("police", other)).values()))
    await decided(city, other, "bail_suspect", order=2, suspect_id=suspect)
    third = await in_exit_review(city)
    await decided(city, third, "submit_for_prosecution", order=3)
    assert _told(city, "police") == [(collab, ("procuratorate",)), (third, ("procuratorate",))]


async def test_what_a_procuratorate_deliberates_is_told_when_it_is_carried_out(city: City) -> None:
    """Before that it is nobody's business; then the police and, as the indictment goes there, the court hear of it."""
    collab = await under_prosecution_review(city)
    case_id = await city.case_id("procuratorate", collab)
    case = await city.case("procuratorate", collab)
    for person in PROSECUTORS:
        duty = "chair" if person[0] == "procuratorate.chief" else "member"
        body = {"account_id": person[0], "name": person[3], "duty": duty}
        await city.post("procuratorate", "chief", "/committee/members", body)
    city.tick()
    asked = {
        "version": case["version"],
        "question": "major_case",
        "act": "submit_indictment",
        "asked": "是否起诉",
        "report": "案情",
    }
    made = await city.post("procuratorate", "prosecutor", f"/cases/{case_id}/deliberations", asked)
    path, at = f"/deliberations/{made['id']}", city.clock.now() + timedelta(minutes=10)
    call = {"version": made["version"], "meets_at": at.isoformat(), "place": "检委会会议室", "order_no": 1}
    convened = await city.post("procuratorate", "chief", f"{path}/convening", call)
    city.tick(minutes=10)
    here = {"version": convened["version"], "present": [person[0] for person in PROSECUTORS]}
    await city.post("procuratorate", "chief", f"{path}/attendance", here)
    for person in reversed(PROSECUTORS):
        said = {"opinion": "for", "reason": "证据确实、充分"}
        assert (await city.caller("procuratorate", person).post(f"{path}/opinion", json=said)).is_success
    shown = await city.get("procuratorate", "chief", path)
    end = {"version": shown["version"], "conclusion": "同意起诉"}
    closed = await city.post("procuratorate", "chief", f"{path}/closing", end)
    assert (closed["outcome"], _told(city, "procuratorate")) == ("adopted", [])
    await city.doc("procuratorate", "prosecutor", collab, "indictment", "transfer_manifest")
    draft = await city.prepare("procuratorate", "prosecutor", collab, "indictment", "court")
    await city.submit("procuratorate", "prosecutor", draft)
    assert _told(city, "procuratorate") == [(collab, ("police", "court"))]
    after = await city.get("procuratorate", "chief", path)
    resolution = after["resolution"]
    assert isinstance(resolution, dict)
    assert (resolution["state"], resolution["told"]) == ("carried_out", ["police", "court"])


def _told(city: City, agency: str) -> list[tuple[str, tuple[str, ...]]]:
    """The matter and the receivers of each resolution that was told."""
    notices = [one for one in city.told(agency, NoticeIssued) if isinstance(one, NoticeIssued)]
    found = [one for one in notices if one.message == "committee.resolution.issued"]
    return [(one.notice.collab_no, one.receivers) for one in found]


async def test_what_was_told_stands_on_the_receivers_case_page(city: City) -> None:
    """Also when it came before the procuratorate had the case."""
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    await decided(city, collab, "withdraw_case", dict.fromkeys(POLICE_MEMBERS, "against"))
    assert city.parked == []
    await city.doc("police", "handler", collab, "closing_report", "prosecution_opinion", "transfer_manifest")
    await city.doc("police", "handler", collab, "litigation_volume")
    await city.act("police", "handler", collab, "submit_for_exit_review")
    await city.gated(collab, "prosecution")
    await city.accept("procuratorate", "office", collab)
    case_id = await city.case_id("procuratorate", collab)
    panel = await city.get("procuratorate", "office", f"/cases/{case_id}/deliberations")
    (told,) = listed(panel, "received")
    expected: Json = {
        "number": "云公执委议〔2026〕1号",
        "sender": "police",
        "act_zh": "撤销案件",
        "outcome_zh": "不同意",
    }
    assert {name: told[name] for name in expected} == expected


async def test_the_page_of_matters_shows_what_waits_for_me(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    matter = await attended(city, await convened(city, await proposed(city, collab, "withdraw_case")))
    mine = await city.get("police", "legal2", "/deliberations?state=mine")
    assert [(one["id"], one["my_turn"]) for one in listed(mine, "items")] == [(matter["id"], True)]
    await spoke(city, matter, "legal2", "for")
    assert listed(await city.get("police", "legal2", "/deliberations?state=mine"), "items") == []
    everything = await city.get("police", "legal2", "/deliberations?state=all")
    assert [one["my_turn"] for one in listed(everything, "items")] == [False]
    elsewhere = await city.get("police", "other_handler", "/deliberations?state=all")
    assert listed(elsewhere, "items") == []
