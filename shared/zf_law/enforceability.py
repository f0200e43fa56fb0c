"""The check of enforceability during the trial as data: property content, points, advice, and the acts that ask for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zf_law.agencies import AgencyKind
from zf_law.documents import agency_kinds, confidence
from zf_law.reading import Label, Row, unique
from zf_law.stage_checks import refuse_unknown
from zf_law.stages import Stages


@dataclass(frozen=True, slots=True)
class Point:
    """One question of the check. `advice` says what to do when it does not hold; `request`: a kind of cooperation."""

    id: str
    zh: str
    en: str
    advice: Label
    request: str
    basis: str


@dataclass(frozen=True, slots=True)
class Enforceability:
    """Everything of enforceability.toml. `states` are those in which the check is made, `acts` those that ask for it."""

    version: str
    kinds: tuple[AgencyKind, ...]
    states: tuple[str, ...]
    acts: tuple[str, ...]
    contents: Mapping[str, Label]
    points: Mapping[str, Point]
    basis: str
    confidence: str


def read_enforceability(table: Row, *, stages: Stages, requests: Collection[str]) -> Enforceability:
    points = table.rows("point")
    unique(points, "id")
    contents = table.rows("content")
    unique(contents, "id")
    found = Enforceability(
        version=table.text("version"),
        kinds=agency_kinds(table, "kinds"),
        states=table.texts("states"),
        acts=table.texts("acts"),
        contents={row.text("id"): _label(row) for row in contents},
        points={point.id: point for point in (_point(row, requests) for row in points)},
        basis=table.text("basis"),
        confidence=confidence(table),
    )
    refuse_unknown(table, [("state", found.states, stages.states)])
    refuse_unknown(table, [("act", found.acts, {move.act for move in stages.transitions})])
    for act in found.acts:
        if not set(stages.transition(act).from_) <= set(found.states):
            raise table.error(f"{act} asks for the check, but begins where none can be made")
    if not (found.kinds and found.contents and found.points):
        raise table.error("'kinds', one content and one point are needed")
    table.finish()
    return found


def _label(row: Row) -> Label:
    label = Label(row.text("zh"), row.text("en"))
    row.finish()
    return label


def _point(row: Row, requests: Collection[str]) -> Point:
    point = Point(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        advice=Label(row.text("advice_zh"), row.text("advice_en")),
        request=row.text("request"),
        basis=row.text("basis"),
    )
    row.finish()
    if point.request and point.request not in requests:
        raise row.error(f"unknown kind of request {point.request}")
    return point
