"""Was an older petition answered in time? Computed from filing and answer with the rules and the calendar of the law.

The ledger knows two times only: when a petition was filed and when it was answered. The answer is the first sign of life, so
notice (X01, X02: 15 days) is late when the answer came after that; handling (X04: 60 days) runs from acceptance, which the
ledger does not know, and is counted from filing: nothing can have been accepted earlier, so no late one is missed. A petition
from before the oldest rule we know is measured with that rule; the regulation of 2005 had the same periods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zf_intake.ledgers.mapping_rules import When
from zf_intake.timelimits.past_rules import rule_of_the_day
from zf_law.deadlines import ZONE, DeadlineRule, compute
from zf_law.loader import Law

NOTICE_DIRECT, NOTICE_OFFICE, HANDLING = "X02", "X01", "X04"
MEASURED = (NOTICE_OFFICE, NOTICE_DIRECT, HANDLING)


@dataclass(frozen=True, slots=True)
class Measured:
    """One rule on one petition: the last day, and whether it was kept. `open`: not answered, and not yet over."""

    rule: str
    due: date
    late: bool
    open: bool


def measure(received: When, answered: When | None, *, law: Law, today: date) -> Mapping[str, Measured]:
    """Days count, not hours: an answer on the last day is in time, whatever the hour."""
    done = _day(answered.at) if answered else None
    found: dict[str, Measured] = {}
    for name in MEASURED:
        due = _last_day(rule_of_the_day(law.deadlines, name, on=_day(received.at), today=today), received.at, law=law)
        late = (done or today) > due
        found[name] = Measured(name, due, late, open=done is None and not late)
    return found


def _last_day(rule: DeadlineRule, anchor: datetime, *, law: Law) -> date:
    due = compute(rule, anchor=anchor, calendar=law.calendar).due
    return _day(due) if isinstance(due, datetime) else due


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
