"""看板: figures of what came in, the imported ledger's late ones by rule, conversions by a person's earlier matters."""

from sqlalchemy import text

from tests.integration.intake.ledger_files import check, ledger, run
from tests.integration.intake.petition_forms import CHECKS, Staff, View, act, answered, person, registered
from zf_platform.testing import Caller, ServiceUnderTest


async def read(caller: Caller, **days: str) -> View:
    answer = await caller.get("/board", params=days)
    assert answer.status_code == 200, answer.text
    found: View = answer.json()
    return found


async def test_an_empty_agency_has_an_empty_board(staff: Staff) -> None:
    board = await read(staff.leader)
    assert (board["total"], board["periods"], board["channels"], board["rules"]) == (0, [], [], [])
    assert (board["since"], board["until"]) == ("2025-11-24", "2026-11-23")
    assert [one["score"] for one in board["scores"]] == [5, 4, 3, 2, 1]


async def test_the_imported_ledger_shows_its_late_ones_by_rule(intake: ServiceUnderTest, staff: Staff) -> None:
    await run(intake, staff.head, await check(staff.head, ledger()))
    board = await read(staff.leader, since="2011-01-01")
    assert (board["total"], board["grain"], board["open"]) == (4, "year", 2)
    assert board["channels"] == [{"code": "online", "count": 4}]
    rules = {one["rule"]: (one["kept"], one["late"], one["running"] + one["overdue"]) for one in board["rules"]}
    assert rules["X02"][:2] == (1, 1)
    assert rules["X04"][:2] == (1, 1)
    late = (await staff.leader.get("/board/late", params={"rule": "X04", "since": "2011-01-01"})).json()["items"]
    answered = [one for one in late if one["ended_at"]]
    overdue = next(one["overdue"] for one in board["rules"] if one["rule"] == "X04")
    assert (len(answered), len(late)) == (1, 1 + overdue)
    assert answered[0]["ended_at"] > answered[0]["due_at"]


async def test_repeats_visits_after_letters_and_collectives_are_counted(staff: Staff) -> None:
    await registered(staff.receiver, channel="letter", received_at="2026-10-08T09:00:00+08:00")
    await registered(staff.receiver, channel="visit", people_count=9, received_at="2026-11-09T09:00:00+08:00")
    board = await read(staff.head)
    assert board["periods"] == [
        {"label": "2026-10", "first": 1, "repeat": 0},
        {"label": "2026-11", "first": 0, "repeat": 1},
    ]
    assert board["conversions"] == {
        "letter_to_visit": 1,
        "first_to_repeat": 1,
        "grassroots_to_skip_level": 0,
        "individual_to_collective": 1,
    }
    assert (await read(staff.head, since="2026-11-01"))["first"] == 0
    assert (await read(staff.head, until="2026-10-31"))["total"] == 1


async def test_the_settle_rate_counts_first_petitions_closed_with_the_four_checks(staff: Staff) -> None:
    view = await answered(staff)
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    await act(staff.head, view, "closing-decision", approve=True, explanation="同意办结。")
    await registered(staff.receiver, received_at="2026-11-23T09:40:00+08:00")
    await registered(staff.receiver, persons=[person(name="某甲")])
    board = await read(staff.leader)
    assert (board["total"], board["first"], board["first_settled"]) == (3, 2, 1)


async def test_ratings_are_counted_by_score(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    async with intake.service.parts.database.session() as session:
        row = {"id": view["id"]}
        values = "(:id, 2, '', 'petition', '', '2026-11-20T09:00:00+08:00')"
        await session.execute(text(f"INSERT INTO petition_rating VALUES {values}"), row)
        await session.commit()
    scores = {one["score"]: one["petitions"] for one in (await read(staff.leader))["scores"]}
    assert scores == {5: 0, 4: 0, 3: 0, 2: 1, 1: 0}


async def test_the_late_list_hides_what_the_reader_may_not_see_and_the_board_is_for_leaders(
    staff: Staff,
) -> None:
    assert (await staff.receiver.get("/board")).status_code == 403
    reversed_days = await staff.leader.get("/board", params={"since": "2026-11-02", "until": "2026-11-01"})
    assert reversed_days.status_code == 422
    assert reversed_days.json()["problems"][0]["code"] == "board.period_reversed"
