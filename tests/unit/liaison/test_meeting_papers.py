"""What the papers of a meeting say, and when there is something to print."""

from datetime import UTC, date, datetime

from zf_contracts import meeting_values as v
from zf_law.loader import load_law
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.papers.meeting_rules import (
    MINUTES,
    NOTICE,
    SIGN_IN,
    TASK_SLIP,
    Names,
    is_draft,
    meeting_content,
    paper_problems,
    possible_papers,
)

LAW = load_law()
NAMES = Names(lambda code: LAW.agencies.by_code(code).name_zh, LAW.meetings.topic_types)
AT = datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
WHO = v.Speaker(account_id="a1", name="周国栋")
HEAD = v.MeetingHead(
    meeting_id="m1",
    version=1,
    convener="committee",
    title="证据标准联席会议",
    state="convened",
    starts_at=AT,
    place="三楼会议室",
    required=("police",),
    optional=("court",),
    collect_until=AT,
)


def meeting(*parts: v.MeetingPart, **head: object) -> Meeting:
    changed = HEAD.model_copy(update=head)
    return Meeting(changed, {part.part_id: part for part in parts})


def topic(no: int, title: str) -> v.Topic:
    return v.Topic(
        part_id=f"topic:t{no}",
        version=1,
        topic_id=f"t{no}",
        no=no,
        type="evidence_standard",
        title=title,
        proposer="court",
        proposed_by=WHO,
    )


def section(topic_id: str, text: str) -> v.Section:
    return v.Section(
        part_id=f"section:{topic_id or 'general'}",
        version=1,
        topic_id=topic_id,
        text=text,
        agency="police",
        who=WHO,
        at=AT,
    )


def countersign(agency: str, decision: str) -> v.Countersign:
    values = {"part_id": f"countersign:1:{agency}", "version": 1, "agency": agency, "edition": 1, "who": WHO, "at": AT}
    return v.Countersign.model_validate({**values, "decision": decision})


def resolution(state: str) -> v.Resolution:
    values = {"part_id": "resolution:r1", "version": 1, "no": 1, "agency": "police", "deliverable": "制定清单"}
    return v.Resolution.model_validate({**values, "due": date(2026, 12, 31), "acceptance": "书面确认", "state": state})


def test_what_can_be_printed_follows_the_meeting() -> None:
    assert possible_papers(meeting(state="proposed"), here="police") == ()
    assert possible_papers(meeting(), here="police") == (NOTICE, SIGN_IN)
    written = (topic(1, "价格认定"), section("t1", "同意统一清单。"))
    assert possible_papers(meeting(*written, state="drafted"), here="police") == (NOTICE, SIGN_IN, MINUTES)
    assert possible_papers(meeting(*written, resolution("drafted"), state="drafted"), here="police") == (
        NOTICE,
        SIGN_IN,
        MINUTES,
    )
    assert TASK_SLIP in possible_papers(meeting(*written, resolution("issued"), state="tracking"), here="police")
    assert [problem.code for problem in paper_problems(meeting(), MINUTES, here="police")] == ["paper.nothing_to_print"]


def test_the_minutes_have_their_sections_under_the_topics_in_order() -> None:
    parts = (
        topic(2, "移送质量"),
        topic(1, "价格认定"),
        section("t2", "乙\n丙"),
        section("t1", "甲"),
        section("", "总"),
    )
    fields = meeting_content(meeting(*parts), MINUTES, title="联席会议纪要", names=NAMES).fields
    assert fields["sections"] == ["总", "一、价格认定", "甲", "二、移送质量", "乙", "丙"]


def test_silence_is_printed_as_silence_never_as_consent() -> None:
    signed = countersign("police", "confirmed")
    round_going = meeting(signed, state="countersigning", edition=1)
    issued = meeting(signed, state="tracking", edition=1, number="云政法联席纪〔2026〕1号")
    for record, silent in ((round_going, "待答复"), (issued, "未答复")):
        rows = meeting_content(record, MINUTES, title="纪要", names=NAMES).fields["signs"]
        assert [row["answer"] for row in rows if isinstance(row, dict)] == [silent, "同意印发", silent]


def test_minutes_without_number_are_a_draft_and_carry_none() -> None:
    assert is_draft(meeting(), MINUTES)
    assert not is_draft(meeting(), NOTICE)
    numbered = meeting(number="云政法联席纪〔2026〕1号")
    assert not is_draft(numbered, MINUTES)
    assert meeting_content(numbered, MINUTES, title="纪要", names=NAMES).number == "云政法联席纪〔2026〕1号"
    assert meeting_content(numbered, NOTICE, title="通知", names=NAMES).number == ""


def test_a_member_nobody_came_from_has_an_empty_line_on_the_sign_in_sheet() -> None:
    values = {"part_id": "attendance:police:a1", "version": 1, "agency": "police", "who": WHO, "at": AT}
    here = v.Attendance.model_validate({**values, "authorised": True})
    rows = meeting_content(meeting(here), SIGN_IN, title="签到表", names=NAMES).fields["people"]
    assert [(row["agency"], row["name"], row["at"]) for row in rows if isinstance(row, dict)] == [
        ("中共云川市委政法委员会", "", ""),
        ("云川市公安局", "周国栋", "12月3日09:30"),
        ("云川市人民法院", "", ""),
    ]


def test_every_paper_shows_exactly_what_its_template_wants() -> None:
    for kind in (NOTICE, SIGN_IN, MINUTES, TASK_SLIP):
        content = meeting_content(meeting(), kind, title="", names=NAMES)
        assert set(content.fields) == set(LAW.documents.by_id(kind).fields)
