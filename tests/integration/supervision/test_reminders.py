"""Reminders of supervised tasks: at their marks, the same number on both sides, whoever looked when."""

from datetime import timedelta

from tests.integration.liaison.town import NOW, Town
from tests.integration.supervision.acting import (
    act,
    clocks,
    coordinator,
    reached,
    reviewer,
    see,
)
from tests.integration.supervision.test_tasks import issued


async def test_reminders_come_at_their_marks_on_both_sides_and_a_late_report_says_so(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    await act(fa, task_id, "sign_for")
    await reached(city, zhi, task_id, "signed_for")
    for day in (16, 25, 31):
        city.clock.advance(timedelta(days=day) - (city.clock.now() - NOW))
        for agency in ("committee", "police"):
            await city.job(agency, "remind_tasks")
            await city.job(agency, "remind_tasks")
    await act(fa, task_id, "report", text="迟到的报告")
    late = await reached(city, zhi, task_id, "reported")
    for view in (late, await see(fa, task_id)):
        marks = [one["text"].split("%")[0] for one in view["steps"] if one["side"] == "clock"]
        assert (marks, view["late"], view["reminders"]) == (["50", "80", "100"], True, 3)
        assert clocks(view)["U02"] == ("2026-12-23", "met_late")


async def test_marks_that_came_while_a_side_was_away_count_there_too(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    await act(fa, task_id, "sign_for")
    await reached(city, zhi, task_id, "signed_for")
    for day, looking in ((16, ["committee"]), (25, ["committee", "police"])):
        city.clock.advance(timedelta(days=day) - (city.clock.now() - NOW))
        for agency in looking:
            await city.job(agency, "remind_tasks")
    given = {}
    for side, caller in (("committee", zhi), ("police", fa)):
        view = await see(caller, task_id)
        given[side] = [one["text"].split("%")[0] for one in view["steps"] if one["side"] == "clock"], view["reminders"]
    assert given == {"committee": (["50", "80"], 2), "police": (["80"], 2)}
