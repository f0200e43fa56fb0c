"""Sample bodies of joint meetings: one in session, with a tied topic, two texts and a resolution."""

from __future__ import annotations

from tests.web.sample import DIGEST, ago, ahead
from zf_contracts import meeting_values as v
from zf_contracts.http import meetings as m
from zf_contracts.values import BlobRef

WHO = v.Speaker(account_id="committee.plc_coordinator", name="韩梅", unit="coordination")
OTHER = v.Speaker(account_id="police.bureau_leader", name="孙立国", unit="leadership")
HEAD = v.MeetingHead(
    meeting_id="meet-1",
    version=5,
    convener="committee",
    title="刑事案件证据标准联席会议",
    state="in_session",
    starts_at=ago(hours=1),
    place="市委政法委三楼会议室",
    required=("procuratorate", "police"),
    optional=("court",),
    collect_until=ago(days=5),
    chair="韩梅",
    edition=1,
    countersign_due=ahead(days=3),
    carried=(
        v.CarriedResolution(
            meeting_id="meet-0",
            meeting_no="云政法联席纪〔2026〕1号",
            resolution_id="res-0",
            no=1,
            agency="police",
            deliverable="卷宗电子化清单",
            due=ahead(days=2).date(),
            state="issued",
        ),
    ),
)
TOPIC = v.Topic(
    part_id="topic:top-1",
    version=1,
    topic_id="top-1",
    no=1,
    type="evidence_standard",
    title="盗窃案件价格认定材料",
    question="价格认定书缺失时如何补正？",
    proposer="procuratorate",
    proposed_by=OTHER,
    urgent=True,
    case_no="（2026）苏9901刑初1号",
    materials=(
        v.Material(no=1, title="统计表", media_type="application/pdf", blob=BlobRef(digest=DIGEST, size=20480)),
    ),
)
RESOLUTION = v.Resolution(
    part_id="resolution:res-1",
    version=2,
    topic_id="top-1",
    no=1,
    agency="police",
    co_agencies=("procuratorate",),
    deliverable="制定价格认定材料清单",
    due=ago(days=1).date(),
    acceptance="检法两家书面确认",
    state="reported",
    overdue_at=ago(hours=2),
)
VIEW = m.MeetingView(
    head=HEAD,
    state_zh="会议中",
    state_en="In session",
    own=True,
    topics=(TOPIC,),
    tied=("top-1",),
    attendance=(
        v.Attendance(part_id="attendance:police:x", version=1, agency="police", who=OTHER, authorised=True, at=ago()),
    ),
    quorum=True,
    quorum_missing=(),
    opinions=(
        v.Opinion(
            part_id="opinion:1",
            version=1,
            topic_id="top-1",
            agency="police",
            who=OTHER,
            stance="oppose",
            dissent=True,
            text="应先统一格式。",
            at=ago(),
        ),
    ),
    sections=(
        v.Section(
            part_id="section:top-1", version=2, topic_id="top-1", text="各家同意。", agency="police", who=OTHER, at=ago()
        ),
    ),
    parallels=(
        v.ParallelText(part_id="parallel:1", version=1, base=0, text="另一段。", agency="police", who=OTHER, at=ago()),
    ),
    resolutions=(RESOLUTION,),
    progress=(
        v.Progress(
            part_id="progress:1",
            version=1,
            topic_id="top-1",
            resolution_id="res-1",
            agency="police",
            who=OTHER,
            text="清单已起草",
            at=ago(),
        ),
    ),
    seats=(
        m.SeatView(agency="committee", required=True, authorised=True, people=("韩梅",), countersign="confirmed"),
        m.SeatView(
            agency="police",
            required=True,
            authorised=True,
            people=("孙立国",),
            officer="沈文静 000-0000-1101",
            officer_today="陈志远 000-0000-1101",
            countersign="objected",
            countersign_text="请补充",
            notice="delivered",
        ),
        m.SeatView(agency="court", required=False, authorised=False, countersign="silent", notice="waiting"),
    ),
    sent=(
        m.SentActView(notice_id="n1", kind="opinion", state="rejected", acted_at=ago(), reasons=("会议已经结束。",)),
    ),
    may=(
        "check_in", "opinion", "minutes", "resolve", "countersign", "report", "verify", "propose", "step:end", "agenda",
    ),
)  # fmt: skip
LINES = (
    m.MeetingLine(
        meeting_id="meet-1",
        title=HEAD.title,
        convener="committee",
        state="in_session",
        state_zh="会议中",
        state_en="In session",
        starts_at=HEAD.starts_at,
    ),
)
PROPOSALS = (
    m.ProposalView(
        topic_id="top-2",
        convener="committee",
        proposer="court",
        state="proposed",
        proposal=v.TopicProposal(
            notice_id="top-2", acted_at=ago(), type="statistics", title="季度数据口径", who=OTHER, urgent=True
        ),
    ),
)
BOARD = (
    m.ResolutionLine(
        meeting_id="meet-1",
        meeting_title=HEAD.title,
        meeting_no="云政法联席纪〔2026〕2号",
        convener="committee",
        resolution_id="res-1",
        resolution=RESOLUTION,
        overdue=True,
    ),
)
TYPES = (m.TopicTypeView(id="statistics", zh="数据统计", en="Statistics"),)
