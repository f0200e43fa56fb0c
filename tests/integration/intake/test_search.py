"""One box over petitions and reports: found by number, person, name and words, only within sight, and with the reason."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.intake.forms import form
from tests.integration.intake.petition_forms import CITIZEN_ID, Staff, person, registered
from tests.integration.letters import audited, deliver
from zf_contracts.internal.reports import CaseOpened
from zf_platform.clock import FixedClock
from zf_platform.provision import AgencyDatabase
from zf_platform.search import find
from zf_platform.search.page import PAGE
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

_MIGRATIONS = "".join(
    Path(f"services/intake/migrations/versions/{name}.py").read_text(encoding="utf-8")
    for name in ("i0019_search_marks", "i0024_search_kinds")
)
_WORDS = "SELECT unnest(tsvector_to_array(words)) AS word FROM search_entry ORDER BY word"
ACCUSATION: Mapping[str, object] = {
    "category": "accusation",
    "title": "举报执法不公",
    "accused": [{"kind": "person", "unit": "economic", "account_id": "police.leader", "name": "某庚"}],
}


async def search(caller: Caller, typed: str, cursor: str = "") -> dict[str, object]:
    answer = await caller.post("/search", json={"text": typed, "cursor": cursor})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def found(caller: Caller, typed: str) -> list[str]:
    items = (await search(caller, typed))["items"]
    assert isinstance(items, list)
    return [hit["id"] for hit in items]


async def reasons(caller: Caller, typed: str) -> list[tuple[str, str, str]]:
    """(why, where, match) of the first hit."""
    items = (await search(caller, typed))["items"]
    assert isinstance(items, list)
    return [(one["why"], one["where"], one["match"]) for one in items[0]["reasons"]]


async def test_a_petition_is_found_by_number_person_name_and_words(staff: Staff) -> None:
    view = await registered(staff.receiver)
    number = str(view["petition_no"])
    for typed in (number, number[:9].lower(), str(view["collab_no"]), CITIZEN_ID, PLANTED["phone"], PLANTED["name"]):
        assert await found(staff.receiver, typed) == [view["id"]], typed
    assert await reasons(staff.receiver, number) == [("number", "", number)]
    assert await reasons(staff.receiver, CITIZEN_ID) == [("person", "", "")]
    assert await reasons(staff.receiver, "办理迟缓") == [("words", "title", "办理迟缓")]
    assert await reasons(staff.receiver, "电动车") == [("words", "requests", "电动车")]
    assert await reasons(staff.receiver, "三个月前报案") == [("words", "facts", "三个月前报案")]


async def test_a_beginning_that_too_many_numbers_share_is_refused_with_what_to_do(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [str((await registered(staff.receiver, persons=[]))["petition_no"]) for _ in range(3)]
    monkeypatch.setattr(find, "WALK", 1)
    monkeypatch.setattr(find, "MOST_NUMBERS", 3)
    answer = await staff.receiver.post("/search", json={"text": numbers[0][:9]})
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["code"], problem["field"]) == ("search.number_common", "text")
    assert numbers[0][:9] in problem["zh"]
    assert "再多输几位" in problem["next_zh"]
    assert await reasons(staff.receiver, numbers[0]) == [("number", "", numbers[0])]


async def test_a_report_is_found_too_and_by_its_case_number(intake: ServiceUnderTest, officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()
    for typed in (report["receipt_no"], "小区门口", "购车发票", "某甲", "11010519491231002x", PLANTED["id_number"]):
        assert await found(officer, typed) == [report["id"]], typed
    opened = CaseOpened(
        case_id="case-1",
        case_no="A3299000000002026110001",
        collab_no=report["collab_no"],
        report_id=report["id"],
        unit="yunling_station",
        state="filing_review",
        opened_at=report["registered_at"],
    )
    await deliver(intake.service, opened)
    assert await found(officer, "A32990000000020261") == [report["id"]]


async def test_two_characters_are_enough_and_one_is_told_so(staff: Staff) -> None:
    view = await registered(staff.receiver)
    assert await found(staff.receiver, "扣押") == [view["id"]]
    answer = await staff.receiver.post("/search", json={"text": "扣"})
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["problems"]] == ["search.too_short"]


async def test_a_phrase_must_really_stand_there(staff: Staff) -> None:
    """All its pieces may stand in a text that does not say it."""
    await registered(staff.receiver, title="合同无效，同纠正", facts="纠纷已解")
    assert await found(staff.receiver, "合同纠纷") == []
    there = await registered(staff.receiver, title="房屋买卖合同纠纷")
    assert await found(staff.receiver, "合同纠纷") == [there["id"]]


async def test_hits_out_of_sight_are_none(intake: ServiceUnderTest, staff: Staff, officer: Caller) -> None:
    here = await registered(staff.receiver)
    report = (await officer.post("/reports", json=form())).json()
    assert await found(staff.officer, "电动车") == []
    assert await found(officer, "电动车") == [report["id"]]
    assert await found(staff.other_receiver, "电动车") == [here["id"]]
    assert set(await found(staff.leader, "电动车")) == {here["id"], report["id"]}
    nobody = intake.caller("police.kiosk", roles=["hall_kiosk"], unit="petition")
    assert (await nobody.post("/search", json={"text": "电动车"})).status_code == 403


async def test_an_accusation_is_found_by_those_who_must_know_and_never_by_the_accused(staff: Staff) -> None:
    view = await registered(staff.receiver, **ACCUSATION)
    for typed in ("执法不公", str(view["petition_no"]), CITIZEN_ID):
        assert await found(staff.receiver, typed) == [view["id"]]
        assert await found(staff.head, typed) == [view["id"]]
        assert await found(staff.other_receiver, typed) == []
        assert await found(staff.leader, typed) == []


async def test_a_petitioner_who_asked_for_secrecy_is_found_by_few(staff: Staff) -> None:
    view = await registered(staff.receiver, confidential=True)
    for typed in (CITIZEN_ID, PLANTED["name"], PLANTED["phone"]):
        assert await found(staff.receiver, typed) == [view["id"]]
        assert await found(staff.other_receiver, typed) == []
    assert await found(staff.other_receiver, "办理迟缓") == [view["id"]], "the matter itself is no secret"


async def test_a_secret_reporter_hides_only_himself(intake: ServiceUnderTest, officer: Caller) -> None:
    secret = form(reporter={"name": "某戊", "id_kind": "citizen_id", "id_number": CITIZEN_ID, "confidential": True})
    report = (await officer.post("/reports", json=secret)).json()
    colleague = intake.caller("police.colleague", roles=["handler"], unit="yunling_station")
    assert await found(officer, CITIZEN_ID) == [report["id"]]
    assert await found(colleague, CITIZEN_ID) == []
    assert await found(colleague, "11010519491231002X") == [report["id"]], "the suspect is no secret"


async def test_pages_follow_each_other_without_gap_or_repeat(staff: Staff, clock: FixedClock) -> None:
    made: list[object] = []
    for number in range(2 * PAGE + 3):
        clock.advance(timedelta(minutes=1))
        received = (clock.now() - timedelta(hours=1)).isoformat()
        title = "反映停车收费" if number % 2 else "反映别的事情"
        made.append(
            (await registered(staff.receiver, title=title, received_at=received, facts="停车 收费", persons=[]))["id"]
        )
    seen: list[object] = []
    cursor = ""
    for _ in range(4):
        page = await search(staff.receiver, "停车收费", cursor)
        items = page["items"]
        assert isinstance(items, list)
        assert len(items) <= PAGE
        seen += [hit["id"] for hit in items]
        cursor = str(page["next_cursor"] or "")
        if not cursor:
            break
    assert seen == made[::-1]


async def test_both_plans_find_the_same(
    intake: ServiceUnderTest, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Walking the newest entries for a frequent word, asking the index for a rare one: a plan, never another answer."""
    made = [
        (await registered(staff.receiver, title=f"反映停车问题{number}号楼", persons=[]))["id"] for number in range(7)
    ]
    by_index = {who: await found(caller, "停车") for who, caller in _callers(staff)}
    async with intake.service.parts.database.session() as session:
        await session.execute(text("INSERT INTO search_frequent_word (word, share) VALUES ('停车', 0.4)"))
        await session.commit()
    for walk in (3, 3_000):
        monkeypatch.setattr(find, "WALK", walk)
        assert {who: await found(caller, "停车") for who, caller in _callers(staff)} == by_index
    newest = sorted(map(str, made), reverse=True)
    assert by_index == {"head": newest, "receiver": newest, "officer": []}


