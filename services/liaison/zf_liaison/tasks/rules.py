"""Decisions on supervised tasks. Pure: facts and the table of acts in, problems and orders out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zf_law.moments import last_instant
from zf_law.problems import Problem
from zf_law.side_acts import SideAct
from zf_law.supervised_tasks import SupervisedTasks
from zf_liaison.clocks.rules import Orders, Start

LISTED = "listed"
DUE_RULE = "U02"
EXCUSES = ("grant_extension", "withdraw")
"""Acts of the issuer after which a missed day counts no more."""


@dataclass(frozen=True, slots=True)
class TaskOrder:
    """What a task demands. `source_ref` names what it follows from, such as a petition or a resolution."""

    assignee: str
    level: str
    source: str
    title: str
    demand: str
    standard: str
    due: date
    source_ref: str = ""
    on_behalf: str = ""
    collab_no: str = ""
    leader: str = ""
    look_back: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """`kind` of the agency that issues; `partner`: the assignee may be written to, or is the agency itself."""

    agency: str
    kind: str
    partner: bool
    today: date


def issue_problems(order: TaskOrder, issuing: Issuing, *, law: SupervisedTasks) -> list[Problem]:
    """A body with authority over others supervises them; within itself every agency supervises its own units."""
    problems: list[Problem] = []
    own = order.assignee == issuing.agency
    if not own and issuing.kind not in law.issuers:
        problems.append(Problem("task.no_authority", {"field": "assignee"}))
    if not own and not issuing.partner:
        problems.append(Problem("task.assignee_unknown", {"assignee": order.assignee, "field": "assignee"}))
    if order.level not in law.levels:
        problems.append(Problem("task.level_unknown", {"level": order.level, "field": "level"}))
    if order.source not in law.sources:
        problems.append(Problem("task.source_unknown", {"source": order.source, "field": "source"}))
    if order.due <= issuing.today:
        problems.append(Problem("task.due_not_ahead", {"field": "due"}))
    if order.level == LISTED and not order.leader:
        problems.append(Problem("supervision.leader_needed", {"field": "leader"}))
    return problems


def until_problems(act: SideAct, *, until: date | None, due: date, today: date) -> list[Problem]:
    """A new day lies ahead; a longer period really is longer."""
    if until is None:
        return []
    if until <= today:
        return [Problem("task.due_not_ahead", {"field": "until"})]
    if act.id in ("request_extension", "grant_extension") and until <= due:
        return [Problem("task.not_longer", {"due": due.isoformat(), "field": "until"})]
    return []


def clock_orders(act: SideAct, *, at: datetime, due: date, ended: bool) -> Orders:
    """The report runs until the day the task names; nothing starts on a task that has ended."""
    starts = () if ended else tuple(Start(rule, due if rule == DUE_RULE else None) for rule in act.starts)
    return Orders(at=at, act=act.id, starts=starts, stops=act.stops, cancels=act.cancels)


def inaction_after(act: SideAct, *, at: datetime, due: date, late: bool) -> Literal["late", "excused", ""]:
    """What an act makes of the day it finds: a late report, or a missed day that the issuer excuses."""
    if act.id == "report":
        return "late" if late else ""
    return "excused" if act.id in EXCUSES and at > last_instant(due) else ""


def new_due(act: SideAct, *, until: date | None, due: date) -> date:
    """Who issues the task moves its day: by granting more time or by sending it back."""
    return until if until is not None and DUE_RULE in act.starts else due
