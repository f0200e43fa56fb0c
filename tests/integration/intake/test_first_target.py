"""初信初访: the tighter target stands on the petition, the list and the board with its rate, and blocks nothing (S-024)."""

from tests.integration.intake.petition_forms import CHECKS, Staff, View, act, answered, person, registered


async def of_row(staff: Staff, petition: View) -> object:
    rows = (await staff.head.get("/petitions")).json()["items"]
    return next(row["first_target"] for row in rows if row["id"] == petition["id"])


async def test_a_first_petition_has_a_target_and_keeps_it_by_its_answer(staff: Staff) -> None:
    view = await answered(staff)
    found = (await staff.head.get(f"/petitions/{view['id']}")).json()["first_target"]
    assert (found["days"], found["state"]) == (30, "kept")
    assert found == await of_row(staff, view)
    again = await registered(staff.receiver)
    assert (again["repeat"], again["first_target"]) == (True, None)
    by_phone = await registered(staff.receiver, channel="phone", persons=[person(name="某乙")])
    assert by_phone["first_target"] is None


async def test_what_is_late_by_the_target_is_said_and_can_still_be_done(staff: Staff) -> None:
    late = await answered(staff, received_at="2026-10-08T09:00:00+08:00")
    assert (late["first_target"]["due"], late["first_target"]["state"]) == ("2026-11-07", "missed")
    closing = await act(staff.officer, late, "closing", path="settled", checks=dict(CHECKS))
    closed = await act(staff.head, closing, "closing-decision", approve=True, explanation="同意办结。")
    assert closed["state"] == "closed"
    waiting = await registered(
        staff.receiver, channel="letter", persons=[person(name="某丙")], received_at="2026-10-20T09:00:00+08:00"
    )
    assert waiting["first_target"]["state"] == "overdue"
    fresh = await registered(staff.receiver, persons=[person(name="某丁")], received_at="2026-11-20T09:00:00+08:00")
    assert fresh["first_target"] == {"days": 30, "due": "2026-12-20", "state": "running"}
    board = (await staff.leader.get("/board")).json()
    assert board["first_target"] == {"days": 30, "kept": 0, "missed": 1, "running": 1, "overdue": 1}