async def test_what_is_old_is_found_behind_what_is_new_by_every_reader(staff: Staff, clock: FixedClock) -> None:
    """The last months are asked first, then more, then all: where one ends and the next begins nothing is lost."""
    made = []
    for days in (0, 240, 35, 25, 335, 7, 27, 31):
        clock.advance(timedelta(days=days))
        received = clock.now().isoformat()
        made.append((await registered(staff.receiver, title="反映停车收费", received_at=received, persons=[]))["id"])
    for caller in (staff.head, staff.receiver):
        assert await found(caller, "停车收费") == made[::-1]
    assert await found(staff.officer, "停车收费") == []


async def test_entries_of_before_get_their_marks_with_the_migration(
    intake: ServiceUnderTest, staff: Staff, database: AgencyDatabase
) -> None:
    mine = (await registered(staff.receiver, title="反映停车收费", persons=[]))["id"]
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO intake"))
        written = (await connection.execute(text(_WORDS))).scalars().all()
        await connection.execute(text("UPDATE search_entry SET words = to_tsvector('simple', '停车')"))
        for statement in re.findall(r'"""((?:UPDATE|ALTER).+?)"""', _MIGRATIONS, re.DOTALL):
            await connection.execute(text(statement))
        marks = [word for word in written if word[0] in "@#~"]
        assert [word for word in (await connection.execute(text(_WORDS))).scalars() if word[0] in "@#~"] == marks
    await engine.dispose()
    assert len(marks) >= 2
    assert await found(staff.receiver, "停车") == [mine]


