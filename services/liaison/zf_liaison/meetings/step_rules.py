"""The steps of a meeting (handbook 4.2) as a table, and what each one needs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from zf_contracts import meeting_values as v
from zf_law.moments import last_instant
from zf_law.problems import Problem
from zf_liaison.meetings.record_rules import Meeting, quorum
from zf_liaison.meetings.state_rules import STEP_NAMES, state_values

StepName = Literal["collect", "convene", "open", "end", "circulate", "revise", "issue", "close"]


@dataclass(frozen=True, slots=True)
class Step:
    """`to` is the state afterwards; an issued meeting with resolutions goes on to tracking at once."""

    name: StepName
    since: tuple[v.MeetingState, ...]
    to: v.MeetingState
    needs: Callable[[Meeting, datetime], list[Problem]]


def may_take_step(meeting: Meeting, step: Step, *, now: datetime) -> list[Problem]:
    """Nothing means that it may be taken."""
    if meeting.head.state not in step.since:
        return [Problem("meeting.step_not_possible", state_values(meeting.head.state) | STEP_NAMES[step.name])]
    return step.needs(meeting, now)


def possible_steps(state: str) -> tuple[StepName, ...]:
    return tuple(step.name for step in STEPS.values() if state in step.since)


def state_after(meeting: Meeting, step: Step) -> v.MeetingState:
    if step.to == "issued" and meeting.resolutions:
        return "tracking"
    return step.to


def silent_members(meeting: Meeting) -> tuple[str, ...]:
    """Who has not answered the edition going round. Silence is shown; it never counts as consent."""
    return tuple(agency for agency in meeting.head.members if meeting.countersigned(agency) is None)


def _nothing(meeting: Meeting, now: datetime) -> list[Problem]:
    return []


def _to_collect(meeting: Meeting, now: datetime) -> list[Problem]:
    if meeting.head.starts_at <= now:
        return [Problem("meeting.starts_in_the_past", {"field": "starts_at"})]
    return []


def _to_convene(meeting: Meeting, now: datetime) -> list[Problem]:
    problems = _to_collect(meeting, now)
    if not meeting.topics:
        problems.append(Problem("meeting.no_topics"))
    if not (meeting.head.place or meeting.head.video):
        problems.append(Problem("meeting.no_place", {"field": "place"}))
    return problems


def _to_circulate(meeting: Meeting, now: datetime) -> list[Problem]:
    problems = []
    if not any(section.text for section in meeting.of(v.Section)):
        problems.append(Problem("meeting.minutes_empty"))
    if any(not text.merged_in for text in meeting.of(v.ParallelText)):
        problems.append(Problem("meeting.texts_unmerged"))
    return problems


def _to_issue(meeting: Meeting, now: datetime) -> list[Problem]:
    """Every member has answered, or the time to answer is over."""
    due = meeting.head.countersign_due
    if not silent_members(meeting) or (due is not None and now > last_instant(due)):
        return []
    return [Problem("meeting.countersign_open", {"agencies": "、".join(silent_members(meeting))})]


def _to_close(meeting: Meeting, now: datetime) -> list[Problem]:
    open_ones = [str(one.no) for one in meeting.resolutions if one.state != "closed"]
    return [Problem("meeting.resolutions_open", {"numbers": "、".join(open_ones)})] if open_ones else []


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("collect", ("proposed",), "collecting", _to_collect),
        Step("convene", ("proposed", "collecting"), "convened", _to_convene),
        Step("open", ("convened",), "in_session", _nothing),
        Step("end", ("in_session",), "drafted", _nothing),
        Step("circulate", ("drafted",), "countersigning", _to_circulate),
        Step("revise", ("countersigning",), "drafted", _nothing),
        Step("issue", ("countersigning",), "issued", _to_issue),
        Step("close", ("issued", "tracking"), "closed", _to_close),
    )
}


def resolution_time_problems(meeting: Meeting) -> list[Problem]:
    """Resolutions are taken in session or while drafting, and only with a quorum; otherwise it is a discussion."""
    if meeting.head.state not in ("in_session", "drafted"):
        return [Problem("meeting.not_in_session", state_values(meeting.head.state))]
    lacking = quorum(meeting)
    if not lacking.reached:
        return [Problem("meeting.no_quorum", {"agencies": "、".join(lacking.missing)})]
    return []
