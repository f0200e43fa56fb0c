"""Sample bodies of the reception hall: three desks, a number being served, a hand-over, a day with its failures."""

from __future__ import annotations

from datetime import date

from tests.web.sample import ago, ahead
from zf_contracts.http.hall import (
    CallRow,
    ChoiceView,
    CounterView,
    DeskChangeRow,
    DeskView,
    HallView,
    HandoverView,
    QueueCount,
    ScreenView,
    SlipView,
    TicketView,
)
from zf_contracts.http.hall_daily import DailyTicket, DailyView, RatingsView, ReceiverRating, StandardCount

SLIP_CODE = "slip-code-0001"
STANDARDS = (
    ChoiceView(id="greeting", zh="起立迎接、主动问候", en="Stood up and greeted"),
    ChoiceView(id="plain_language", zh="用通俗的话讲清楚", en="Explained in plain words"),
)
HALL = HallView(
    agency="committee",
    zh="云川市联合接待大厅",
    en="Yunchuan Joint Reception Hall",
    joint=True,
    queues=(
        ChoiceView(id="joint", zh="综合窗口", en="Comprehensive desk", hint_zh="不清楚找哪一家", hint_en="Not sure"),
        ChoiceView(id="police", zh="公安局", en="Police", hint_zh="报案、户籍", hint_en="Reports"),
        ChoiceView(id="court", zh="法院", en="Court", hint_zh="立案、执行", hint_en="Filing, enforcement"),
        ChoiceView(id="collective", zh="集体来访", en="Collective visit", hint_zh="五人以上", hint_en="Five or more"),
    ),
    priorities=(
        ChoiceView(id="elderly", zh="老年人（六十周岁以上）", en="Elderly (60 and over)"),
        ChoiceView(id="disabled", zh="残疾人、行动不便", en="Disabled or hard to move"),
        ChoiceView(id="normal", zh="一般来访", en="Ordinary visit"),
    ),
    standards=STANDARDS,
    matters=(ChoiceView(id="trial", zh="审判与裁判", en="Trials and judgments"),),
    collective_from=5,
    handover_minutes=15,
)


def desk(number: int = 3, **changes: object) -> DeskView:
    values: dict[str, object] = {
        "id": f"desk-{number}",
        "code": str(number),
        "name": f"{number}号窗口",
        "agency": "committee",
        "queues": ("joint", "police"),
        "room": "",
        "services": ("来访登记", "政策咨询"),
        "powers": "当场登记、当场答复一般咨询",
        "person_name": "金秋实",
        "substitute_name": "魏思齐",
        "state": "open",
        "clerk_id": "acc-receiver",
        "clerk_name": "温良",
        "since": ago(hours=1),
        "version": 4,
    }
    return DeskView.model_validate({**values, **changes})


def ticket(**changes: object) -> TicketView:
    values: dict[str, object] = {
        "id": "tic-1",
        "number": "B012",
        "queue": "police",
        "queue_zh": "公安局",
        "queue_en": "Police",
        "room": "",
        "priority": "elderly",
        "priority_zh": "老年人（六十周岁以上）",
        "priority_en": "Elderly (60 and over)",
        "people": 2,
        "matter": "",
        "state": "serving",
        "state_zh": "接待中",
        "state_en": "being served",
        "desk_id": "desk-3",
        "clerk_id": "acc-receiver",
        "clerk_name": "温良",
        "issued_at": ago(minutes=40),
        "called_at": ago(minutes=5),
        "calls": 2,
        "skips": 1,
        "over_waited": True,
        "outcome": "",
        "petition_id": None,
        "version": 5,
    }
    return TicketView.model_validate({**values, **changes})


def handover(**changes: object) -> HandoverView:
    values: dict[str, object] = {
        "id": "han-1",
        "ticket_id": "tic-9",
        "number": "A007",
        "ticket_version": 4,
        "from_desk": "1号窗口",
        "from_clerk_name": "沈青",
        "to_queue": "police",
        "to_desk": "",
        "reason": "涉及户籍，请公安窗口接待",
        "state": "pending",
        "at": ago(minutes=4),
        "due_at": ahead(minutes=11),
        "settled_at": None,
    }
    return HandoverView.model_validate({**values, **changes})


def _queue(queue: str, zh: str, en: str, figures: tuple[int, int, int], minutes: int | None) -> QueueCount:
    waiting, over_waited, open_desks = figures
    oldest = None if minutes is None else ago(minutes=minutes)
    return QueueCount(
        queue=queue, zh=zh, en=en, waiting=waiting, over_waited=over_waited, oldest_at=oldest, open_desks=open_desks
    )


