"""Resolutions: whom they may bind, when they are late, and who gets the minutes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zf_contracts import meeting_values as v
from zf_law.problems import Problem
from zf_liaison.meetings.record_rules import Meeting, may_see_topic
from zf_liaison.meetings.state_rules import resolution_values
from zf_liaison.meetings.step_rules import resolution_time_problems

OPEN_STATES = ("issued", "reported", "sent_back")
UNREPORTED_STATES = ("issued", "sent_back")
"""The responsible agency owes something; after its report the convener owes the verification."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resolution as the convener drafts it."""

    topic_id: str
    agency: str
    co_agencies: tuple[str, ...]
    due: date


def draft_problems(meeting: Meeting, wanted: Wanted, *, today: date) -> list[Problem]:
    """In time, with a quorum, for members that may know the topic, with a day ahead."""
    problems = resolution_time_problems(meeting)
    if wanted.topic_id and meeting.topic(wanted.topic_id) is None:
        problems.append(Problem("meeting.topic_unknown", {"field": "topic_id"}))
    for agency in (wanted.agency, *wanted.co_agencies):
        field = "agency" if agency == wanted.agency else "co_agencies"
        if agency not in meeting.head.members:
            problems.append(Problem("meeting.not_a_member", {"field": field, "agency": agency}))
        elif not may_see_topic(meeting, wanted.topic_id, agency=agency):
            problems.append(Problem("meeting.topic_restricted", {"field": field, "agency": agency}))
    if wanted.due <= today:
        problems.append(Problem("meeting.due_not_ahead", {"field": "due"}))
    return problems


def verify_problems(resolution: v.Resolution, *, closed: bool) -> list[Problem]:
    """Closed after a report of fulfilment; sent back while it is open."""
    wanted = ("reported",) if closed else OPEN_STATES
    if resolution.state not in wanted:
        code = (
            "meeting.not_reported_yet" if closed and resolution.state in OPEN_STATES else "meeting.resolution_not_open"
        )
        return [Problem(code, resolution_values(resolution.state))]
    return []


def is_overdue(resolution: v.Resolution, *, today: date) -> bool:
    """Whoever reported waits for the convener and is not late by that."""
    return resolution.state in UNREPORTED_STATES and today > resolution.due


def is_report_late(resolution: v.Resolution, *, today: date) -> bool:
    due = resolution.report_due
    return resolution.state in UNREPORTED_STATES and due is not None and today > due


def distribution_of(meeting: Meeting, wanted: Sequence[str]) -> tuple[tuple[str, ...], list[Problem]]:
    """Who gets the issued minutes. Secret ones go only to members that were at the table."""
    members = meeting.head.members
    if meeting.head.secrecy != "secret":
        return tuple(wanted) or members, []
    present = {one.agency for one in meeting.attendance} | {meeting.head.convener}
    absent = [one for one in wanted if one not in present]
    if absent:
        return (), [Problem("meeting.secret_only_to_present", {"field": "distribution", "agencies": "、".join(absent)})]
    return tuple(wanted) or tuple(one for one in members if one in present), []
