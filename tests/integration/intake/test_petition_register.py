"""Everything received is registered (PET 21): numbers, first handler, clocks, people under seal; bad forms are named."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from tests.integration.intake.petition_forms import (
    BARE,
    CITIZEN_ID,
    Staff,
    citizen_id,
    clock_states,
    person,
    petition,
    registered,
)
from tests.integration.letters import audited, sent
from zf_law.loader import Law
from zf_law.numbering import parse_collab_no, parse_petition_no
from zf_platform.clock import FixedClock
from zf_platform.testing import Caller, ServiceUnderTest, planted_in


async def test_a_petition_gets_its_numbers_and_clocks(
    intake: ServiceUnderTest, staff: Staff, law: Law, clock: FixedClock
) -> None:
    answer = await staff.receiver.post("/petitions", json=petition())
    assert answer.status_code == 201, answer.text
    view, receipt = answer.json()["petition"], answer.json()["receipt"]
    today = clock.now().date()
    assert view["petition_no"] == receipt["petition_no"] == "XFV329900202611230001"
    assert parse_petition_no(view["petition_no"], tables=law.numbering, now=today).problems == ()
    assert parse_collab_no(view["collab_no"], tables=law.numbering, now=today).problems == ()
    assert (view["state"], view["first_handler_id"], view["duty"]) == ("registered", "police.receiver", "investigate")
    assert clock_states(view) == {"X02": "running"}
    (due,) = view["clocks"]
    assert (due["due"], due["basis"]) == ("2026-12-08", "PET 23(2)")
    assert [line["basis"] for line in due["trace"]]
    assert view["timeline"][0]["documents"][1]["number"] == "云公信收字〔2026〕1号"
    assert [request["no"] for request in view["requests"]] == [1, 2]
    assert receipt["query_code"].isdigit()
    assert len(receipt["query_code"]) == 6
    (told,) = await sent(intake.service, "deadline.started")
    assert (told["matter_kind"], told["case_id"], told["owner"]) == ("petition", view["id"], "police.receiver")
    assert planted_in(str(told)) == []
    assert await audited(intake.service, "petition.register_petition") == 1


@pytest.mark.parametrize("channel", ["letter", "visit", "phone", "online", "fax"])
async def test_every_channel_is_registered(staff: Staff, channel: str) -> None:
    view = await registered(staff.receiver, channel=channel)
    letter = {"letter": "L", "visit": "V", "phone": "T", "online": "O", "fax": "F"}[channel]
    assert str(view["petition_no"]).startswith(f"XF{letter}329900")


@pytest.mark.parametrize(
    "poor",
    [
        BARE,
        petition(persons=[person(name="", id_kind="unknown", id_number="看不清的号码")]),
        petition(persons=[], facts="", reasons=""),
        petition(received_at="2019-01-01T00:00:00+08:00"),
        petition(category="suggestion", litigation=True, skip_level=True),
        petition(facts="没有 有用 的 内容 😀", title="不属于我们管的事"),
        petition(people_count=12, persons=[person(role="representative", name=f"代表{n}") for n in range(7)]),
        petition(people_count=12, persons=[]),
    ],
    ids=[
        "bare",
        "unreadable number",
        "anonymous",
        "long ago",
        "skip level",
        "odd",
        "seven representatives",
        "none chosen",
    ],
)
async def test_nothing_in_the_content_refuses_a_petition(staff: Staff, poor: Mapping[str, object]) -> None:
    answer = await staff.receiver.post("/petitions", json=dict(poor))
    assert answer.status_code == 201, answer.text


async def test_advice_is_given_and_refuses_nothing(staff: Staff) -> None:
    many = [person(role="representative", name=f"代表{n}") for n in range(6)]
    answer = await staff.receiver.post(
        "/petitions", json=petition(people_count=12, persons=many, skip_level=True, litigation=True)
    )
    found = {reason["code"] for reason in answer.json()["advice"]}
    assert found == {"petition.too_many_representatives", "petition.skip_level", "petition.litigation_advice"}
    view = answer.json()["petition"]
    assert (view["collective"], view["collective_threshold"], view["people_count"]) == (True, 5, 12)


async def test_a_second_petition_of_a_person_is_a_repeat(staff: Staff, clock: FixedClock) -> None:
    first = await registered(staff.receiver)
    clock.advance(timedelta(seconds=1))
    answer = await staff.receiver.post("/petitions", json=petition(earlier_ids=[first["id"]]))
    second = answer.json()["petition"]
    assert (first["repeat"], second["repeat"]) == (False, True)
    assert [reason["code"] for reason in answer.json()["advice"]] == ["petition.earlier_open"]
    assert [link["id"] for link in second["links"]] == [first["id"]]


async def test_age_and_papers_raise_priority(staff: Staff) -> None:
    old = person(id_kind="citizen_id", id_number=citizen_id(date(1950, 1, 2)))
    view = await registered(staff.receiver, persons=[old])
    people = view["persons"]
    assert people[0]["birth_date"] == "1950-01-02"
    assert (people[0]["vulnerable"], view["vulnerable"]) == (["elderly"], True)


async def test_a_leader_who_received_is_first_handler_though_a_clerk_enters_it(staff: Staff) -> None:
    leader = {"account_id": "police.leader", "name": "周国栋", "unit": "leadership"}
    view = await registered(staff.receiver, first_handler=leader)
    assert (view["first_handler_id"], view["first_handler_unit"]) == ("police.leader", "leadership")
    listed = (await staff.leader.get("/petitions/first-handled")).json()["items"]
    assert [row["id"] for row in listed] == [view["id"]]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"unit": "no_such_unit"}, "petition.unit_unknown", "unit"),
        ({"received_at": "2026-11-23T11:00:00+08:00"}, "petition.received_in_future", "received_at"),
        (
            {
                "persons": [
                    person(id_kind="citizen_id", id_number=CITIZEN_ID[:-1] + ("0" if CITIZEN_ID[-1] != "0" else "1"))
                ]
            },
            "identifier.check_digit",
            "persons[0].id_number",
        ),
        (
            {"persons": [person(), person(id_kind="citizen_id", id_number=citizen_id(date(2027, 1, 1)))]},
            "identifier.in_future",
            "persons[1].id_number",
        ),
        ({"persons": [person(birth_date="2026-11-24")]}, "petition.born_in_future", "persons[0].birth_date"),
        ({"persons": [person(id_kind="dragon", id_number="12345")]}, "identifier.kind_unknown", "persons[0].id_number"),
        ({"facts": "长" * 66_000}, "request.field_invalid", "facts"),
        ({"requests": []}, "request.field_invalid", "requests"),
        ({"title": "两行\n标题"}, "request.field_invalid", "title"),
        ({"facts": "看不见的\u0007铃声"}, "request.field_invalid", "facts"),
        ({"facts": "反转\u202e方向"}, "request.field_invalid", "facts"),
        ({"colour": "blue"}, "request.field_unknown", "colour"),
        ({"received_at": "2026-11-23T09:00:00"}, "request.field_invalid", "received_at"),
        ({"people_count": 0}, "request.field_invalid", "people_count"),
        ({"earlier_ids": ["no-such-petition"]}, "petition.earlier_missing", "earlier_ids"),
    ],
)
async def test_a_broken_form_is_named_and_nothing_is_stored(
    intake: ServiceUnderTest, staff: Staff, changed: dict[str, object], code: str, field: str
) -> None:
    answer = await staff.receiver.post("/petitions", json=petition(**changed))
    assert answer.status_code == 422, answer.text
    found = {(one["code"], one.get("field")) for one in answer.json()["problems"]}
    assert (code, field) in found
    assert all(one["zh"] and one["en"] for one in answer.json()["problems"])
    assert (await staff.receiver.get("/petitions")).json()["items"] == []
    assert await sent(intake.service, "deadline.started") == []


async def test_two_hundred_kilobytes_of_text_are_refused_by_field(staff: Staff) -> None:
    answer = await staff.receiver.post("/petitions", json=petition(facts="x" * 200_000))
    assert answer.status_code == 422
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [("request.field_invalid", "facts")]


@pytest.mark.parametrize("name", ["张𤋮", "𠮷野", "阿卜杜拉·买买提", "O'Brien-Šimůnková", "欧阳😀"])
async def test_rare_names_are_taken_as_they_are(staff: Staff, name: str) -> None:
    view = await registered(staff.receiver, persons=[person(name=name)])
    people = view["persons"]
    assert people[0]["name"] == name


async def test_the_same_form_sent_twice_registers_once_and_keeps_no_code(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    receiver = staff.receiver
    first = await receiver.post("/petitions", json=petition(), key="the-same-key-1")
    again = await receiver.post("/petitions", json=petition(), key="the-same-key-1")
    assert first.json()["petition"] == again.json()["petition"]
    assert (len(first.json()["receipt"]["query_code"]), again.json()["receipt"]["query_code"]) == (6, "")
    assert len((await receiver.get("/petitions")).json()["items"]) == 1
    changed = await receiver.post("/petitions", json=petition(title="另一件事情"), key="the-same-key-1")
    assert changed.status_code == 422


async def test_no_code_lies_anywhere_in_the_database(intake: ServiceUnderTest, staff: Staff) -> None:
    code = (await staff.receiver.post("/petitions", json=petition())).json()["receipt"]["query_code"]
    kept = "(SELECT convert_from(body, 'UTF8') FROM idempotency_key)"
    stored = await _stored(intake, "petition", "petition_step", "audit_entry", kept)
    assert f'"query_code":"{code}"' not in stored
    assert '"query_code":""' in stored.replace('""', '"')


async def test_numbers_lie_sealed_and_never_in_audit_or_messages(intake: ServiceUnderTest, staff: Staff) -> None:
    await registered(staff.receiver, accused=[{"kind": "person", "name": "被控告的某戊", "post": "所长"}])
    stored = await _stored(
        intake, "petition", "petition_person", "petition_accused", "petition_step", "audit_entry",
    )  # fmt: skip
    assert set(planted_in(stored)) <= {"name"}
    assert CITIZEN_ID not in stored
    assert "被控告的某戊" not in stored
    bodies = str(await sent(intake.service, "deadline.started"))
    assert "某戊" not in bodies
    assert planted_in(bodies) == []
    assert CITIZEN_ID not in bodies


async def test_numbers_have_no_gaps_when_many_register_at_once(staff: Staff) -> None:
    receiver = staff.receiver
    answers = await asyncio.gather(
        *(
            receiver.post("/petitions", json=petition() if number % 3 else petition(unit="no_such_unit"))
            for number in range(9)
        )
    )
    views = [answer.json()["petition"] for answer in answers if answer.status_code == 201]
    assert sorted(view["petition_no"][-4:] for view in views) == [f"{number:04d}" for number in range(1, 7)]
    assert len({view["collab_no"] for view in views}) == 6


async def test_only_who_may_register_registers(intake: ServiceUnderTest) -> None:
    operator = intake.caller("police.operator", roles=["operator"], unit="information")
    assert (await operator.post("/petitions", json=petition())).status_code == 403
    assert (await intake.stranger().post("/petitions", json=petition())).status_code == 401


async def test_anybody_is_a_window(intake: ServiceUnderTest) -> None:
    """S-005: the first person of any department who receives a matter registers it and answers for it."""
    for role, unit in (("duty_officer", "yunling_station"), ("handler", "criminal"), ("bureau_leader", "leadership")):
        caller: Caller = intake.caller(f"police.{role}", roles=[role], unit=unit)
        view = await registered(caller)
        assert view["first_handler_id"] == f"police.{role}"
        assert (await caller.get(f"/petitions/{view['id']}")).status_code == 200


async def _stored(intake: ServiceUnderTest, *tables: str) -> str:
    """All rows of these tables as text."""
    found = ""
    async with intake.service.parts.database.session() as session:
        for table in tables:
            found += str((await session.execute(text(f"SELECT t::text FROM {table} t"))).scalars().all())
    return found
