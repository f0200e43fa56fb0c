"""`zf upkeep`: the search index of what was there before it, and the hashes for comparing under a new match key."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from tests.integration.intake.forms import form
from tests.integration.intake.petition_forms import Staff, citizen_id, person, registered
from tests.integration.intake.test_search import found
from tests.integration.letters import audited, sent
from zf_intake.conversions.find_older_conversions import find_older_conversions
from zf_intake.petitions import reindex_petitions as petitions_step
from zf_intake.petitions.reindex_petitions import reindex_petitions
from zf_intake.repeats import rehash_marks as marks_step
from zf_intake.repeats.rehash_marks import rehash_marks
from zf_intake.reports.reindex_reports import reindex_reports
from zf_node.upkeep_commands import Place, gone_through, upkeep_app
from zf_platform.match_key import MatchKey
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.service import async_url
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

Rows = list[tuple[object, ...]]


@pytest.fixture
def place(intake: ServiceUnderTest, database: AgencyDatabase) -> Place:
    """This intake as the command sees it, with a match key of its own choice."""
    key = intake.service.parts.settings.personal_key
    assert key is not None
    return Place("police", async_url(database.service_urls["intake"]), key.get_secret_value(), new_personal_key())


async def rows(intake: ServiceUnderTest, sql: str) -> Rows:
    async with intake.service.parts.database.session() as session:
        return [tuple(row) for row in await session.execute(text(sql))]


async def run(intake: ServiceUnderTest, *statements: str) -> None:
    async with intake.service.parts.database.session() as session:
        for sql in statements:
            await session.execute(text(sql))
        await session.commit()


async def test_what_was_there_before_the_index_is_found_again(
    intake: ServiceUnderTest, staff: Staff, officer: Caller, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(petitions_step, "AT_ONCE", 2)
    ids = [(await registered(staff.receiver, title=f"旧事项第{number}件"))["id"] for number in range(5)]
    report = (await officer.post("/reports", json=form())).json()
    written = sorted(await rows(intake, "SELECT id, kind, words::text, people FROM search_entry"))
    await run(intake, "DELETE FROM search_key", "DELETE FROM search_entry")
    assert await found(staff.receiver, PLANTED["name"]) == []
    steps = {"search_index_petitions": reindex_petitions, "search_index_reports": reindex_reports}
    assert await gone_through(place, steps) == {"search_index_petitions": 5, "search_index_reports": 1}
    assert sorted(await rows(intake, "SELECT id, kind, words::text, people FROM search_entry")) == written
    assert set(await found(staff.receiver, PLANTED["name"])) == set(ids)
    assert await found(officer, report["receipt_no"]) == [report["id"]]
    assert await audited(intake.service, "upkeep.search_index_petitions") == 1
    assert await gone_through(place, steps) == {"search_index_petitions": 5, "search_index_reports": 1}
    assert len(await rows(intake, "SELECT id FROM search_entry")) == 6, "a second run adds nothing"


async def test_a_new_match_key_gives_new_hashes_and_asks_only_when_told(
    intake: ServiceUnderTest, staff: Staff, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks_step, "AT_ONCE", 2)
    number = citizen_id(date(1980, 1, 1))
    views = [
        await registered(staff.receiver, persons=[person(id_kind="citizen_id", id_number=number)]) for _ in range(3)
    ]
    hidden = await registered(staff.receiver, category="accusation")
    before = {str(row[0]): row for row in await rows(intake, "SELECT petition_id, marks FROM repeat_marks")}
    await run(
        intake,
        "UPDATE repeat_marks SET ask = 'asked' WHERE ask = 'due'",
        f"DELETE FROM repeat_marks WHERE petition_id = '{views[0]['id']}'",
    )
    assert await gone_through(place, {"match_key": rehash_marks}) == {"match_key": 4}
    after = {str(row[0]): row for row in await rows(intake, "SELECT petition_id, marks, people, ask FROM repeat_marks")}
    assert set(after) == {hidden["id"], *(view["id"] for view in views)}, "what had none has them now"
    expected = MatchKey.from_text(place.match_key).person("citizen_id", number)
    for view in views:
        assert after[view["id"]][2] == [expected]
        assert after[view["id"]][1] != before[view["id"]][1]
    asks = sorted(str(row[3]) for row in after.values())
    assert asks == ["asked", "asked", "due", "never"]
    await gone_through(place, {"match_key": partial(rehash_marks, ask_again=True)})
    assert sorted(str(row[0]) for row in await rows(intake, "SELECT ask FROM repeat_marks")) == [
        "due",
        "due",
        "due",
        "never",
    ]


async def test_conversions_from_before_are_recorded_once_and_told_to_the_own_oversight_only(
    intake: ServiceUnderTest, staff: Staff, place: Place
) -> None:
    await registered(staff.receiver, channel="letter", received_at="2026-10-08T09:00:00+08:00")
    await registered(staff.receiver)
    recorded = await rows(intake, "SELECT petition_id, kind, earlier_id, received_at FROM conversion ORDER BY kind")
    await run(intake, "DELETE FROM conversion", "DELETE FROM outbox")
    for _again in range(2):
        assert await gone_through(place, {"conversions": find_older_conversions}) == {"conversions": 1}
    again = await rows(intake, "SELECT petition_id, kind, earlier_id, received_at FROM conversion ORDER BY kind")
    assert again == recorded
    assert len(await sent(intake.service, "petition.conversion.noted")) == 2
    assert await sent(intake.service, "petition.notice.issued") == []


def test_without_a_city_and_without_an_environment_it_says_what_is_needed(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ZF_AGENCY", "ZF_DATABASE_URL", "ZF_PERSONAL_KEY"):
        monkeypatch.delenv(name, raising=False)
    result = CliRunner().invoke(upkeep_app, ["search-index", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "ZF_PERSONAL_KEY" in result.output
    assert CliRunner().invoke(upkeep_app, ["match-key", "--agency", "nowhere"]).exit_code == 2