def _callers(staff: Staff) -> list[tuple[str, Caller]]:
    return [("head", staff.head), ("receiver", staff.receiver), ("officer", staff.officer)]


async def test_the_frequent_words_come_from_the_servers_statistics(
    intake: ServiceUnderTest, staff: Staff, database: AgencyDatabase
) -> None:
    for number in range(12):
        await registered(staff.receiver, title=f"反映停车问题第{number}件", persons=[])
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("ANALYZE intake.search_entry"))
    await engine.dispose()
    assert await intake.service.scheduler.run_now("refresh_search_words")
    async with intake.service.parts.database.session() as session:
        rows = await session.execute(text("SELECT word, share FROM search_frequent_word"))
        shares = {row.word: row.share for row in rows}
    assert shares["停车"] == pytest.approx(1)


async def test_a_search_for_a_person_is_recorded_without_the_number(intake: ServiceUnderTest, staff: Staff) -> None:
    await registered(staff.receiver)
    await search(staff.receiver, "办理迟缓")
    assert await audited(intake.service, "search.person") == 0
    await search(staff.receiver, CITIZEN_ID)
    assert await audited(intake.service, "search.person") == 1
    async with intake.service.parts.database.session() as session:
        stored = str((await session.execute(text("SELECT a::text FROM audit_entry a"))).scalars().all())
    assert CITIZEN_ID not in stored


async def test_the_index_keeps_no_number_of_a_person_and_no_name(intake: ServiceUnderTest, staff: Staff) -> None:
    await registered(staff.receiver)
    async with intake.service.parts.database.session() as session:
        stored = ""
        for table in ("search_key", "search_entry"):
            stored += str((await session.execute(text(f"SELECT t::text FROM {table} t"))).scalars().all())
    for planted in (CITIZEN_ID, PLANTED["phone"], PLANTED["name"], PLANTED["address"]):
        assert planted not in stored


@pytest.mark.parametrize(
    "typed", ["100%", "a_b", "' OR 1=1 --", "合同' & '", "\\", "合同:*", "<b>合同</b>", "😀😀", "𤋮𤋮", "x" * 200]
)
async def test_whatever_is_typed_breaks_nothing(staff: Staff, typed: str) -> None:
    await registered(staff.receiver, persons=[person()])
    answer = await staff.receiver.post("/search", json={"text": typed})
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 201}, {"text": "合同", "cursor": "' OR 1"}])
async def test_a_malformed_search_names_its_field(staff: Staff, body: dict[str, str]) -> None:
    answer = await staff.receiver.post("/search", json=body)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] in {"text", "cursor"}
