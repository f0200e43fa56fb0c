"""Deadline rules (期限规则) as data: reading, checking and choosing the version in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from itertools import pairwise

from zf_law.agencies import AgencyKind
from zf_law.documents import confidence
from zf_law.reading import LawDataError, Row

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one zone without summer time since 1992, so a fixed offset is exact for every matter kept here."""


class PeriodUnit(StrEnum):
    """Half months make whole months two by two; a single one is 15 days (SPC 202)."""

    HOUR = "h"
    DAY = "d"
    WORKING_DAY = "wd"
    MONTH = "m"
    HALF_MONTH = "half_m"


PARTY = "party"
PETITION_DUTIES = ("petition_body", "direct_body")
"""Whichever agency deals with the petition, and each of them but the petition office."""
SUPERVISION_DUTIES = ("addressed_body", "issuing_body")
"""The two sides of a supervised task or a supervision notice."""
MEETING_MEMBER = "meeting_member"
"""Every agency at the table of a joint meeting."""


class Nature(StrEnum):
    """What the end of a period means when nothing was done.

    DUTY 义务: something had to be done, and was not. LIMIT 最长期限: a measure may last so long and no longer; ending it
    keeps the limit. RIGHT 权利: somebody could have acted; the right lapses, nobody is late. TERM 期间: time had to pass.
    """

    DUTY = "duty"
    LIMIT = "limit"
    RIGHT = "right"
    TERM = "term"

    @property
    def binds(self) -> bool:
        """Whether letting it run out is a fault."""
        return self in (Nature.DUTY, Nature.LIMIT)


