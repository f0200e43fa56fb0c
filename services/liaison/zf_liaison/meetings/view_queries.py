"""One meeting as a person of this agency sees it: what is there, who is there, what is still possible."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import MeetingView, RevisionView, SeatView, SentActView
from zf_contracts.interagency.meetings import JointMeetingConvened
from zf_law.moments import last_instant
from zf_law.problems import Problem
from zf_liaison.directory.officer_queries import officer_in_charge
from zf_liaison.exchange.notice_queries import Sent, sent_notices
from zf_liaison.meetings.may_rules import Person, possible_acts
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.record_rules import Meeting, is_withheld, quorum, section_part, visible_parts
from zf_liaison.meetings.state_rules import STATE_NAMES
from zf_liaison.meetings.tables import SectionRevision, SentAct
from zf_platform.errors import Forbidden, NotFound
from zf_platform.transaction import Scope

Signing = Literal["", "waiting", "silent", "confirmed", "objected"]


async def show_meeting(scope: Scope, meeting_id: str) -> MeetingView:
    """Raises NotFound. Restricted topics are shown to those who attend for the agency, not to every reader."""
    here = scope.identity.agency
    meeting = await meeting_for_reader(scope, meeting_id)
    notices = await sent_notices(scope, meeting_id)
    lacking = quorum(meeting)
    state = STATE_NAMES[meeting.head.state]
    return MeetingView(
        head=meeting.head,
        state_zh=state[0],
        state_en=state[1],
        own=meeting.head.convener == here,
        withheld=is_withheld(meeting.head, agency=here),
        topics=meeting.topics,
        tied=tuple(topic.topic_id for topic in meeting.topics if topic.case_no),
        attendance=tuple(sorted(meeting.attendance, key=lambda one: (one.at, one.part_id))),
        quorum=lacking.reached,
        quorum_missing=lacking.missing,
        opinions=tuple(sorted(meeting.of(v.Opinion), key=lambda one: (one.at, one.part_id))),
        sections=meeting.of(v.Section),
        parallels=tuple(one for one in meeting.of(v.ParallelText) if not one.merged_in),
        resolutions=meeting.resolutions,
        progress=tuple(sorted(meeting.of(v.Progress), key=lambda one: (one.at, one.part_id))),
        seats=tuple([await _seat_now(scope, meeting, agency, notices) for agency in meeting.head.members]),
        sent=await _sent(scope, meeting_id, notices),
        may=possible_acts(meeting, _person(scope), here=here),
    )


async def section_revisions(scope: Scope, meeting_id: str, topic_id: str) -> tuple[RevisionView, ...]:
    """Every text of a section that this node has, newest first. Raises Forbidden where the minutes were not distributed."""
    meeting = await meeting_for_reader(scope, meeting_id)
    if is_withheld(meeting.head, agency=scope.identity.agency):
        raise Forbidden((Problem("meeting.minutes_not_distributed"),))
    if topic_id and meeting.topic(topic_id) is None:
        raise NotFound
    rows = await scope.session.execute(
        select(SectionRevision.revision, SectionRevision.body)
        .where(SectionRevision.meeting_id == meeting_id, SectionRevision.part_id == section_part(topic_id))
        .order_by(SectionRevision.revision.desc())
    )
    return tuple(RevisionView(revision=row.revision, section=v.Section.model_validate(row.body)) for row in rows)


async def meeting_for_reader(scope: Scope, meeting_id: str) -> Meeting:
    """The record without what this person may not see. Raises NotFound."""
    meeting = await load_meeting(scope, meeting_id)
    seen = visible_parts(meeting, meeting.parts.values(), agency=scope.identity.agency)
    if scope.actor.reach("meeting.attend") is None:
        closed = {topic.topic_id for topic in meeting.topics if topic.restricted}
        seen = tuple(part for part in seen if part.topic_id not in closed)
    return Meeting(meeting.head, {part.part_id: part for part in seen})


def _person(scope: Scope) -> Person:
    return Person(frozenset(scope.actor.permissions))


async def _seat_now(scope: Scope, meeting: Meeting, agency: str, notices: Mapping[str, Sent]) -> SeatView:
    """With the liaison officer of the notice, and of today where somebody else is in charge by now."""
    named = next((one.officer for one in meeting.head.officers if one.agency == agency), "")
    today = await officer_in_charge(scope, agency)
    officers = {"officer": named, "officer_today": today if today != named else ""}
    if agency != scope.identity.agency and is_withheld(meeting.head, agency=scope.identity.agency):
        officers["countersign_text"] = ""  # What others object to says what the minutes say.
    return _seat(meeting, agency, notices, now=scope.now).model_copy(update=officers)


def _seat(meeting: Meeting, agency: str, notices: Mapping[str, Sent], *, now: datetime) -> SeatView:
    here = [one for one in meeting.attendance if one.agency == agency]
    signed = meeting.countersigned(agency) if meeting.head.edition else None
    told = [one for one in notices.values() if one.peer == agency and one.message == JointMeetingConvened.TYPE]
    return SeatView(
        agency=agency,
        required=agency in (meeting.head.convener, *meeting.head.required),
        authorised=any(one.authorised for one in here),
        people=tuple(one.who.name for one in here),
        countersign=_signing(meeting, signed, now=now),
        countersign_text=signed.text if signed else "",
        countersigned_at=signed.at if signed else None,
        notice=told[-1].state if told else "",
    )


def _signing(meeting: Meeting, signed: v.Countersign | None, *, now: datetime) -> Signing:
    """Silence is shown as silence, also after the issue."""
    if signed is not None:
        return signed.decision
    due = meeting.head.countersign_due
    if not meeting.head.edition or due is None:
        return ""
    over = now > last_instant(due) or meeting.head.issued_at is not None
    return "silent" if over else "waiting"


async def _sent(scope: Scope, meeting_id: str, notices: Mapping[str, Sent]) -> tuple[SentActView, ...]:
    rows = await scope.session.execute(
        select(SentAct).where(SentAct.meeting_id == meeting_id).order_by(SentAct.notice_id)
    )
    found = []
    for row in rows.scalars():
        told = notices.get(row.notice_id)
        state, reasons = (told.state, told.reasons) if told else ("waiting", ())
        found.append(
            SentActView(notice_id=row.notice_id, kind=row.kind, state=state, acted_at=row.acted_at, reasons=reasons)
        )
    return tuple(found)
