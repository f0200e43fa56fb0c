"""Reading and checking a table of acts with two sides: known names, reachable states, ways out, a basis for each act."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from zf_law.documents import confidence
from zf_law.reading import Row, unique
from zf_law.side_acts import NEEDS, SIDES, SideAct, SideState, SideTable
from zf_law.stage_checks import NEW, Step, check_reachable, refuse_unknown


def read_side_table(
    table: Row,
    *,
    permissions: Collection[str],
    rules: Collection[str],
    messages: str | tuple[str, ...],
    periods: Collection[str] = (),
) -> SideTable:
    """`messages` is how their names begin; `periods` are words that stand for a rule which the matter itself names."""
    state_rows, act_rows = table.rows("state"), table.rows("act")
    unique(state_rows, "id")
    unique(act_rows, "id")
    states = {state.id: state for state in map(_read_state, state_rows)}
    acts = [_read_act(row) for row in act_rows]
    for row, act in zip(act_rows, acts, strict=True):
        _check_act(row, act, states=states, permissions=permissions, rules={*rules, *periods}, messages=messages)
    _check_whole(table, states, acts)
    return SideTable(states, {act.id: act for act in acts})


def _read_state(row: Row) -> SideState:
    state = SideState(row.text("id"), row.text("zh"), row.text("en"), row.flag("end", False))
    row.finish()
    return state


def _read_act(row: Row) -> SideAct:
    act = SideAct(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        side=row.text("side"),
        from_=row.texts("from"),
        to=row.text("to") if row.has("to") else None,
        permission=row.text("permission"),
        needs=row.texts("needs", ()),
        marks=row.texts("marks", ()),
        mark=row.text("mark") if row.has("mark") else None,
        starts=row.texts("starts", ()),
        stops=row.texts("stops", ()),
        cancels=row.texts("cancels", ()),
        message=row.text("message", ""),
        second=row.flag("second", False),
        basis=row.text("basis"),
        confidence=confidence(row),
    )
    row.finish()
    return act


def _check_act(
    row: Row,
    act: SideAct,
    *,
    states: Collection[str],
    permissions: Collection[str],
    rules: Collection[str],
    messages: str | tuple[str, ...],
) -> None:
    refuse_unknown(
        row,
        (
            ("side", (act.side,), SIDES),
            ("state", act.from_, {*states, NEW}),
            ("state", (act.to,) if act.to else (), states),
            ("permission", (act.permission,), permissions),
            ("need", act.needs, NEEDS),
            ("deadline rule", (*act.starts, *act.stops, *act.cancels), rules),
        ),
    )
    if not act.zh or not act.en or not act.basis or not act.from_:
        raise row.error("'zh', 'en', 'basis' and 'from' are needed")
    if act.message and not act.message.startswith(messages):
        raise row.error(f"what an act tells is a message {messages}…")


def _check_whole(table: Row, states: Mapping[str, SideState], acts: Sequence[SideAct]) -> None:
    ends = {state.id: state.end for state in states.values()}
    check_reachable(table, ends=ends, initial=(), steps=[Step(act.from_, act.to) for act in acts if act.to])
    carried = {act.mark for act in acts if act.mark} | {""}
    for act in acts:
        for mark in act.marks:
            if mark not in carried:
                raise table.error(f"{act.id} asks for the mark {mark}, which no act gives")
    stopped = {rule for act in acts for rule in (*act.stops, *act.cancels)}
    for act in acts:
        for rule in act.starts:
            if rule not in stopped:
                raise table.error(f"{act.id} starts {rule}, which no act stops")
