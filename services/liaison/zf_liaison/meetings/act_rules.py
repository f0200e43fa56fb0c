"""What a member may do in a meeting, and what the record looks like afterwards. The convener's node asks the same. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zf_contracts import meeting_values as v
from zf_law.moments import day_of, last_instant
from zf_law.problems import Problem
from zf_liaison.meetings.record_rules import (
    Meeting,
    attendance_part,
    countersign_part,
    may_see_topic,
    section_part,
    topic_part,
)
from zf_liaison.meetings.state_rules import resolution_values, state_values

Parts = tuple[v.MeetingPart, ...]
_ON_THE_TABLE = ("convened", "in_session")
_WRITABLE = ("in_session", "drafted")


def act_problems(meeting: Meeting, act: v.MemberAct, *, agency: str) -> list[Problem]:
    """Why this member may not do this now; nothing when it may."""
    if agency not in meeting.head.members:
        return [Problem("meeting.not_a_member", {"agency": agency})]
    check = _CHECKS[type(act)]
    return check(meeting, act, agency)


def parts_after(meeting: Meeting, act: v.MemberAct, *, agency: str) -> Parts:
    """The parts this act adds or changes; a repeated act changes nothing."""
    return _EFFECTS[type(act)](meeting, act, agency)


def is_on_older_text(meeting: Meeting, edit: v.MinutesEdit) -> bool:
    """Somebody else was faster: this text was written on another revision than the present one."""
    return edit.base != meeting.version_of(section_part(edit.topic_id))


def _state_problem(meeting: Meeting, allowed: tuple[str, ...], code: str) -> list[Problem]:
    return [] if meeting.head.state in allowed else [Problem(code, state_values(meeting.head.state))]


def _topic_problem(meeting: Meeting, topic_id: str, agency: str) -> list[Problem]:
    known = meeting.topic(topic_id) is not None and may_see_topic(meeting, topic_id, agency=agency)
    return [] if known else [Problem("meeting.topic_unknown", {"field": "topic_id"})]


def _check_proposal(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    assert isinstance(act, v.TopicProposal)
    problems = _state_problem(meeting, ("proposed", "collecting"), "meeting.not_collecting")
    if act.acted_at > meeting.head.collect_until and not act.urgent:
        problems.append(Problem("meeting.collecting_over", {"field": "urgent"}))
    strangers = [one for one in act.named if one not in meeting.head.members]
    if strangers:
        problems.append(Problem("meeting.not_a_member", {"field": "named", "agency": "、".join(strangers)}))
    return problems


def _check_attendance(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    return _state_problem(meeting, _ON_THE_TABLE, "meeting.check_in_closed")


def _check_opinion(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    assert isinstance(act, v.OpinionGiven)
    problems = _state_problem(meeting, _ON_THE_TABLE, "meeting.opinions_closed")
    return problems + _topic_problem(meeting, act.topic_id, agency)


def _check_edit(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    assert isinstance(act, v.MinutesEdit)
    problems = _state_problem(meeting, _WRITABLE, "meeting.minutes_closed")
    if act.topic_id:
        problems += _topic_problem(meeting, act.topic_id, agency)
    return problems


def _check_countersign(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    assert isinstance(act, v.Countersigning)
    problems = _state_problem(meeting, ("countersigning",), "meeting.countersign_closed")
    due = meeting.head.countersign_due
    if not problems and due is not None and act.acted_at > last_instant(due):
        problems.append(Problem("meeting.countersign_over", {"due": day_of(due).isoformat()}))
    if act.edition != meeting.head.edition:
        problems.append(Problem("meeting.other_edition", {"edition": meeting.head.edition, "field": "edition"}))
    elif meeting.countersigned(agency) is not None:
        problems.append(Problem("meeting.countersigned_already"))
    if act.decision == "objected" and not act.text:
        problems.append(Problem("meeting.objection_needs_text", {"field": "text"}))
    return problems


def _check_progress(meeting: Meeting, act: v.MemberAct, agency: str) -> list[Problem]:
    assert isinstance(act, v.ProgressReport)
    resolution = meeting.resolution(act.resolution_id)
    if resolution is None or not may_see_topic(meeting, resolution.topic_id, agency=agency):
        return [Problem("meeting.resolution_unknown", {"field": "resolution_id"})]
    if agency not in (resolution.agency, *resolution.co_agencies):
        return [Problem("meeting.not_yours_to_report", {"agency": resolution.agency})]
    if resolution.state in ("drafted", "closed"):
        return [Problem("meeting.resolution_not_open", resolution_values(resolution.state))]
    return []


def _topic_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    assert isinstance(act, v.TopicProposal)
    return (
        v.Topic(
            part_id=topic_part(act.notice_id),
            version=1,
            topic_id=act.notice_id,
            no=len(meeting.topics) + 1,
            type=act.type,
            title=act.title,
            question=act.question,
            proposer=agency,
            proposed_by=act.who,
            urgent=act.urgent,
            restricted=act.restricted,
            named=act.named,
            case_no=act.case_no,
            materials=act.materials,
        ),
    )


def _attendance_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    assert isinstance(act, v.CheckIn)
    part_id = attendance_part(agency, act.who.account_id)
    if part_id in meeting.parts:
        return ()
    return (
        v.Attendance(
            part_id=part_id, version=1, agency=agency, who=act.who, authorised=act.authorised, at=act.acted_at
        ),
    )


def _opinion_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    assert isinstance(act, v.OpinionGiven)
    return (
        v.Opinion(
            part_id=f"opinion:{act.notice_id}",
            version=1,
            topic_id=act.topic_id,
            agency=agency,
            who=act.who,
            stance=act.stance,
            dissent=act.dissent,
            text=act.text,
            at=act.acted_at,
        ),
    )


def _section_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    """The new text; on an older revision it stands beside the present one, and nothing is lost.

    Texts beside it are merged only when the writer says that he took them in: what came meanwhile he has not seen.
    """
    assert isinstance(act, v.MinutesEdit)
    part_id = section_part(act.topic_id)
    written = {"topic_id": act.topic_id, "text": act.text, "agency": agency, "who": act.who, "at": act.acted_at}
    if is_on_older_text(meeting, act):
        beside = {"part_id": f"parallel:{act.notice_id}", "version": 1, "base": act.base}
        return (v.ParallelText.model_validate({**beside, **written}),)
    revision = act.base + 1
    merged = tuple(
        text.model_copy(update={"merged_in": revision, "version": text.version + 1})
        for text in meeting.of(v.ParallelText)
        if text.topic_id == act.topic_id and text.part_id in act.merges and not text.merged_in
    )
    return (v.Section.model_validate({"part_id": part_id, "version": revision, **written}), *merged)


def _countersign_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    assert isinstance(act, v.Countersigning)
    return (
        v.Countersign(
            part_id=countersign_part(act.edition, agency),
            version=1,
            agency=agency,
            edition=act.edition,
            decision=act.decision,
            text=act.text,
            who=act.who,
            at=act.acted_at,
        ),
    )


def _progress_after(meeting: Meeting, act: v.MemberAct, agency: str) -> Parts:
    """The report, and the resolution with its time of report; the next report day is the caller's to compute."""
    assert isinstance(act, v.ProgressReport)
    resolution = meeting.resolution(act.resolution_id)
    assert resolution is not None
    report = v.Progress(
        part_id=f"progress:{act.notice_id}",
        version=1,
        topic_id=resolution.topic_id,
        resolution_id=act.resolution_id,
        agency=agency,
        who=act.who,
        text=act.text,
        done=act.done,
        at=act.acted_at,
    )
    reported = act.done and agency == resolution.agency
    state: v.ResolutionState = "reported" if reported else resolution.state
    changed = {"version": resolution.version + 1, "state": state, "reported_at": act.acted_at}
    return (report, resolution.model_copy(update=changed))


