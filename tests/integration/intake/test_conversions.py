"""四个不转化: recorded once when the harder petition is registered, told to oversight, seen by the first handler."""

from tests.integration.intake.ledger_files import check, ledger, run
from tests.integration.intake.petition_forms import Staff, View, person, registered
from tests.integration.letters import audited, sent
from zf_platform.testing import Caller, ServiceUnderTest

LETTER: dict[str, object] = {"channel": "letter", "received_at": "2026-10-08T09:00:00+08:00"}


async def rows(caller: Caller, **params: str) -> list[View]:
    answer = await caller.get("/conversions", params=params)
    assert answer.status_code == 200, answer.text
    found: list[View] = answer.json()["items"]
    return found


async def test_it_is_recorded_with_the_earlier_matter_and_its_first_handler_and_told(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    letter = await registered(staff.receiver, **LETTER)
    visit = await registered(staff.other_receiver, people_count=9)
    found = await rows(staff.head)
    assert {one["kind"] for one in found} == {"letter_to_visit", "first_to_repeat", "individual_to_collective"}
    assert {(one["petition_no"], one["earlier_no"], one["first_handler_name"]) for one in found} == {
        (visit["petition_no"], letter["petition_no"], "receiver")
    }
    noted = await sent(intake.service, "petition.conversion.noted")
    assert sorted((one["receiver"], one["conversion"], one["unit"]) for one in noted) == [
        ("urn:zf:police:oversight", kind, "petition")
        for kind in ("first_to_repeat", "individual_to_collective", "letter_to_visit")
    ]
    assert {one["happened_on"] for one in noted} == {"2026-11-23"}
    assert await audited(intake.service, "petition.detect_conversion") == 3


async def test_a_further_visit_is_no_further_conversion(intake: ServiceUnderTest, staff: Staff) -> None:
    await registered(staff.receiver, **LETTER)
    await registered(staff.receiver, received_at="2026-11-20T09:00:00+08:00")
    await registered(staff.receiver)
    assert len(await rows(staff.head)) == len(await sent(intake.service, "petition.conversion.noted")) == 2


async def test_the_first_handler_sees_it_though_the_harder_petition_is_out_of_his_sight(staff: Staff) -> None:
    earlier = await registered(staff.officer, **LETTER)
    await registered(staff.receiver, category="accusation", accused=[{"kind": "unit", "unit": "economic"}])
    mine = await rows(staff.officer, mine="true", kind="letter_to_visit")
    assert [(one["earlier_id"], one["title"]) for one in mine] == [(earlier["id"], "")]
    assert mine[0]["earlier_title"] == earlier["title"]
    assert await rows(staff.accused_officer) == []
    shown = (await staff.officer.get(f"/petitions/{earlier['id']}")).json()["conversions"]
    assert {one["kind"] for one in shown} == {"letter_to_visit", "first_to_repeat"}


async def test_a_matter_without_a_person_is_linked_by_the_clerk_or_by_a_decision(staff: Staff) -> None:
    named = await registered(staff.receiver, **LETTER, persons=[])
    await registered(staff.receiver, persons=[person(name="某甲")], earlier_ids=[named["id"]])
    assert {one["earlier_id"] for one in await rows(staff.head)} == {named["id"]}
    first = await registered(staff.receiver, **LETTER, persons=[person(name="某乙")])
    second = await registered(staff.receiver, persons=[person(name="某丙")])
    before = len(await rows(staff.head))
    body = {"verdict": "same", "reason": "同一事项，换人来访"}
    answer = await staff.receiver.post(f"/petitions/{second['id']}/repeats/{first['id']}/decision", json=body)
    assert answer.status_code == 200, answer.text
    after = await rows(staff.head)
    assert len(after) == before + 2
    assert (second["id"], first["id"]) in {(one["petition_id"], one["earlier_id"]) for one in after}


async def test_an_imported_ledger_counts_and_bothers_no_other_agency(intake: ServiceUnderTest, staff: Staff) -> None:
    await run(intake, staff.head, await check(staff.head, ledger()))
    assert not [one for one in await sent(intake.service, "petition.notice.issued") if "conversion" in one["message"]]
