"""The figures of the board, each one aggregate over the petitions received in the period; and the late ones of a rule."""

from datetime import date

from zf_contracts.http.base import Page
from zf_contracts.http.board import (
    BoardView,
    Conversions,
    FirstTargetCount,
    LateRow,
    NameCount,
    PeriodCount,
    RuleCount,
    ScoreCount,
)
from zf_intake.board.period_rules import Period, asked_period
from zf_intake.conversions import queries as conversions
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.petitions import figure_queries as petitions
from zf_intake.petitions import first_target_queries as first_targets
from zf_intake.public_query.figure_queries import petition_scores
from zf_intake.reception.counter.figure_queries import visit_scores
from zf_intake.screening import queries as screening
from zf_intake.timelimits import figure_queries as timelimits
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

_FORMS = {"month": "YYYY-MM", "year": "YYYY"}
_SCORES = range(5, 0, -1)


async def board(scope: Scope, *, since: date | None, until: date | None, law: Law) -> BoardView:
    period, target = _period(scope, since, until), law.petitions.first_target
    wanted = petitions.received(period.begin, period.end)
    times = await petitions.by_time(scope, wanted, form=_FORMS[period.grain])
    channels = await petitions.by_channel(scope, wanted)
    categories = await petitions.by_category(scope, wanted)
    rules = await timelimits.by_rule(scope, petitions.ids_of(wanted))
    return BoardView(
        since=period.since,
        until=period.until,
        grain=period.grain,
        **await petitions.totals(scope, wanted),
        periods=tuple(PeriodCount.model_validate(one) for one in times),
        channels=tuple(NameCount.model_validate(one) for one in channels),
        categories=tuple(NameCount.model_validate(one) for one in categories),
        rules=tuple(RuleCount.model_validate(one) for one in rules),
        scores=await _scores(scope, period),
        first_target=FirstTargetCount(days=target.days, **await first_targets.counted(scope, wanted, target=target)),
        screening=await screening.counts(scope, period, law=law),
        conversions=Conversions.model_validate(await conversions.counted(scope, begin=period.begin, end=period.end)),
    )


async def late(scope: Scope, *, rule: str, since: date | None, until: date | None, cursor: str) -> Page[LateRow]:
    """Within sight only, the longest ago first."""
    period = _period(scope, since, until)
    seen = petitions.ids_in_sight(scope, petitions.received(period.begin, period.end))
    found = await timelimits.late_ones(scope, seen, rule=rule, after=read_cursor(cursor), limit=PAGE + 1)
    shown = found[:PAGE]
    named = await petitions.titles(scope, [one.petition_id for one in shown])
    last = shown[-1] if len(found) > PAGE else None
    return Page(
        items=tuple(
            LateRow.model_validate(
                {
                    **{name: value for name, value in named[one.petition_id].items() if name != "id"},
                    "petition_id": one.petition_id,
                    "rule": one.rule,
                    "due_at": one.due_at,
                    "ended_at": one.ended_at,
                }
            )
            for one in shown
        ),
        next_cursor=write_cursor(last.due_at, last.id) if last else None,
    )


def _period(scope: Scope, since: date | None, until: date | None) -> Period:
    period, problems = asked_period(since, until, today=scope.now.astimezone(ZONE).date())
    if problems:
        raise Refused(problems)
    return period


async def _scores(scope: Scope, period: Period) -> tuple[ScoreCount, ...]:
    """Ratings given in the period: of petitions by their code, of visits on the spot."""
    of_petitions = await petition_scores(scope, begin=period.begin, end=period.end)
    of_visits = await visit_scores(scope, since=period.since, until=period.until)
    return tuple(
        ScoreCount(score=score, petitions=of_petitions.get(score, 0), visits=of_visits.get(score, 0))
        for score in _SCORES
    )
