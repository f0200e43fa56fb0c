"""The periods of a meeting, counted by the rules of the law (K01, K02). Pure."""

from datetime import date, datetime

from zf_law.deadlines import compute
from zf_law.loader import Law
from zf_law.moments import Moment, day_of


def countersign_due(law: Law, at: datetime) -> Moment:
    return _due(law, law.meetings.countersign_rule, at)


def report_due(law: Law, at: datetime) -> date:
    return day_of(_due(law, law.meetings.progress_rule, at))


def _due(law: Law, rule_id: str, at: datetime) -> Moment:
    return compute(law.deadlines.rule(rule_id, on=at), anchor=at, calendar=law.calendar).due
