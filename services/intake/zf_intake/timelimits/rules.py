"""Which clocks an act on a petition starts, ends, cancels, restarts, pauses and extends, each with its explanation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from zf_law.calendar import Calendar
from zf_law.deadlines import DeadlineRule, Deadlines, Due, Interval, compute, extension_problems, warnings
from zf_law.moments import Moment, day_of, first_instant, last_instant
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem

PARTY = "party"
OPEN_STATES = ("running", "paused")


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of a petition. `party`: the petitioner's own period, which is nobody's duty here."""

    id: str
    rule: str
    anchor: Moment
    due: Moment
    party: bool = False
    extensions: int = 0
    excluded: tuple[Interval, ...] = ()
    state: str = "running"
    paused_since: date | None = None
    revision: int = 1

    @property
    def open(self) -> bool:
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class ClockAct:
    """The act as clocks see it: `at` ends and starts them; `anchors` gives another start for single events."""

    act: PetitionAct
    at: datetime
    kind: str
    flags: frozenset[str]
    anchors: Mapping[str, Moment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """A clock with the computation that explains it."""

    clock: Clock
    rule: DeadlineRule
    due: Due
    warn_at: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """outcome: met | met_late | cancelled | paused."""

    clock: Clock
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """`started` are new rows, `recounted` existing rows with a new computation, `ended` includes the paused ones."""

    started: tuple[Counted, ...] = ()
    recounted: tuple[Counted, ...] = ()
    ended: tuple[Ended, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.started or self.recounted or self.ended)


def plan_clocks(
    done: ClockAct, clocks: Sequence[Clock], *, deadlines: Deadlines, calendar: Calendar, ids: Iterator[str]
) -> ClockPlan:
    """All changes of clocks that follow from one act. `ids` gives the ids of new clocks."""
    running = [clock for clock in clocks if clock.open]
    ended = [found for clock in running if (found := _ended(clock, done, deadlines=deadlines)) is not None]
    left = {clock.rule: clock for clock in running if clock.id not in {one.clock.id for one in ended}}
    started: list[Counted] = []
    recounted: list[Counted] = []
    for rule, anchor in _wanted(done, deadlines):
        present = left.get(rule.id)
        if present is None:
            fresh = Clock(next(ids), rule.id, anchor, anchor, rule.duty == PARTY)
            started.append(count(fresh, rule, calendar=calendar))
        else:
            anew = replace(present, anchor=anchor, extensions=0, excluded=(), revision=present.revision + 1)
            recounted.append(count(anew, rule, calendar=calendar))
    changed = {one.clock.rule for one in recounted}
    for clock in left.values():
        resumed = None if clock.rule in changed else _resumed(clock, done, deadlines=deadlines, calendar=calendar)
        if resumed is not None:
            recounted.append(resumed)
    return ClockPlan(tuple(started), tuple(recounted), tuple(ended))


def count(clock: Clock, rule: DeadlineRule, *, calendar: Calendar) -> Counted:
    """Compute the clock from its anchor, extensions and excluded days."""
    due = compute(rule, anchor=clock.anchor, calendar=calendar, extensions=clock.extensions, excluded=clock.excluded)
    return Counted(replace(clock, due=due.due), rule, due, tuple(warnings(rule, due)))


def plan_extension(
    clock: Clock | None, *, rule_id: str, deadlines: Deadlines, calendar: Calendar, at: datetime
) -> Counted | list[Problem]:
    """One more extension, decided before the running period ends; else the reasons against it."""
    if clock is None or clock.state != "running":
        return [Problem("deadline.not_running", {"rule": rule_id})]
    rule = deadlines.rule(clock.rule, on=clock.anchor)
    problems = extension_problems(rule, clock.extensions + 1)
    if at > last_instant(clock.due):
        problems.append(Problem("deadline.extension_too_late", {"rule": clock.rule, "due": str(day_of(clock.due))}))
    if problems:
        return problems
    longer = replace(clock, extensions=clock.extensions + 1, revision=clock.revision + 1)
    return count(longer, rule, calendar=calendar)


def band(*, state: str, due: Moment, now: datetime, warn_at: Sequence[Moment]) -> str:
    """How urgent a clock is: ended | paused | overdue | due_soon | running."""
    if state not in OPEN_STATES:
        return "ended"
    if state == "paused":
        return "paused"
    if now > last_instant(due):
        return "overdue"
    return "due_soon" if any(first_instant(moment) <= now for moment in warn_at) else "running"


def after(plan: ClockPlan, clocks: Sequence[Clock]) -> tuple[Clock, ...]:
    """All clocks as they stand when the plan is carried out."""
    changed = {one.clock.id: one.clock for one in plan.recounted}
    changed |= {one.clock.id: replace(one.clock, state=one.outcome) for one in plan.ended}
    kept = [changed.get(clock.id, clock) for clock in clocks]
    return (*kept, *(one.clock for one in plan.started))


def next_duty(clocks: Sequence[Clock]) -> Clock | None:
    """The clock of our own duty that ends first."""
    duties = [clock for clock in clocks if clock.state == "running" and not clock.party]
    return min(duties, key=lambda clock: (last_instant(clock.due), clock.rule), default=None)


def _wanted(done: ClockAct, deadlines: Deadlines) -> list[tuple[DeadlineRule, Moment]]:
    """Rules that begin with this act for an agency of this kind, with the event from which each runs."""
    wanted: list[tuple[DeadlineRule, Moment]] = []
    for rule_id in (*done.act.starts, *done.act.restarts):
        rule = deadlines.rule(rule_id, on=done.at)
        if not (rule.binds(done.kind) or rule.duty == PARTY) or not rule.applies(in_custody=False, flags=done.flags):
            continue
        wanted.append((rule, done.anchors.get(rule.anchor, done.at)))
    return wanted


def _ended(clock: Clock, done: ClockAct, *, deadlines: Deadlines) -> Ended | None:
    if clock.rule in done.act.stops:
        return Ended(clock, "met" if done.at <= last_instant(clock.due) else "met_late", done.at)
    if clock.rule in done.act.cancels:
        return Ended(clock, "cancelled", done.at)
    rule = deadlines.rule(clock.rule, on=clock.anchor)
    if clock.state == "running" and set(rule.exclusions) & set(done.act.sets_flags):
        return Ended(replace(clock, state="paused", paused_since=day_of(done.at)), "paused", done.at)
    return None


def _resumed(clock: Clock, done: ClockAct, *, deadlines: Deadlines, calendar: Calendar) -> Counted | None:
    """A paused clock goes on when its reason ends; the days between do not count."""
    rule = deadlines.rule(clock.rule, on=clock.anchor)
    reasons = [reason for reason in rule.exclusions if reason in done.act.clears_flags]
    if clock.state != "paused" or clock.paused_since is None or not reasons:
        return None
    interval = Interval(clock.paused_since, day_of(done.at), reasons[0])
    going = replace(
        clock,
        state="running",
        paused_since=None,
        excluded=(*clock.excluded, interval),
        revision=clock.revision + 1,
    )
    return count(going, rule, calendar=calendar)
