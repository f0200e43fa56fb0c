"""Supervised tasks (督办件): levels, sources and acts as data; who may issue one to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zf_law.reading import Label, Row
from zf_law.side_acts import SideTable
from zf_law.side_table import read_side_table
from zf_law.stage_checks import read_labels

MESSAGES = "supervised_task."


@dataclass(frozen=True, slots=True)
class SupervisedTasks:
    """`issuers` are the kinds of agency with authority over others; within itself every agency supervises."""

    table: SideTable
    levels: Mapping[str, Label]
    sources: Mapping[str, Label]
    issuers: tuple[str, ...]
    marks: tuple[int, ...]


def read_supervised_tasks(
    table: Row, *, permissions: Collection[str], rules: Collection[str], kinds: Collection[str]
) -> SupervisedTasks:
    levels, sources = read_labels(table.row("levels")), read_labels(table.row("sources"))
    issuers, marks = table.texts("issuers"), table.numbers("reminders")
    for kind in issuers:
        if kind not in kinds:
            raise table.error(f"unknown kind of agency {kind}")
    if list(marks) != sorted(set(marks)) or not marks or marks[0] < 1 or marks[-1] != 100:
        raise table.error("'reminders' are rising percentages that end with 100")
    acts = read_side_table(table, permissions=permissions, rules=rules, messages=MESSAGES)
    table.finish()
    return SupervisedTasks(acts, levels, sources, issuers, marks)
