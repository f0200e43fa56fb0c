"""Which clocks an act starts, ends, restarts, pauses and extends, each computed with its explanation. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from zf_casemgmt.moment_rules import Moment, day_of, last_instant
from zf_casemgmt.timelimits.clock_rules import OPEN_STATES, Clock, ClockAct, Ended
from zf_casemgmt.timelimits.end_rules import endings, standing
from zf_law.calendar import Calendar
from zf_law.deadlines import DeadlineRule, Deadlines, Due, Interval, Nature, compute, extension_problems, warnings
from zf_law.problems import Problem
from zf_law.stages import Transition

PARTY = "party"
EXCLUDING_FLAGS = {"suspended": "trial_suspension"}
"""Flag of a case → the reason under which its days do not count (exclusions of deadlines.toml)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A clock with the computation that explains it."""

    clock: Clock
    rule: DeadlineRule
    due: Due
    warn_at: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """`started` are new rows, `recounted` are existing rows with a new computation, `paused` stop without ending."""

    started: tuple[Counted, ...] = ()
    recounted: tuple[Counted, ...] = ()
    ended: tuple[Ended, ...] = ()
    paused: tuple[Ended, ...] = field(default=())


def plan_clocks(
    act: ClockAct, clocks: Sequence[Clock], *, deadlines: Deadlines, calendar: Calendar, ids: Iterator[str]
) -> ClockPlan:
    """All changes of clocks that follow from one act. `ids` gives the ids of new clocks."""
    ended = endings(act, clocks, deadlines=deadlines)
    gone = {found.clock.id for found in ended}
    left = [clock for clock in clocks if clock.id not in gone]
    started: list[Counted] = []
    recounted: dict[str, Counted] = {}
    for rule, suspect_id in _wanted(act, deadlines):
        running = next((clock for clock in left if clock.rule == rule.id and clock.suspect_id == suspect_id), None)
        held, anchor = _held(act, suspect_id), anchor_of(rule, act)
        if running is None:
            fresh = Clock(next(ids), rule.id, suspect_id, anchor, anchor, False)
            started.append(count(fresh, rule, calendar=calendar, in_custody=held))
        else:
            anew = replace(running, anchor=anchor, extensions=0, excluded=(), revision=running.revision + 1)
            recounted[running.id] = count(anew, rule, calendar=calendar, in_custody=held)
    paused: list[Ended] = []
    for clock in left:
        if clock.id in recounted:
            continue
        changed = _changed(clock, act, deadlines=deadlines, calendar=calendar)
        if isinstance(changed, Counted):
            recounted[clock.id] = changed
        elif changed is not None:
            paused.append(changed)
    return ClockPlan(tuple(started), tuple(recounted.values()), ended, tuple(paused))


def count(clock: Clock, rule: DeadlineRule, *, calendar: Calendar, in_custody: bool) -> Counted:
    """Compute the clock from its anchor, extensions and excluded days."""
    due = compute(
        rule,
        anchor=clock.anchor,
        calendar=calendar,
        in_custody=in_custody,
        extensions=clock.extensions,
        excluded=clock.excluded,
    )
    custody = rule.is_custody_clock(in_custody=in_custody)
    return Counted(replace(clock, due=due.due, custody=custody), rule, due, tuple(warnings(rule, due)))


def anchor_of(rule: DeadlineRule, act: ClockAct) -> datetime:
    """The event the rule names, if this act is not that event itself and does not restart the rule."""
    if rule.anchor == act.transition.event or act.transition.event in rule.restarts:
        return act.anchor
    return act.events.get(rule.anchor, act.anchor)


def earlier_events(transition: Transition, *, deadlines: Deadlines, on: datetime) -> frozenset[str]:
    """Events before this act from which one of its clocks runs."""
    rules = [deadlines.rule(rule_id, on=on) for rule_id in (*transition.starts, *transition.restarts)]
    return frozenset(
        rule.anchor for rule in rules if rule.anchor != transition.event and transition.event not in rule.restarts
    )


def plan_extension(
    clock: Clock, *, deadlines: Deadlines, calendar: Calendar, approved_on: date, in_custody: bool
) -> Counted | list[Problem]:
    """One more extension, approved before the end of the running period; else the reasons against it."""
    rule = deadlines.rule(clock.rule, on=clock.anchor)
    problems = extension_problems(rule, clock.extensions + 1)
    if clock.state not in OPEN_STATES:
        problems.append(Problem("deadline.not_running", {"rule": clock.rule}))
    if approved_on > day_of(clock.due):
        problems.append(Problem("deadline.extension_too_late", {"rule": clock.rule, "due": str(day_of(clock.due))}))
    if problems:
        return problems
    longer = replace(clock, extensions=clock.extensions + 1, revision=clock.revision + 1)
    return count(longer, rule, calendar=calendar, in_custody=in_custody)


def band(*, state: str, nature: Nature, due: Moment, now: datetime, warn_at: Sequence[Moment]) -> str:
    """How urgent a clock is: ended | paused | overdue | due_soon | running."""
    now_is = standing(state=state, nature=nature, due=due, now=now)
    if now_is == "paused":
        return "paused"
    if now_is == "breached" and state in OPEN_STATES:
        return "overdue"
    if now_is not in OPEN_STATES:
        return "ended"
    passed = [moment for moment in warn_at if _begin(moment) <= now]
    return "due_soon" if passed else "running"


def custody_ends(clocks: Sequence[Clock], *, deadlines: Deadlines) -> Mapping[str, Moment]:
    """Suspect → latest end of the custody clocks that run on that person: until then the custody is covered."""
    found: dict[str, Moment] = {}
    for clock in clocks:
        if clock.suspect_id is None or not deadlines.rule(clock.rule, on=clock.anchor).custody:
            continue
        known = found.get(clock.suspect_id)
        if known is None or last_instant(clock.due) > last_instant(known):
            found[clock.suspect_id] = clock.due
    return found


def _wanted(act: ClockAct, deadlines: Deadlines) -> list[tuple[DeadlineRule, str | None]]:
    """Rules this record has to watch because of the act, with the suspect each belongs to."""
    wanted: list[tuple[DeadlineRule, str | None]] = []
    for rule_id in (*act.transition.starts, *act.transition.restarts):
        rule = deadlines.rule(rule_id, on=act.anchor)
        if not _is_ours(rule, act):
            continue
        owners: tuple[str | None, ...] = (None,)
        if rule.per == "suspect":
            owners = tuple(person.id for person in act.people if not act.targets or person.id in act.targets)
        wanted += [(rule, owner) for owner in owners if rule.applies(in_custody=_held(act, owner), flags=act.flags)]
    return wanted


def _is_ours(rule: DeadlineRule, act: ClockAct) -> bool:
    """Each agency watches its own duties; limits of a party are watched by the agency whose act started them."""
    return rule.duty == act.own_kind or (rule.duty == PARTY and not act.by_message)


def _held(act: ClockAct, suspect_id: str | None) -> bool:
    if suspect_id is not None:
        return any(person.in_custody for person in act.people if person.id == suspect_id)
    return any(person.in_custody for person in act.people if not act.targets or person.id in act.targets)


def _changed(clock: Clock, act: ClockAct, *, deadlines: Deadlines, calendar: Calendar) -> Counted | Ended | None:
    """Pause and resume by flags that a rule excludes, extension by decision, custody that began or ended."""
    rule = deadlines.rule(clock.rule, on=clock.anchor)
    held = _held_now(act, clock)
    if clock.state == "running" and _excluded_by(rule, act.transition.sets_flags):
        return Ended(replace(clock, state="paused", paused_since=day_of(act.at)), "paused", act.at)
    if clock.state == "paused":
        ended_by = _excluded_by(rule, act.transition.clears_flags)
        if not ended_by or clock.paused_since is None:
            return None
        interval = Interval(clock.paused_since, day_of(act.at), ended_by[0])
        resumed = replace(clock, state="running", paused_since=None, excluded=(*clock.excluded, interval))
        return count(_revised(resumed), rule, calendar=calendar, in_custody=held)
    if clock.rule in act.transition.extends and (not act.targets or clock.suspect_id in act.targets):
        if extension_problems(rule, clock.extensions + 1):
            return None
        longer = replace(clock, extensions=clock.extensions + 1)
        return count(_revised(longer), rule, calendar=calendar, in_custody=held)
    if rule.case_clock and clock.custody != rule.is_custody_clock(in_custody=held):
        return count(_revised(clock), rule, calendar=calendar, in_custody=held)
    return None


def _excluded_by(rule: DeadlineRule, flags: Sequence[str]) -> list[str]:
    reasons = (EXCLUDING_FLAGS.get(flag, flag) for flag in flags)
    return [reason for reason in reasons if reason in rule.exclusions]


def _held_now(act: ClockAct, clock: Clock) -> bool:
    if clock.suspect_id is None:
        return act.in_custody
    return any(person.in_custody for person in act.people if person.id == clock.suspect_id)


def _revised(clock: Clock) -> Clock:
    return replace(clock, revision=clock.revision + 1)


def _begin(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return last_instant(moment).replace(hour=0, minute=0, second=0)
