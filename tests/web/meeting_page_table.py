"""Pages of joint meetings: declared route, address, a role who sees it, what opens it, its headings."""

MEETING_PAGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("/meetings", "/meetings", "plc_coordinator", "meeting.read", "联席会议|Joint meetings"),
    ("/meetings/board", "/meetings/board", "plc_coordinator", "meeting.read", "议定事项一览|Board of resolutions"),
    ("/meetings/new", "/meetings/new", "plc_coordinator", "meeting.convene", "筹备联席会议|Plan a joint meeting"),
    ("/meetings/topics/new", "/meetings/topics/new", "bureau_leader", "meeting.propose", "提请议题|Propose a topic"),
    (
        "/meetings/{meeting_id}",
        "/meetings/meet-1",
        "plc_coordinator",
        "meeting.read",
        "刑事案件证据标准联席会议|刑事案件证据标准联席会议",
    ),
    (
        "/meetings/{meeting_id}/acts/{act}",
        "/meetings/meet-1/acts/minutes?of=top-1",
        "plc_coordinator",
        "meeting.read",
        "起草纪要|Write the minutes",
    ),
    ("/meetings/{meeting_id}/agenda", "/meetings/meet-1/agenda", "plc_coordinator", "meeting.convene", "议程|Agenda"),
    (
        "/meetings/topics/{topic_id}/refusal",
        "/meetings/topics/top-2/refusal",
        "plc_coordinator",
        "meeting.convene",
        "不采纳议题|Decline a topic",
    ),
    (
        "/meetings/{matter_id}/papers",
        "/meetings/meet-1/papers",
        "plc_coordinator",
        "meeting.attend",
        "排版打印|Typeset and print",
    ),
)
MEETING_NOT_PAGES = (
    "/meetings/{meeting_id}/stream",
    "/meetings/{meeting_id}/calendar",
    "/meetings/{matter_id}/papers/{paper_id}",
    "/meetings/{meeting_id}/topics/{topic_id}/materials/{no}",
)
"""A stream and three files: tested by themselves."""
