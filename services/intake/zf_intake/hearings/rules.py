"""What a hearing needs before it is called, and what each further step needs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zf_law.petition_stages import HearingFigures
from zf_law.problems import Problem

STATES = ("handling", "petition_review", "petition_final_review")
"""While something is still to be decided."""
UNCOUNTED_STATE = "petition_final_review"
NEEDED_STATE: Mapping[str, str] = {"conclude": "scheduled", "cancel": "scheduled", "publish": "concluded"}


@dataclass(frozen=True, slots=True)
class Called:
    """What the call says. `panel` are names; the first chairs."""

    hearing_at: datetime
    public: bool
    panel: Sequence[str]
    invited: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """`handled_by`: names of whoever handled it; `secret`: nobody else may learn of it; `partners`: who can be invited."""

    now: datetime
    state: str
    open_hearing: bool
    secret: bool
    handled_by: Collection[str] = ()
    partners: Collection[str] = ()
    accused: Collection[str] = ()


def hindrances(matter: Matter) -> list[Problem]:
    """What stands against any hearing now, whatever the form says."""
    if matter.state not in STATES:
        return [Problem("hearing.nothing_to_decide")]
    return [Problem("hearing.called_already")] if matter.open_hearing else []


def calling_problems(called: Called, matter: Matter, *, figures: HearingFigures) -> list[Problem]:
    problems = hindrances(matter)
    if called.hearing_at < matter.now + timedelta(days=figures.notice_days):
        problems.append(Problem("hearing.too_soon", {"field": "hearing_at", "days": figures.notice_days}))
    if called.public and matter.secret:
        problems.append(Problem("hearing.not_public", {"field": "public"}))
    problems += _panel_problems(called.panel, matter, figures=figures)
    if set(called.invited) - set(matter.partners):
        problems.append(Problem("hearing.invited_unknown", {"field": "invited"}))
    if set(called.invited) & set(matter.accused):
        problems.append(Problem("hearing.invited_accused", {"field": "invited"}))
    return problems


def _panel_problems(panel: Sequence[str], matter: Matter, *, figures: HearingFigures) -> list[Problem]:
    problems: list[Problem] = []
    if len(set(panel)) < figures.panel_least or len(set(panel)) % 2 == 0 or len(set(panel)) != len(panel):
        problems.append(Problem("hearing.panel_number", {"field": "panel", "least": figures.panel_least}))
    partial = sorted(set(panel) & {name for name in matter.handled_by if name})
    if partial:
        problems.append(Problem("hearing.panel_partial", {"field": "panel", "names": "、".join(partial)}))
    return problems


def step_problems(act: str, *, state: str, public: bool, held_at: datetime | None, now: datetime) -> list[Problem]:
    """`held_at` only where the record says when it was."""
    if state != NEEDED_STATE[act]:
        return [Problem("hearing.not_in_turn")]
    if act == "publish" and not public:
        return [Problem("hearing.not_published")]
    if held_at is not None and held_at > now:
        return [Problem("hearing.not_held_yet", {"field": "held_at"})]
    return []
