"""Matters that are for two departments alone (限制知悉): who may begin one, who gets it, and who is never to see it.

Handbook 5.5: a clue about an officer is known to the department that reports and the one that inquires. The officer
concerned neither sees nor handles it, wherever he serves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zf_law.cooperation_facts import Fact, Facts, Field
from zf_law.problems import Problem

_JOINTS = str.maketrans("", "", " \u3000·•・.\t")
"""What is written inside a name in one place and left out in another."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """`sender` and `receiver`: the choices that name the two departments. `desks`: a choice → kinds of unit.

    `otherwise`: the kind of unit that gets it where the department does not exist. `persons`: lists whose first column
    names a person concerned.
    """

    sender: str
    receiver: str
    desks: Mapping[str, tuple[str, ...]]
    otherwise: str
    persons: tuple[str, ...]

    def may_begin(self, unit_kind: str) -> bool:
        return any(unit_kind in kinds for kinds in self.desks.values())

    def unit_for(self, facts: Facts, units: Sequence[tuple[str, str]]) -> str:
        """`units`: code and kind of the addressee's units. Empty when there is none that could take it."""
        wanted = self.desks.get(facts[self.receiver].text, ()) if self.receiver in facts else ()
        for kind in (*wanted, self.otherwise):
            found = next((code for code, its_kind in units if its_kind == kind), None)
            if found is not None:
                return found
        return ""

    def concerned(self, facts: Facts) -> tuple[str, ...]:
        """The plain names of all persons concerned."""
        rows = (row for name in self.persons if name in facts for row in facts[name].rows)
        return tuple(dict.fromkeys(plain_name(row[0]) for row in rows if row[0]))


@dataclass(frozen=True, slots=True)
class Beginner:
    """Who is about to begin such a matter: the person's name, the unit and its kind; `units` are those of the addressee."""

    name: str
    unit: str
    unit_kind: str
    own: bool
    units: tuple[tuple[str, str], ...]


def plain_name(name: str) -> str:
    return name.translate(_JOINTS)


def begin_problems(discretion: Discretion, beginner: Beginner, *, title: str, facts: Facts) -> list[Problem]:
    """The sender is of the department it names, the receiver is another one, and nobody concerned is named in the title.

    The title stands in lists and on slips that others see too.
    """
    problems: list[Problem] = []
    named = facts[discretion.sender].text if discretion.sender in facts else ""
    if beginner.unit_kind not in discretion.desks.get(named, ()):
        problems.append(Problem("cooperation.other_department", {"field": f"facts.{discretion.sender}"}))
    if beginner.own and discretion.unit_for(facts, beginner.units) == beginner.unit:
        problems.append(Problem("cooperation.own_department", {"field": f"facts.{discretion.receiver}"}))
    concerned = discretion.concerned(facts)
    if any(name in plain_name(title) for name in concerned):
        problems.append(Problem("cooperation.named_in_title", {"field": "title"}))
    if beginner.own and plain_name(beginner.name) in concerned:
        problems.append(Problem("cooperation.person_concerned"))
    return problems


def shown(fields: Collection[Field], facts: Facts, *, known: bool) -> dict[str, Fact]:
    """What somebody sees of the facts: all, or only what is not restricted."""
    hidden = set() if known else {field.id for field in fields if field.restricted}
    return {name: fact for name, fact in facts.items() if name not in hidden}
