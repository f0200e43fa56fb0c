"""What is open to a person in a meeting now, so that pages offer nothing that would be refused. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from zf_liaison.meetings.record_rules import Meeting, quorum
from zf_liaison.meetings.resolution_rules import OPEN_STATES
from zf_liaison.meetings.step_rules import possible_steps


@dataclass(frozen=True, slots=True)
class Person:
    permissions: frozenset[str]

    def holds(self, permission: str) -> bool:
        return permission in self.permissions


def possible_acts(meeting: Meeting, person: Person, *, here: str) -> tuple[str, ...]:
    """Names of acts; steps of the convener as `step:open`."""
    if here not in meeting.head.members:
        return ()
    found = _as_member(meeting, person, here=here)
    if meeting.head.convener == here and person.holds("meeting.convene"):
        found += _as_convener(meeting)
    return tuple(found)


def _as_member(meeting: Meeting, person: Person, *, here: str) -> list[str]:
    state = meeting.head.state
    open_to = {
        "propose": state in ("proposed", "collecting") and person.holds("meeting.propose"),
        "check_in": state in ("convened", "in_session") and person.holds("meeting.attend"),
        "opinion": state in ("convened", "in_session") and person.holds("meeting.attend"),
        "minutes": state in ("in_session", "drafted") and person.holds("meeting.attend"),
        "countersign": state == "countersigning"
        and person.holds("meeting.represent")
        and meeting.countersigned(here) is None,
        "report": person.holds("meeting.report")
        and any(here in (one.agency, *one.co_agencies) and one.state in OPEN_STATES for one in meeting.resolutions),
    }
    return [act for act, possible in open_to.items() if possible]


def _as_convener(meeting: Meeting) -> list[str]:
    state = meeting.head.state
    found = [f"step:{step}" for step in possible_steps(state)]
    if state in ("proposed", "collecting", "convened", "in_session"):
        found += ["agenda", "material"]
    if state in ("in_session", "drafted") and quorum(meeting).reached:
        found.append("resolve")
    if any(one.state in OPEN_STATES for one in meeting.resolutions):
        found.append("verify")
    return found
