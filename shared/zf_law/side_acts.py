"""Matters with two sides: one agency issues, another answers; each act belongs to one side and is told to the other.

Both sides keep a copy and both decide alike. An act that arrives after the own side has moved on leaves the state as it
is and still has its effects, so both sides end in the same state in whatever order they hear of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zf_law.problems import Problem

ISSUER = "issuer"
ADDRESSEE = "addressee"
SIDES = (ISSUER, ADDRESSEE)
NEW = "new"
NEEDS = ("text", "until", "evidence", "leader", "late_reason")
"""What a person has to give with an act."""


@dataclass(frozen=True, slots=True)
class SideState:
    """`end`: nothing is owed any more."""

    id: str
    zh: str
    en: str
    end: bool


@dataclass(frozen=True, slots=True)
class SideAct:
    """One row of the table. Without `to` the state stays. `marks` are the marks the matter may carry for this act.

    `mark` is the mark it carries afterwards; None leaves it. `message` is the name on the wire, empty for an act that
    stays at home. `second`: another person than the one who made the draft.
    """

    id: str
    zh: str
    en: str
    side: str
    from_: tuple[str, ...]
    to: str | None
    permission: str
    needs: tuple[str, ...]
    marks: tuple[str, ...]
    mark: str | None
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    cancels: tuple[str, ...]
    message: str
    second: bool
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Standing:
    state: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """`crossed`: the own side had moved on before; only the effects of the act count."""

    standing: Standing
    crossed: bool


@dataclass(frozen=True, slots=True)
class SideTable:
    """States and acts of one kind of matter."""

    states: Mapping[str, SideState]
    acts: Mapping[str, SideAct]

    def of_sides(self, sides: Collection[str]) -> tuple[SideAct, ...]:
        """What these sides may do at all, without the act that opens the matter."""
        return tuple(act for act in self.acts.values() if act.side in sides and act.from_ != (NEW,))

    def ended(self, state: str) -> bool:
        return self.states[state].end

    def prevails(self, act: SideAct, state: str) -> bool:
        """Both sides ended the matter at once: what the issuer did counts, on both sides alike."""
        ends = act.to is not None and self.ended(act.to) and self.ended(state)
        return ends and act.side == ISSUER and not any(one.to == state for one in self.of_sides({ISSUER}))


def act_problems(
    table: SideTable, act: SideAct, *, standing: Standing, sides: Collection[str], given: Collection[str] | None = None
) -> list[Problem]:
    """Why this side may not act now. Without `given` the form is not looked at: it is only about to be shown."""
    if act.side not in sides:
        side = "发出机关" if act.side == ISSUER else "承接机关"
        return [Problem("supervision.other_side", {"side": side, "side_en": act.side})]
    if standing.state not in act.from_:
        state = table.states[standing.state]
        return [Problem("supervision.wrong_state", {"state": state.zh, "state_en": state.en})]
    if act.marks and standing.mark not in act.marks:
        return [Problem("supervision.wrong_mark", {"act": act.zh, "act_en": act.en})]
    if given is None:
        return []
    return [Problem(f"supervision.{need}_needed", {"field": _FIELDS[need]}) for need in act.needs if need not in given]


def move(table: SideTable, act: SideAct, standing: Standing) -> Moved:
    """The standing after the act, done here or told by the other side. An end that is told ends the matter here too."""
    ends = act.to is not None and table.ended(act.to) and not table.ended(standing.state)
    fits = standing.state in act.from_ or (ends and standing.state != NEW) or table.prevails(act, standing.state)
    state = act.to if fits and act.to else standing.state
    mark = standing.mark if act.mark is None else act.mark
    return Moved(Standing(state, mark), crossed=not fits)


def sides_of(*, here: str, issuer: str, other: str) -> frozenset[str]:
    """Which side this agency is; both, when the matter stays within it."""
    found = {ISSUER} if here == issuer else set()
    return frozenset(found | ({ADDRESSEE} if here == other else set()))


def told_by_problems(act: SideAct, *, sender: str, issuer: str, other: str) -> list[Problem]:
    """An act is told by the agency whose side it belongs to, and by nobody else."""
    owner = issuer if act.side == ISSUER else other
    return [] if sender == owner else [Problem("supervision.not_from_that_side", {"peer": sender})]


_FIELDS: Mapping[str, str] = {
    "text": "text", "until": "until", "evidence": "files", "leader": "leader", "late_reason": "late_reason",
}  # fmt: skip


def given_names(values: Sequence[tuple[str, object]]) -> frozenset[str]:
    """The names of what was filled in."""
    return frozenset(name for name, value in values if value)