def case_of(meeting: Meeting, act: v.MemberAct) -> str:
    """The pending case this act speaks of, if its topic is tied to one."""
    if isinstance(act, v.TopicProposal):
        return act.case_no
    topic_id = getattr(act, "topic_id", "")
    if isinstance(act, v.ProgressReport):
        resolution = meeting.resolution(act.resolution_id)
        topic_id = resolution.topic_id if resolution else ""
    topic = meeting.topic(topic_id) if topic_id else None
    return topic.case_no if topic else ""


def words_of(act: v.MemberAct) -> str:
    """What a person wrote in this act."""
    if isinstance(act, v.TopicProposal):
        return f"{act.title}\n{act.question}"
    return "" if isinstance(act, v.CheckIn) else act.text


_Check = Callable[[Meeting, v.MemberAct, str], list[Problem]]
_Effect = Callable[[Meeting, v.MemberAct, str], Parts]

_CHECKS: Mapping[type[v.MeetingTold], _Check] = {
    v.TopicProposal: _check_proposal,
    v.CheckIn: _check_attendance,
    v.OpinionGiven: _check_opinion,
    v.MinutesEdit: _check_edit,
    v.Countersigning: _check_countersign,
    v.ProgressReport: _check_progress,
}
_EFFECTS: Mapping[type[v.MeetingTold], _Effect] = {
    v.TopicProposal: _topic_after,
    v.CheckIn: _attendance_after,
    v.OpinionGiven: _opinion_after,
    v.MinutesEdit: _section_after,
    v.Countersigning: _countersign_after,
    v.ProgressReport: _progress_after,
}
