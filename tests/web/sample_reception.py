"""Sample bodies of appointments, leader receptions and promises."""

from __future__ import annotations

from datetime import timedelta

from tests.web.sample import NOW, ago, ahead
from zf_contracts.http.appointments import AppointmentReport, AppointmentRow, AppointmentView, StepView
from zf_contracts.http.promises import BreachCounts, BreachView, OverseenBreach, PromiseView, UnitBreaches
from zf_contracts.http.receptions import CalendarView, LeaderTally, LeaderView, SessionReport, SessionView

ASKED, AGREED, SESSION, PAST = "apt-1", "apt-2", "ses-1", "ses-2"
APPOINTMENT = AppointmentView(
    id=ASKED, appointment_no="云政法约〔2026〕1号", home="committee", host="committee", matter="trial",
    petitioner_name="张示例", people=1, named_name="陶启明", state="requested", state_zh="待安排", state_en="requested",
    leader_name="", leader_title="", meets_at=None, room="", requested_at=ago(hours=5), version=1,
    brief="对执行迟延不满，希望当面反映。", petition_id="pet-1", petition_no="XFV329900202611230001",
    phone_masked="139****5678", named_id="", wish="工作日上午", offer_no=0, leader_id="", reason="", consent=None, reply="",
    acts=("offer", "refuse", "cancel"), proposed_leader="chief", proposed_why="named",
    steps=(
        StepView(
            act="request", state_zh="待安排", state_en="requested", agency="committee", by_name="温良", leader_name="",
            reason="", consent=None, at=ago(hours=5),
        ),
    ),
)  # fmt: skip
CONFIRMED = APPOINTMENT.model_copy(
    update={
        "id": AGREED, "appointment_no": "云政法约〔2026〕2号", "state": "reassigned", "state_zh": "更换领导，待同意",
        "state_en": "another leader offered", "leader_id": "deputy", "leader_name": "韩梅", "leader_title": "副书记",
        "meets_at": ahead(days=2), "room": "302", "reason": "书记外出开会", "version": 4, "offer_no": 1,
        "acts": ("offer", "refuse", "accept", "decline", "cancel"),
    }
)  # fmt: skip
APPOINTMENTS = (APPOINTMENT, CONFIRMED)
ROWS = tuple(
    AppointmentRow.model_validate(one.model_dump(include=set(AppointmentRow.model_fields))) for one in APPOINTMENTS
)
REPORT = AppointmentReport(
    requested=9, held=4, no_show=1, cancelled=1, open=3, named=5, honoured=3, substituted=1, lost=0, share=0.75
)
LEADERS = (
    LeaderView(account_id="chief", name="陶启明", title="书记", portfolio=("trial",), rank=1, active=True, version=1),
    LeaderView(account_id="deputy", name="韩梅", title="副书记", portfolio=(), rank=2, active=True, version=1),
)


def session(session_id: str = SESSION, *, state: str = "published", days: int = 11) -> SessionView:
    day = NOW.date() + timedelta(days=days)
    return SessionView.model_validate(
        {
            "id": session_id, "agency": "committee", "day": day, "named": (day,), "starts": "09:00", "ends": "11:30",
            "place": "联合接待大厅", "provisional": False, "leader_id": "chief", "leader_name": "陶启明",
            "leader_title": "书记", "state": state, "publish_by": day - timedelta(days=5), "published_at": ago(days=1),
            "moved_from": None, "urgent": False, "decision_no": "", "decision_reason": "",
            "held_by_name": "陶启明" if state == "held" else "", "received": 6 if state == "held" else 0, "note": "",
            "version": 2,
        }
    )  # fmt: skip


CALENDAR = CalendarView(
    since=NOW.date() - timedelta(days=31),
    until=NOW.date() + timedelta(days=60),
    rule_zh="每月 5 日和每周五，遇非工作日顺延",
    rule_en="The 5th of each month and every Friday, moved to working days",
    sessions=(session(PAST, state="held", days=-3), session()),
)
SESSIONS = SessionReport(
    since=NOW.date().replace(month=1, day=1), until=NOW.date(), sessions=50, held=47, missed=2, cancelled=1, moved=1,
    published_late=3,
    leaders=(
        LeaderTally(
            leader_id="chief", leader_name="陶启明", leader_title="书记", held=24, missed=1, stood_in_for=1, stood_in=0
        ),
    ),
)  # fmt: skip
PROMISE = PromiseView(
    id="appointment_reply", zh="预约接访三个工作日内答复", en="Appointments answered within three working days", amount=3,
    unit="working_day", accountable_zh="接访安排人", accountable_en="Who arranges receptions",
    valid_from=NOW.date() - timedelta(days=300), broken=2,
)  # fmt: skip
BREACH = BreachView(
    id="br-1", promise=PROMISE.id, promise_zh=PROMISE.zh, promise_en=PROMISE.en, object_kind="appointment",
    object_id=ASKED, label="云政法约〔2026〕1号", due_at=ago(days=2), found_at=ago(days=1), accountable_zh="接访安排人",
    accountable_en="Who arranges receptions", person_name="", cause="", answered_by_name="", answered_at=None, version=1,
)  # fmt: skip
ANSWERED = BREACH.model_copy(
    update={
        "id": "br-0", "person_name": "常平", "cause": "领导临时外出", "answered_by_name": "常平",
        "answered_at": ago(hours=3), "version": 2,
    }
)  # fmt: skip
OVERSEEN = tuple(
    OverseenBreach.model_validate(
        {"unit": "petition", **{name: getattr(one, name) for name in OverseenBreach.model_fields if name != "unit"}}
    )
    for one in (BREACH, ANSWERED)
)
BROKEN = BreachCounts(
    since=NOW.date() - timedelta(days=364), until=NOW.date(), total=2,
    units=(UnitBreaches(unit="petition", total=2, without_cause=1),),
)  # fmt: skip