@dataclass(frozen=True, slots=True)
class Extension:
    """延长. Applied in the order of the list; each adds its amount to the period."""

    amount: int
    unit: PeriodUnit
    approver: str
    basis: str


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One version of one period.

    `anchor` is the event from which it runs (see Transition.event). `custody` clocks never roll over a holiday;
    `case_clock` behaves as custody while anyone in the case is in custody. `duty` is the agency kind that must act,
    "party", MEETING_MEMBER, or one of PETITION_DUTIES or SUPERVISION_DUTIES. `per` says whether the limit belongs to the
    case, to each suspect, or to a side matter. `condition` is empty, "in_custody", "not_in_custody" or "flag:<name>".
    """

    id: str
    version: str
    valid_from: date
    valid_to: date | None
    title_zh: str
    title_en: str
    anchor: str
    amount: int
    unit: PeriodUnit
    custody: bool
    case_clock: bool
    roll: bool
    exclusions: tuple[str, ...]
    restarts: tuple[str, ...]
    extensions: tuple[Extension, ...]
    max_extensions: int
    warn: tuple[str, ...]
    basis: str
    confidence: str
    duty: str
    per: str
    condition: str
    nature: Nature
    measure: tuple[str, ...]

    def applies(self, *, in_custody: bool, flags: Collection[str] = ()) -> bool:
        """Whether a transition that lists this rule in `starts` starts it in these circumstances."""
        if self.condition == "in_custody":
            return in_custody
        if self.condition == "not_in_custody":
            return not in_custody
        return not self.condition or self.condition.removeprefix("flag:") in flags

    def is_custody_clock(self, *, in_custody: bool) -> bool:
        return self.custody or (self.case_clock and in_custody)

    def binds(self, kind: str) -> bool:
        """Whether an agency of this kind has to keep the period."""
        if self.duty == "direct_body":
            return kind != AgencyKind.PETITION_OFFICE
        return self.duty in (kind, "petition_body")

    def valid_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class UnknownRule(LookupError):
    """No rule of this id, or no version of it in force on that day."""


class Deadlines:
    """All rules; a matter keeps the version in force on its anchor day (closed versions stay in the table)."""

    def __init__(self, rules: Sequence[DeadlineRule]) -> None:
        self._rules: dict[str, list[DeadlineRule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.id, []).append(rule)

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._rules

    def all(self) -> tuple[DeadlineRule, ...]:
        return tuple(rule for versions in self._rules.values() for rule in versions)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._rules)

    def rule(self, rule_id: str, *, on: date | datetime) -> DeadlineRule:
        day = on.astimezone(ZONE).date() if isinstance(on, datetime) else on
        for version in self._rules.get(rule_id, []):
            if version.valid_on(day):
                return version
        raise UnknownRule(f"{rule_id} on {day.isoformat()}")


def read_deadlines(table: Row) -> Deadlines:
    names = table.row("events")
    events = {name: names.text(name) for name in names.keys()}
    reasons = table.row("exclusions")
    exclusions = {name: reasons.text(name) for name in reasons.keys()}
    rules = [_read_rule(row, events=events, exclusions=exclusions) for row in table.rows("rule")]
    table.finish()
    _refuse_overlaps(rules)
    return Deadlines(rules)


def _read_rule(row: Row, *, events: Mapping[str, str], exclusions: Mapping[str, str]) -> DeadlineRule:
    custody = row.flag("custody", False)
    unit = _unit(row)
    rule = DeadlineRule(
        id=row.text("id"),
        version=row.text("version", "1"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        title_zh=row.text("title_zh"),
        title_en=row.text("title_en"),
        anchor=row.text("anchor"),
        amount=row.number("amount"),
        unit=unit,
        custody=custody,
        case_clock=row.flag("case_clock", False),
        roll=row.flag("roll", not custody and unit is not PeriodUnit.HOUR),
        exclusions=row.texts("exclusions", ()),
        restarts=row.texts("restarts", ()),
        extensions=tuple(_read_extension(item) for item in row.rows("extensions", name="approver")),
        max_extensions=row.number("max_extensions", len(row.rows("extensions"))),
        warn=row.texts("warn", ("7d",) if custody and unit is not PeriodUnit.HOUR else ("50%", "80%", "3d")),
        basis=row.text("basis"),
        confidence=confidence(row),
        duty=row.text("duty"),
        per=row.text("per", "suspect" if custody else "case"),
        condition=row.text("condition", ""),
        nature=_nature(row),
        measure=row.texts("measure", ()),
    )
    row.finish()
    _check_rule(row, rule, events=events, exclusions=exclusions)
    return rule


def _unit(row: Row) -> PeriodUnit:
    unit = row.text("unit")
    if unit not in {known.value for known in PeriodUnit}:
        raise row.error(f"unknown unit {unit}")
    return PeriodUnit(unit)


def _nature(row: Row) -> Nature:
    nature = row.text("nature", Nature.RIGHT if row.text("duty") == "party" else Nature.DUTY)
    if nature not in {known.value for known in Nature}:
        raise row.error(f"unknown nature {nature}")
    return Nature(nature)


def _read_extension(row: Row) -> Extension:
    extension = Extension(row.number("amount"), _unit(row), row.text("approver"), row.text("basis"))
    row.finish()
    if extension.amount < 1 or not extension.basis:
        raise row.error("an extension needs a positive amount and a basis")
    return extension


def _check_rule(row: Row, rule: DeadlineRule, *, events: Mapping[str, str], exclusions: Mapping[str, str]) -> None:
    if not rule.basis:
        raise row.error("'basis' is empty")
    if rule.amount < 0 or (rule.amount == 0 and rule.confidence != "P"):
        raise row.error("'amount' must be positive; 0 (set by the act itself) needs confidence P")
    if rule.custody and rule.roll:
        raise row.error("a custody clock never rolls (CPL 105)")
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise row.error("'valid_to' lies before 'valid_from'")
    for event in (rule.anchor, *rule.restarts):
        if event not in events:
            raise row.error(f"unknown event {event}")
    for reason in rule.exclusions:
        if reason not in exclusions:
            raise row.error(f"unknown exclusion {reason}")
    _check_words(row, rule)
    _check_extensions(row, rule)


def _check_extensions(row: Row, rule: DeadlineRule) -> None:
    if rule.max_extensions > len(rule.extensions):
        raise row.error("'max_extensions' is larger than the list of extensions")
    for extension in rule.extensions:
        if _family(extension.unit) != _family(rule.unit):
            raise row.error("an extension counts like its period: hours, working days, or days and months")


def _family(unit: PeriodUnit) -> str:
    return unit.value if unit in (PeriodUnit.HOUR, PeriodUnit.WORKING_DAY) else "calendar"


def _check_words(row: Row, rule: DeadlineRule) -> None:
    others = {PARTY, MEETING_MEMBER, *PETITION_DUTIES, *SUPERVISION_DUTIES}
    if rule.duty not in {*others, *(kind.value for kind in AgencyKind)}:
        raise row.error(f"unknown duty {rule.duty}")
    if rule.per not in ("case", "suspect", "side"):
        raise row.error(f"'per' is case, suspect or side, not {rule.per}")
    if rule.measure and rule.per != "suspect":
        raise row.error("'measure' belongs to clocks of a suspect")
    if rule.condition not in ("", "in_custody", "not_in_custody") and not rule.condition.startswith("flag:"):
        raise row.error(f"unknown condition {rule.condition}")
    for mark in rule.warn:
        digits, sign = mark[:-1], mark[-1:]
        if not digits.isdigit() or sign not in ("%", "d", "h") or (sign == "%" and not 0 < int(digits) < 100):
            raise row.error(f"unknown warning mark {mark}")


def _refuse_overlaps(rules: Sequence[DeadlineRule]) -> None:
    by_id: dict[str, list[DeadlineRule]] = {}
    for rule in rules:
        by_id.setdefault(rule.id, []).append(rule)
    for rule_id, versions in by_id.items():
        versions.sort(key=lambda version: version.valid_from)
        for earlier, later in pairwise(versions):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                raise LawDataError("deadlines", f"rule {rule_id}", "two versions are in force on the same day")
            if earlier.version == later.version:
                raise LawDataError("deadlines", f"rule {rule_id}", "two versions have the same number")
