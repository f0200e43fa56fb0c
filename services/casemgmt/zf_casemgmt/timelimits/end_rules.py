"""How clocks end: fulfilled by an act, without object any more, or by the end of the case; and what a clock that nobody ended
says when its time is over. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from zf_casemgmt.moment_rules import Moment, last_instant
from zf_casemgmt.timelimits.clock_rules import OPEN_STATES, Clock, ClockAct, Ended
from zf_law.deadlines import DeadlineRule, Deadlines, Nature

CLOSED = "closed"
"""结案归档: whatever still runs ends here. After the other ends a measure may still lie upon a person, and is still limited."""


def endings(act: ClockAct, clocks: Sequence[Clock], *, deadlines: Deadlines) -> tuple[Ended, ...]:
    """Every clock that this act ends, with what became of it."""
    found = (_ending(clock, act, rule=deadlines.rule(clock.rule, on=clock.anchor)) for clock in clocks)
    return tuple(ended for ended in found if ended is not None)


def done(clock: Clock, rule: DeadlineRule, *, at: datetime) -> Ended:
    """Somebody did what the clock was there for."""
    in_time = at <= last_instant(clock.due)
    if rule.nature.binds:
        return Ended(clock, "met" if in_time else "met_late", at)
    if rule.nature is Nature.RIGHT:
        return Ended(clock, "met", at) if in_time else _run_out(clock, rule)
    return Ended(clock, "cancelled", at) if in_time else _run_out(clock, rule)


def dropped(clock: Clock, rule: DeadlineRule, *, at: datetime) -> Ended:
    """The clock has lost its object. What was late by then stays late: closing a case heals nothing."""
    if at <= last_instant(clock.due):
        return Ended(clock, "cancelled", at)
    return Ended(clock, "breached", at) if rule.nature.binds else _run_out(clock, rule)


def standing(*, state: str, nature: Nature, due: Moment, now: datetime) -> str:
    """The state to show. A right that was not used has lapsed with its last moment, without anybody writing it down."""
    if state != "running" or now <= last_instant(due):
        return state
    return {Nature.RIGHT: "lapsed", Nature.TERM: "elapsed"}.get(nature, "breached")


def is_over(*, state: str, nature: Nature, due: Moment, now: datetime) -> bool:
    """Whether nothing is to be watched any more."""
    return state not in OPEN_STATES or standing(state=state, nature=nature, due=due, now=now) in ("lapsed", "elapsed")


def _run_out(clock: Clock, rule: DeadlineRule) -> Ended:
    return Ended(clock, "lapsed" if rule.nature is Nature.RIGHT else "elapsed", last_instant(clock.due))


def _ending(clock: Clock, act: ClockAct, *, rule: DeadlineRule) -> Ended | None:
    if clock.rule in act.transition.stops and act.concerns(clock):
        return done(clock, rule, at=act.at)
    if clock.rule in act.transition.cancels and act.concerns(clock):
        return dropped(clock, rule, at=act.at)
    if _begins_anew(clock, act) and act.at > last_instant(clock.due):
        return dropped(clock, rule, at=act.at)
    if rule.measure and not _still_lies(clock, act, rule=rule):
        ending = done if rule.nature is Nature.LIMIT else dropped
        return ending(clock, rule, at=act.at)
    if act.ends_in and (act.ends_in == CLOSED or not rule.measure):
        return dropped(clock, rule, at=act.at)
    return None


def _begins_anew(clock: Clock, act: ClockAct) -> bool:
    """The act starts this clock again. One that has run out by then stays in the record beside the new one."""
    return clock.rule in (*act.transition.starts, *act.transition.restarts) and act.concerns(clock)


def _still_lies(clock: Clock, act: ClockAct, *, rule: DeadlineRule) -> bool:
    """Whether the measure that the clock watches still lies upon its person."""
    return any(person.id == clock.suspect_id and person.state in rule.measure for person in act.people)
