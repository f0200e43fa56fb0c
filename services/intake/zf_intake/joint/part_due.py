"""Until an agency tells its own, the end of a part is the handling period counted from the split."""

from datetime import datetime

from zf_intake.desk import Desk
from zf_law.deadlines import compute
from zf_law.moments import Moment

HANDLING_RULE = "X04"


def part_due(split_at: datetime, *, desk: Desk) -> Moment:
    rule = desk.law.deadlines.rule(HANDLING_RULE, on=split_at)
    return compute(rule, anchor=split_at, calendar=desk.law.calendar).due
