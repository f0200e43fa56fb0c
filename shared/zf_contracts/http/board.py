"""intake: the board (看板) of petitions: counts only, no person and no matter; and the late ones of a rule by name."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime

from zf_contracts.http.base import View
from zf_contracts.http.screening import ScreenedCount


class PeriodCount(View):
    """`label`: 2026-11, or 2026 when the period is longer than two years. `repeat` ones are those of people who came before."""

    label: str
    first: int
    repeat: int


class NameCount(View):
    code: str
    count: int


class RuleCount(View):
    """A legal period over the petitions of the time asked for. `kept` and `late` have ended; the others still run."""

    rule: str
    title_zh: str
    title_en: str
    basis: str
    kept: int
    late: int
    running: int
    overdue: int


class ScoreCount(View):
    """1 (very discontented) to 5: how many rated a petition's handling, and how many a visit at the window."""

    score: int
    petitions: int
    visits: int


class Conversions(View):
    """What the first word should have prevented (四个不转化): as recorded when the harder petition was registered."""

    letter_to_visit: int = 0
    first_to_repeat: int = 0
    grassroots_to_skip_level: int = 0
    individual_to_collective: int = 0


class FirstTargetCount(View):
    """First letters and visits against the internal target of so many days (S-024); no legal period."""

    days: int
    kept: int
    missed: int
    running: int
    overdue: int


class BoardView(View):
    """GET /board: petitions received between the two days, both included.

    `first_settled`: of the first ones, those closed as settled, with the four checks evidenced (S-024). `screening`: the
    classes of the periodic screening against their targets (S-019).
    """

    since: dt.date
    until: dt.date
    total: int
    first: int
    repeat: int
    first_settled: int = 0
    open: int
    collective: int
    grain: Literal["month", "year"]
    periods: tuple[PeriodCount, ...]
    channels: tuple[NameCount, ...]
    categories: tuple[NameCount, ...]
    rules: tuple[RuleCount, ...]
    scores: tuple[ScoreCount, ...]
    conversions: Conversions
    first_target: FirstTargetCount | None = None
    screening: tuple[ScreenedCount, ...] = ()


class LateRow(View):
    """GET /board/late: one petition that was, or is, late by this rule. `ended_at` is empty while it still runs."""

    petition_id: str
    petition_no: str
    title: str
    unit: str
    officer_name: str
    rule: str
    due_at: AwareDatetime
    ended_at: AwareDatetime | None
