"""Checks that every stage table has to pass: known names, reachable states, ways out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zf_law.reading import Label, Row

NEW = "new"
"""The pseudo-state of a matter that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move from any of some states to another."""

    from_: tuple[str, ...]
    to: str


def read_labels(section: Row) -> dict[str, Label]:
    """A table of names, each with its Chinese and English label."""
    found: dict[str, Label] = {}
    for name in section.keys():
        row = section.row(name)
        found[name] = Label(row.text("zh"), row.text("en"))
        row.finish()
    return found


def refuse_unknown(row: Row, checks: Iterable[tuple[str, Sequence[str], Collection[str]]]) -> None:
    """Each check is (what it is, the names used, the names known)."""
    for what, names, known in checks:
        for name in names:
            if name not in known:
                raise row.error(f"unknown {what} {name}")


def check_reachable(table: Row, *, ends: Mapping[str, bool], initial: Collection[str], steps: Sequence[Step]) -> None:
    """Every state can be reached, and every state that is no end can be left. `ends`: state → is an end."""
    reached = {NEW, *initial}
    while True:
        found = {step.to for step in steps if reached.intersection(step.from_)} - reached
        if not found:
            break
        reached |= found
    for missing in sorted(set(ends) - reached):
        raise table.error(f"state {missing} cannot be reached")
    for state, is_end in ends.items():
        if not is_end and not any(state in step.from_ for step in steps):
            raise table.error(f"state {state} is no end and cannot be left")


def check_anchors(
    table: Row, started: Iterable[tuple[str, str]], *, anchors: Mapping[str, str], events: Collection[str]
) -> None:
    """A deadline can be started only if some act produces the event from which it runs. `started`: (act, rule)."""
    for act, rule in started:
        if anchors[rule] not in events:
            raise table.error(f"{act} starts {rule}, but no act produces the event {anchors[rule]}")
