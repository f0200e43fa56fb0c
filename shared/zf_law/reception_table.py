"""Reading and checking reception.toml."""

from __future__ import annotations

from datetime import time

from zf_law.agencies import Agencies, AgencyKind
from zf_law.reading import Label, Row, unique
from zf_law.reception import (
    COLLECTIVE,
    NORMAL,
    CounterFigures,
    HallPlan,
    PriorityClass,
    Promise,
    Queue,
    Reception,
    SessionRule,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PROMISE_CLOCKS = ("ticket_wait", "handover_take", "appointment_answer", "session_publish")
PROMISE_UNITS = ("minute", "day", "working_day")


def read_reception(table: Row, *, agencies: Agencies) -> Reception:
    reception = Reception(
        version=table.text("version"),
        counter=_read_counter(table.row("counter")),
        priorities=_read_priorities(table),
        halls=_read_halls(table, agencies),
        session_rules=tuple(_read_session_rule(row) for row in table.rows("session_rule")),
        standards=_read_labels(table, "standard"),
        matters=_read_labels(table, "matter"),
        promises=tuple(_read_promise(row) for row in table.rows("promise")),
    )
    table.finish()
    return reception


def _read_counter(row: Row) -> CounterFigures:
    figures = CounterFigures(
        handover_minutes=row.number("handover_minutes"),
        call_skips=row.number("call_skips"),
        recent_calls=row.number("recent_calls"),
        collective_from=row.number("collective_from"),
    )
    row.finish()
    if min(figures.handover_minutes, figures.call_skips, figures.recent_calls) < 1 or figures.collective_from < 2:
        raise row.error("every figure is positive, and one person is no collective visit")
    return figures


def _read_priorities(table: Row) -> dict[str, PriorityClass]:
    rows = table.rows("priority")
    unique(rows, "id")
    found = {row.text("id"): _read_priority(row) for row in rows}
    if NORMAL not in found:
        raise table.error(f"a priority class {NORMAL} is needed")
    return found


def _read_priority(row: Row) -> PriorityClass:
    found = PriorityClass(
        row.text("id"), row.text("zh"), row.text("en"), row.number("rank"), row.number("over_wait_minutes")
    )
    row.finish()
    if found.rank < 1 or found.over_wait_minutes < 1:
        raise row.error("'rank' and 'over_wait_minutes' must be positive")
    return found


def _read_halls(table: Row, agencies: Agencies) -> dict[str, HallPlan]:
    rows = table.rows("hall", name="agency")
    unique(rows, "agency")
    found = {row.text("agency"): _read_hall(row, agencies) for row in rows}
    if sum(hall.joint for hall in found.values()) > 1:
        raise table.error("there is more than one joint hall")
    return found


def _read_hall(row: Row, agencies: Agencies) -> HallPlan:
    code = row.text("agency")
    agency = agencies.find(code)
    if agency is None or not agency.node:
        raise row.error(f"{code} is no agency with a node")
    queues = row.rows("queues")
    for key in ("id", "letter"):
        unique(queues, key)
    hall = HallPlan(
        agency=code,
        joint=row.flag("joint", False),
        zh=row.text("zh"),
        en=row.text("en"),
        queues=tuple(_read_queue(queue, agencies) for queue in queues),
    )
    row.finish()
    if hall.queue(COLLECTIVE) is None or len(hall.queues) < 2:
        raise row.error(f"a hall needs a queue {COLLECTIVE} and one more")
    return hall


def _read_queue(row: Row, agencies: Agencies) -> Queue:
    queue = Queue(
        id=row.text("id"),
        agency=row.text("agency"),
        letter=row.text("letter"),
        zh=row.text("zh"),
        en=row.text("en"),
        hint_zh=row.text("hint_zh"),
        hint_en=row.text("hint_en"),
        room=row.text("room", ""),
    )
    row.finish()
    if queue.agency not in agencies:
        raise row.error(f"unknown agency {queue.agency}")
    if len(queue.letter) != 1 or not queue.letter.isascii() or not queue.letter.isupper():
        raise row.error("'letter' is one capital letter")
    if queue.id == COLLECTIVE and not queue.room:
        raise row.error("a collective visit needs a room of its own")
    return queue


def _read_session_rule(row: Row) -> SessionRule:
    rule = SessionRule(
        id=row.text("id"),
        kinds=tuple(AgencyKind(_known(row, kind, tuple(AgencyKind))) for kind in row.texts("kinds")),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        days_of_month=tuple(_numbers(row, "days_of_month", most=31)),
        weekdays=tuple(WEEKDAYS.index(_known(row, name, WEEKDAYS)) for name in row.texts("weekdays")),
        publish_days_before=row.number("publish_days_before"),
        starts=_clock_time(row, "starts"),
        ends=_clock_time(row, "ends"),
        zh=row.text("zh"),
        en=row.text("en"),
        basis=row.text("basis"),
    )
    if row.text("shift") != "next_working":
        raise row.error("'shift' is next_working: another way to move a session is not known")
    row.finish()
    if not rule.days_of_month and not rule.weekdays:
        raise row.error("the rule names no day")
    if rule.publish_days_before < 1 or rule.ends <= rule.starts:
        raise row.error("'publish_days_before' is positive and 'ends' lies after 'starts'")
    return rule


def _read_promise(row: Row) -> Promise:
    promise = Promise(
        id=row.text("id"),
        clock=_known(row, row.text("clock"), PROMISE_CLOCKS),
        amount=row.number("amount"),
        unit=_known(row, row.text("unit"), PROMISE_UNITS),
        zh=row.text("zh"),
        en=row.text("en"),
        accountable_zh=row.text("accountable_zh"),
        accountable_en=row.text("accountable_en"),
        unit_kinds=row.texts("unit_kinds"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        basis=row.text("basis"),
    )
    row.finish()
    if promise.amount < 1:
        raise row.error("'amount' must be positive")
    if not promise.unit_kinds:
        raise row.error("'unit_kinds' names at least one kind of unit that keeps the promise")
    return promise


def _read_labels(table: Row, key: str) -> dict[str, Label]:
    rows = table.rows(key)
    unique(rows, "id")
    found: dict[str, Label] = {}
    for row in rows:
        found[row.text("id")] = Label(row.text("zh"), row.text("en"))
        row.finish()
    return found


def _known(row: Row, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise row.error(f"unknown value {value}")
    return value


def _numbers(row: Row, key: str, *, most: int) -> tuple[int, ...]:
    found = row.numbers(key)
    if any(not 1 <= number <= most for number in found):
        raise row.error(f"'{key}' holds numbers from 1 to {most}")
    return found


def _clock_time(row: Row, key: str) -> time:
    try:
        return time.fromisoformat(row.text(key))
    except ValueError:
        raise row.error(f"'{key}' is a time such as 09:00") from None