QUEUES = (
    _queue("joint", "综合窗口", "Comprehensive desk", (4, 1, 2), 35),
    _queue("police", "公安局", "Police", (2, 0, 1), 9),
    _queue("court", "法院", "Court", (3, 0, 0), 12),
    _queue("collective", "集体来访", "Collective visit", (0, 0, 0), None),
)
DESKS = (
    desk(3),
    desk(1, clerk_id="acc-x", clerk_name="沈青"),
    desk(2, agency="court", queues=("court",), state="closed", clerk_id=None, clerk_name=""),
)
SERVING = CounterView(
    desk=DESKS[0],
    current=ticket(),
    last=None,
    queues=QUEUES,
    arrivals=(handover(),),
    given=(handover(id="han-2", number="B003", to_desk="2号窗口"),),
    desks=DESKS,
)
CALLED = SERVING.model_copy(update={"current": ticket(state="called", state_zh="已叫号", state_en="called")})
FREE = SERVING.model_copy(
    update={"current": None, "last": ticket(state="done", state_zh="已办结", state_en="finished")}
)
ELSEWHERE = SERVING.model_copy(update={"desk": None, "current": None, "arrivals": (), "given": ()})
CALLS = tuple(
    CallRow(number=number, queue_zh="公安局", queue_en="Police", place=place, called_at=ago(minutes=minutes), calls=1)
    for number, place, minutes in (
        ("B012", "3号窗口", 1),
        ("A006", "1号窗口", 3),
        ("D004", "5号窗口", 6),
        ("T001", "集体来访接待室", 9),
        ("A005", "1号窗口", 12),
    )
)
SCREEN = ScreenView(hall_zh=HALL.zh, hall_en=HALL.en, calls=CALLS, queues=QUEUES)


def slip(**changes: object) -> SlipView:
    values: dict[str, object] = {
        "number": "B012",
        "hall_zh": HALL.zh,
        "hall_en": HALL.en,
        "queue_zh": "公安局",
        "queue_en": "Police",
        "room": "",
        "priority_zh": "老年人（六十周岁以上）",
        "priority_en": "Elderly (60 and over)",
        "people": 1,
        "state": "issued",
        "state_zh": "等候中",
        "state_en": "waiting",
        "desk_name": "",
        "ahead": 3,
        "issued_at": ago(minutes=2),
        "rated": False,
        "standards": STANDARDS,
    }
    return SlipView.model_validate({**values, **changes})


def _row(number: str, **changes: object) -> DailyTicket:
    values: dict[str, object] = {
        "ticket_id": f"tic-{number}",
        "number": number,
        "queue": "court",
        "queue_zh": "法院",
        "queue_en": "Court",
        "state_zh": "等候中",
        "state_en": "waiting",
        "issued_at": ago(hours=1),
        "waited_minutes": 60,
        "desk_name": "",
        "clerk_name": "",
    }
    return DailyTicket.model_validate({**values, **changes})


DAILY = DailyView(
    day=date(2026, 11, 23),
    issued=28,
    served=22,
    no_shows=2,
    unreceived=(_row("D004"),),
    over_waited=(_row("D004"), _row("A011", clerk_name="沈青", desk_name="1号窗口", state_zh="已办结", state_en="finished")),
    not_taken=(handover(state="returned", settled_at=ago(minutes=1)),),
    without_first_handler=(_row("A003", clerk_name="温良", state_zh="已办结", state_en="finished"),),
)  # fmt: skip
RATINGS = RatingsView(
    since=date(2026, 11, 1),
    until=date(2026, 11, 23),
    receivers=(
        ReceiverRating(receiver_id="acc-receiver", receiver_name="温良", visits=60, rated=41, average=4.72, low=0),
        ReceiverRating(receiver_id="acc-x", receiver_name="沈青", visits=52, rated=0, average=None, low=0),
    ),
    kept=tuple(StandardCount(id=one.id, zh=one.zh, en=one.en, claimed=50, confirmed=39, rated=41) for one in STANDARDS),
)
ROSTER = (
    DeskChangeRow(desk_name="3号窗口", state="open", clerk_name="温良", reason="", at=ago(hours=1)),
    DeskChangeRow(desk_name="1号窗口", state="paused", clerk_name="沈青", reason="用餐", at=ago(minutes=20)),
)
