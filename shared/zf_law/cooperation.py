"""Requests between agencies that are answered (协作事项): legal aid, community correction, assistance and others as data.

A kind says who asks whom, which facts each act has to give, and which periods run. Acts and states are a side table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zf_law.cooperation_computes import CHECKS, COMPUTES
from zf_law.cooperation_discretion import Discretion
from zf_law.cooperation_facts import Facts, Field, value_problems
from zf_law.moments import Moment
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_law.side_acts import ADDRESSEE, ISSUER, NEW, SideAct, SideTable

OWN = "own"
EFFECTS = ("issue_tasks", "issue_findings")
"""What an act may cause besides; each is one use case of the program."""


@dataclass(frozen=True, slots=True)
class Condition:
    """It holds when the fact has this value."""

    field: str
    value: str

    def holds(self, facts: Facts) -> bool:
        return self.field in facts and facts[self.field].text == self.value


@dataclass(frozen=True, slots=True)
class Frame:
    """A common frame that each agency fills in its own way (方案自主填空). All names are of lists of rows.

    `sections` is what has to be answered, each of `answers` says how; the first column of all is the name of the section.
    `local` are demands of this place (块), `superior` those of the agency's own line (条), shown side by side; or none.
    """

    sections: str
    answers: tuple[str, ...]
    local: str
    superior: str


@dataclass(frozen=True, slots=True)
class CooperationKind:
    """`days`: rule → the fact from which its period counts, or which is its last day. `kept`: the periods which opening
    the matter fulfils, counted from a fact. `when`: a rule runs only so. `only`: an act is possible only so.
    `copies`: kinds of agency that get a copy. `desk`: the kind of unit that gets it first. `several`: many at once.
    `case`: it may belong to a case. `effects`, `checks`, `computes`: act → a
    function of the program. `discretion`: two departments alone know it. `part_of`: the kind whose matter opens it.
    `within`: act → the rule of the period, counted from the opening, in which it is possible.
    """

    id: str
    zh: str
    en: str
    document: str
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    desk: str
    several: bool
    case: bool
    sensitivity: str
    table: SideTable
    marks: Mapping[str, Label]
    fields: tuple[Field, ...]
    days: Mapping[str, str]
    kept: Mapping[str, str]
    when: Mapping[str, Condition]
    only: Mapping[str, Condition]
    frame: Frame | None
    discretion: Discretion | None
    part_of: str
    within: Mapping[str, str]
    effects: Mapping[str, str]
    checks: Mapping[str, str]
    computes: Mapping[str, str]
    basis: str
    confidence: str

    @property
    def opening(self) -> SideAct:
        return next(act for act in self.table.acts.values() if act.from_ == (NEW,))

    def fields_of(self, act: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if act in field.acts)

    def side_of(self, rule: str) -> str:
        """Who has to keep a period: the side with the acts that end it."""
        if rule in self.kept:
            return ISSUER
        sides = {act.side for act in self.table.acts.values() if rule in act.stops}
        return ADDRESSEE if ADDRESSEE in sides else ISSUER

    def runs(self, rule: str, facts: Facts) -> bool:
        return rule not in self.when or self.when[rule].holds(facts)

    def day_of(self, rule: str, facts: Facts) -> Moment | None:
        """The day or instant from which a period counts; None: from the act itself."""
        name = self.days.get(rule) or self.kept.get(rule)
        if name is None or name not in facts or not facts[name].text:
            return None
        text = facts[name].text
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)

    def possible(self, rule: str, facts: Facts) -> bool:
        """A period that counts from a fact runs only when the fact is known."""
        return self.runs(rule, facts) and (
            (rule not in self.days and rule not in self.kept) or self.day_of(rule, facts) is not None
        )


@dataclass(frozen=True, slots=True)
class Cooperation:
    kinds: Mapping[str, CooperationKind]

    def of_issuer(self, kind: str) -> tuple[CooperationKind, ...]:
        return tuple(one for one in self.kinds.values() if kind in one.issuers)


def party_problems(kind: CooperationKind, *, issuer: str, addressee: str, own: bool) -> list[Problem]:
    """`issuer` and `addressee` are kinds of agency; `own`: the matter stays within the agency."""
    problems: list[Problem] = []
    words: dict[str, str | int] = {"kind": kind.zh, "kind_en": kind.en}
    if issuer not in kind.issuers:
        problems.append(Problem("cooperation.wrong_issuer", {**words, "field": "kind"}))
    fits = OWN in kind.addressees if own else addressee in kind.addressees
    if not fits:
        problems.append(Problem("cooperation.wrong_addressee", {**words, "field": "addressees"}))
    return problems


def copy_problems(kind: CooperationKind, *, copied: Collection[str]) -> list[Problem]:
    """`copied` are the kinds of the agencies that get a copy: each the law names, and no other."""
    problems = [
        Problem("cooperation.copy_needed", {"agency": wanted, "field": "copies"})
        for wanted in kind.copies
        if wanted not in copied
    ]
    if any(one not in kind.copies for one in copied):
        problems.append(Problem("cooperation.copy_not_asked", {"field": "copies"}))
    return problems


def only_problems(kind: CooperationKind, act: SideAct, facts: Facts) -> list[Problem]:
    """Some acts belong to one way of the matter: whom the law entitles to a lawyer cannot be refused one."""
    condition = kind.only.get(act.id)
    if condition is None or condition.holds(facts):
        return []
    return [Problem("cooperation.act_not_for_this", {"act": act.zh, "act_en": act.en, "basis": act.basis})]


def fact_problems(kind: CooperationKind, act: str, given: Facts, *, told: bool = False) -> list[Problem]:
    """Every fact this act has to give is there and is what it should be; nothing else is given.

    `computed` facts are told with the others and checked there; a person does not give them.
    """
    fields = {field.id: field for field in kind.fields_of(act) if told or not field.computed}
    problems = [Problem("cooperation.fact_unknown", {"field": name}) for name in given if name not in fields]
    for field in fields.values():
        problems += value_problems(field, given.get(field.id))
    return problems


def frame_problems(kind: CooperationKind, act: str, *, known: Facts, given: Facts) -> list[Problem]:
    """Each section of the common frame is answered, and nothing beside the frame."""
    frame = kind.frame
    asked = [field.id for field in kind.fields_of(act) if frame and field.id in frame.answers]
    if frame is None or not asked:
        return []
    sections = [row[0] for row in known[frame.sections].rows] if frame.sections in known else []
    answered = [row[0] for row in given[asked[0]].rows] if asked[0] in given else []
    field = {"field": f"facts.{asked[0]}"}
    outside = [
        Problem("cooperation.beside_the_frame", {"section": one, **field}) for one in answered if one not in sections
    ]
    return outside + [
        Problem("cooperation.section_unanswered", {"section": one, **field}) for one in sections if one not in answered
    ]


def stated_problems(kind: CooperationKind, act: str, *, known: Facts, given: Facts) -> list[Problem]:
    """Everything about the facts of an act: each by itself first, then against the frame and by the kind's own check."""
    problems = fact_problems(kind, act, given) or frame_problems(kind, act, known=known, given=given)
    check = kind.checks.get(act)
    return problems if problems or check is None else list(CHECKS[check](known, given))


def told_problems(kind: CooperationKind, act: str, *, known: Facts, told: Facts) -> list[Problem]:
    """Of what the other side tells: a frame that was changed meanwhile is not held against an act done before."""
    problems = fact_problems(kind, act, told, told=True)
    fixed = kind.frame and [field.acts for field in kind.fields if field.id == kind.frame.sections] == [
        (kind.opening.id,)
    ]
    if fixed and not problems:
        problems = frame_problems(kind, act, known=known, given=told)
    check = kind.checks.get(act) if act == kind.opening.id else None
    return problems if problems or check is None else list(CHECKS[check](known, told))


def completed(kind: CooperationKind, act: str, *, known: Facts, given: Facts) -> Facts:
    """With what the program itself states: versions, progress, scores."""
    compute = kind.computes.get(act)
    return given if compute is None else {**given, **COMPUTES[compute](known, given)}


def merged(kind: CooperationKind, act: str, *, known: Facts, given: Facts) -> Facts:
    """What is known of the matter after an act: its facts replace earlier ones of the same name."""
    return {**known, **{name: given[name] for name in given if any(one.id == name for one in kind.fields_of(act))}}


def choice_label(field: Field, value: str) -> Label:
    return field.choices.get(value, Label(value, value))
