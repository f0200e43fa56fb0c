"""Decisions on cooperation matters. Pure: facts, the kind and its table of acts in, problems and orders out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zf_law.cooperation import CooperationKind, copy_problems, only_problems, party_problems, stated_problems
from zf_law.cooperation_facts import AGENCY, Facts, Field
from zf_law.moments import day_of
from zf_law.problems import Problem
from zf_law.side_acts import ISSUER, SideAct, Standing, act_problems, sides_of
from zf_liaison.clocks.rules import Orders, Start

COPY = "copy"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is asked of whom. Several addressees get a matter each, joined by one group.

    `parent`: the matter that opens it as a part of itself; the group is then the parent's.
    """

    kind: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    title: str
    facts: Facts
    collab_no: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """`kinds`: the kind of each agency this one may write to, and its own. `last_days`: facts that name a last day."""

    agency: str
    kind: str
    kinds: Mapping[str, str]
    today: date
    last_days: frozenset[str] = frozenset()


def open_problems(opening: Opening, asker: Asker, *, kind: CooperationKind | None) -> list[Problem]:
    """Who may ask whom for this, with which copies and which facts."""
    if kind is None:
        return [Problem("cooperation.kind_unknown", {"kind": opening.kind, "field": "kind"})]
    problems: list[Problem] = []
    if bool(kind.part_of) != bool(opening.parent):
        problems.append(Problem("cooperation.part_of_another", {"kind": kind.zh, "kind_en": kind.en, "field": "kind"}))
    if len(opening.addressees) > 1 and not kind.several:
        problems.append(
            Problem("cooperation.one_addressee", {"kind": kind.zh, "kind_en": kind.en, "field": "addressees"})
        )
    for addressee in opening.addressees:
        own = addressee == asker.agency
        problems += party_problems(kind, issuer=asker.kind, addressee=asker.kinds.get(addressee, ""), own=own)
    for copied in opening.copies:
        if copied not in asker.kinds or copied == asker.agency or copied in opening.addressees:
            problems.append(Problem("cooperation.addressee_unknown", {"peer": copied, "field": "copies"}))
    # An agency of the kind itself needs no copy of what it sent.
    copied_kinds = {asker.kinds[one] for one in opening.copies if one in asker.kinds}
    problems += copy_problems(kind, copied=copied_kinds | ({asker.kind} & {*kind.copies}))
    problems += stated_problems(kind, kind.opening.id, known={}, given=opening.facts)
    if problems:
        return problems
    return (
        past_days(opening.facts, last_days=asker.last_days, today=asker.today)
        + _days_to_come(opening, asker, kind=kind)
        + strange_agencies(kind.fields_of(kind.opening.id), opening.facts, known=asker.kinds)
    )


def _days_to_come(opening: Opening, asker: Asker, *, kind: CooperationKind) -> list[Problem]:
    """What a period has been counting from cannot lie ahead."""
    found: list[Problem] = []
    for rule, name in kind.kept.items():
        day = kind.day_of(rule, opening.facts)
        if day is not None and day_of(day) > asker.today:
            found.append(Problem("cooperation.day_to_come", {"field": f"facts.{name}"}))
    return found


def strange_agencies(fields: Sequence[Field], facts: Facts, *, known: Collection[str]) -> list[Problem]:
    """An agency that is named in a list is one that can be written to, or the own."""
    found: list[Problem] = []
    for field in fields:
        places = [place for place, column in enumerate(field.columns) if column.type == AGENCY]
        rows = facts[field.id].rows if places and field.id in facts else ()
        found += [
            Problem("cooperation.addressee_unknown", {"peer": row[place], "field": f"facts.{field.id}"})
            for row in rows
            for place in places
            if row[place] not in known
        ]
    return found


def past_days(facts: Facts, *, last_days: Collection[str], today: date) -> list[Problem]:
    """A last day that is named lies ahead."""
    return [
        Problem("task.due_not_ahead", {"field": f"facts.{name}"})
        for name in sorted(last_days)
        if name in facts and date.fromisoformat(facts[name].text) <= today
    ]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a matter stands here. `facts` are what is known of it before the act."""

    standing: Standing
    sides: frozenset[str]
    facts: Facts


def possible_problems(act: SideAct, kind: CooperationKind, *, sight: Sight) -> list[Problem]:
    """Why the act is not possible now, whatever the form would say."""
    problems = act_problems(kind.table, act, standing=sight.standing, sides=sight.sides)
    return problems + only_problems(kind, act, sight.facts)


def clock_orders(
    act: SideAct, kind: CooperationKind, *, at: datetime, facts: Facts, until: date | None, ended: bool
) -> Orders:
    """A period counts from the act or from a fact; a new day that the act names replaces the day of the fact."""
    starts = () if ended else tuple(_start(rule, kind, facts=facts, until=until) for rule in act.starts)
    kept = kind.kept if act.id == kind.opening.id else {}
    return Orders(
        at=at,
        act=act.id,
        starts=tuple(start for start in starts if start.day is not None or kind.possible(start.rule, facts)),
        stops=act.stops,
        cancels=act.cancels,
        kept=tuple(Start(rule, kind.day_of(rule, facts), side=ISSUER) for rule in kept if kind.possible(rule, facts)),
    )


def _start(rule: str, kind: CooperationKind, *, facts: Facts, until: date | None) -> Start:
    day = until if until is not None and rule in kind.days else kind.day_of(rule, facts)
    return Start(rule, day, side=kind.side_of(rule))


def task_title(title: str, number: int) -> str:
    """The name of the task that carries one instruction of a dispatch."""
    return f"{title[:190]}（{number}）"


def role_of(*, here: str, issuer: str, addressee: str) -> str:
    """issuer | addressee | both | copy."""
    sides = sides_of(here=here, issuer=issuer, other=addressee)
    return "both" if len(sides) == 2 else next(iter(sides), COPY)
