"""The programme of the simulated year: what it holds, and that it is the same every time."""

from datetime import datetime, timedelta

from zf_law.calendar import Calendar
from zf_law.moments import day_of
from zf_liaison.meetings.period_rules import countersign_due
from zf_node.demo.calendar.meeting_course import ISSUE_AFTER, SESSION
from zf_node.demo.calendar.members import CONVENER, nine_member_law
from zf_node.demo.calendar.programme import CORE, MOST_MONTHS, TOPICS_A_MEETING, Programme, make_programme
from zf_platform.clock import ZONE

LAW = nine_member_law()
NODES = [agency.code for agency in LAW.agencies.with_node()]
MEMBERS = [code for code in NODES if code != CONVENER]
CALENDAR: Calendar = LAW.calendar


def programme(months: int = MOST_MONTHS) -> Programme:
    return make_programme(months=months, members=MEMBERS, is_working=CALENDAR.is_working)


def test_nine_agencies_run_a_node_and_every_pair_may_exchange() -> None:
    assert len(NODES) == 9
    for code in NODES:
        assert sorted(LAW.agencies.by_code(code).exchanges_with) == sorted(set(NODES) - {code})


def test_a_year_has_two_meetings_a_month_with_six_topics_each_on_working_days() -> None:
    year = programme()
    assert len(year.meetings) == 24
    assert {len(meeting.topics) for meeting in year.meetings} == {TOPICS_A_MEETING}
    assert all(CALENDAR.is_working(meeting.day) for meeting in year.meetings)
    assert sorted(meeting.day for meeting in year.meetings) == [meeting.day for meeting in year.meetings]
    assert {meeting.day.month for meeting in year.meetings} == set(range(1, 13))


def test_the_year_is_the_same_every_time_and_a_shorter_one_is_its_beginning() -> None:
    assert programme() == programme()
    assert programme().meetings[:4] == programme(2).meetings


def test_it_holds_what_goes_wrong_in_a_real_year() -> None:
    year = programme()
    assert any(topic.late for meeting in year.meetings for topic in meeting.topics)
    assert any(topic.restricted and topic.named for meeting in year.meetings for topic in meeting.topics)
    assert any(meeting.silent for meeting in year.meetings)
    assert any(meeting.objecting for meeting in year.meetings)
    assert {task.manner for task in year.tasks} == {"prompt", "late", "extended"}
    assert any(task.level == "listed" for task in year.tasks)
    assert len(year.outages) == 3


def test_the_time_to_countersign_is_over_when_the_minutes_are_issued() -> None:
    """Holidays move both: the issue never comes before the last day of whoever stays silent."""
    for meeting in programme().meetings:
        session = datetime.combine(meeting.day, SESSION, tzinfo=ZONE)
        issue = CALENDAR.next_working(meeting.day + timedelta(days=ISSUE_AFTER))
        assert issue > day_of(countersign_due(LAW, session)), meeting.day


def test_who_is_away_is_never_needed_for_the_quorum_nor_owes_a_task() -> None:
    year = programme()
    away = {outage.agency for outage in year.outages}
    assert not away & set(CORE)
    assert not {meeting.absent for meeting in year.meetings} & set(CORE)
    assert not away & {task.assignee for task in year.tasks}
