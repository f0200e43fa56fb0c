"""Reading and checking petition_stages.toml: every name an act uses must exist, and every state must be reachable."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from zf_law.documents import confidence
from zf_law.petition_guards import PETITION_GUARDS
from zf_law.petition_stages import (
    CLOSING_PATHS,
    AnswerWay,
    FirstTarget,
    HearingFigures,
    PetitionAct,
    PetitionStages,
    PetitionState,
    RefusalGround,
)
from zf_law.reading import Label, Row, unique
from zf_law.stage_checks import NEW, Step, check_anchors, check_reachable, read_labels, refuse_unknown

_ID = re.compile(r"^Q\d{2}(\.[a-z])?$")
_ACT = re.compile(r"^[a-z]+(_[a-z]+)+$")
_MESSAGE = re.compile(r"^petition(\.[a-z_]+)+$")
EARLIER = ("open", "finally_reviewed")

CHANNELS = frozenset({"letter", "visit", "phone", "online", "fax"})


def read_petition_stages(
    table: Row, *, permissions: Collection[str], documents: Collection[str], rules: Mapping[str, str]
) -> PetitionStages:
    """`rules`: deadline rule → the event from which it runs."""
    state_rows, act_rows = table.rows("state"), table.rows("act")
    unique(state_rows, "id")
    unique(act_rows, "id")
    unique(act_rows, "act")
    states = {state.id: state for state in map(_read_state, state_rows)}
    flags = read_labels(table.row("flags"))
    side_acts = read_labels(table.row("side_acts"))
    acts = [_read_act(row, flags) for row in act_rows]
    for row, act in zip(act_rows, acts, strict=True):
        _check_names(row, act, states, {"permission": permissions, "document": documents, "rule": rules})
        _check_form(row, act)
    ways = {way.id: way for way in map(_read_way, table.rows("way"))}
    refusals = {ground.id: ground for ground in map(_read_refusal, table.rows("refusal"))}
    hearing = _read_hearing(table.row("hearing"))
    first_target = _read_first_target(table.row("first_target"))
    table.finish()
    _check_whole(table, states, acts, rules)
    if sum(way.opinion for way in ways.values()) != 1:
        raise table.error("exactly one way leads to a handling opinion")
    return PetitionStages(
        states=states,
        flags=flags,
        acts=acts,
        side_acts=side_acts,
        ways=ways,
        refusals=refusals,
        hearing=hearing,
        first_target=first_target,
    )


def _read_hearing(row: Row) -> HearingFigures:
    figures = HearingFigures(notice_days=row.number("notice_days"), panel_least=row.number("panel_least"))
    row.finish()
    if figures.notice_days < 0 or figures.panel_least < 3 or figures.panel_least % 2 == 0:
        raise row.error("a panel has at least three, an odd number; a notice is not given afterwards")
    return figures


def _read_first_target(row: Row) -> FirstTarget:
    target = FirstTarget(days=row.number("days"), channels=row.texts("channels"))
    row.finish()
    if target.days < 1 or not target.channels or not set(target.channels) <= CHANNELS:
        raise row.error(f"'days' is positive, and 'channels' are some of {', '.join(sorted(CHANNELS))}")
    return target


def _read_state(row: Row) -> PetitionState:
    told = Label(row.text("told_zh"), row.text("told_en"))
    state = PetitionState(row.text("id"), row.text("zh"), row.text("en"), row.flag("end", False), told)
    row.finish()
    return state


def _read_act(row: Row, flags: Mapping[str, Label]) -> PetitionAct:
    act = PetitionAct(
        id=row.text("id"),
        act=row.text("act"),
        zh=row.text("zh"),
        en=row.text("en"),
        from_=row.texts("from"),
        to=row.text("to") if row.has("to") else None,
        permission=row.text("permission"),
        documents=row.texts("documents", ()),
        guards=row.texts("guards", ()),
        needs_flags=row.texts("needs_flags", ()),
        refuses_flags=row.texts("refuses_flags", ()),
        sets_flags=row.texts("sets_flags", ()),
        clears_flags=row.texts("clears_flags", ()),
        events=row.texts("events", ()),
        starts=row.texts("starts", ()),
        stops=row.texts("stops", ()),
        cancels=row.texts("cancels", ()),
        restarts=row.texts("restarts", ()),
        extends=row.texts("extends", ()),
        tells=row.texts("tells", ()),
        path=row.text("path", ""),
        rechecks_path=row.flag("rechecks_path", False),
        automatic=row.flag("automatic", False),
        basis=row.text("basis"),
        confidence=confidence(row),
        names=flags,
    )
    row.finish()
    return act


def _read_way(row: Row) -> AnswerWay:
    way = AnswerWay(row.text("id"), row.text("zh"), row.text("en"), row.flag("opinion", False), row.text("basis"))
    row.finish()
    return way


def _read_refusal(row: Row) -> RefusalGround:
    ground = RefusalGround(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        earlier=row.text("earlier"),
        basis=row.text("basis"),
        basis_zh=row.text("basis_zh"),
    )
    row.finish()
    if ground.earlier not in EARLIER:
        raise row.error(f"'earlier' is one of {', '.join(EARLIER)}")
    return ground


def _check_names(row: Row, act: PetitionAct, states: Collection[str], known: Mapping[str, Collection[str]]) -> None:
    flags = (*act.needs_flags, *act.refuses_flags, *act.sets_flags, *act.clears_flags)
    rules = (*act.starts, *act.stops, *act.cancels, *act.restarts, *act.extends)
    refuse_unknown(
        row,
        (
            ("state", act.from_, {*states, NEW}),
            ("state", (act.to,) if act.to else (), states),
            ("permission", (act.permission,), known["permission"]),
            ("document", act.documents, known["document"]),
            ("guard", act.guards, PETITION_GUARDS),
            ("flag", flags, act.names),
            ("deadline rule", rules, known["rule"]),
            ("closing path", (act.path,) if act.path else (), CLOSING_PATHS),
        ),
    )


def _check_form(row: Row, act: PetitionAct) -> None:
    if not _ID.match(act.id) or not _ACT.match(act.act):
        raise row.error("an act has a Q-number such as Q14.c and a lower-case name with underscores")
    if not act.zh or not act.en or not act.basis or not act.from_:
        raise row.error("'zh', 'en', 'basis' and 'from' are needed")
    if any(not _MESSAGE.match(message) for message in act.tells):
        raise row.error("what an act tells is a message of petitions")
    if act.opens and act.to is None:
        raise row.error("an act that opens a petition names its state")


def _check_whole(
    table: Row, states: Mapping[str, PetitionState], acts: Sequence[PetitionAct], rules: Mapping[str, str]
) -> None:
    ends = {state.id: state.end for state in states.values()}
    check_reachable(table, ends=ends, initial=(), steps=[Step(act.from_, act.to) for act in acts if act.to])
    events = {event for act in acts for event in act.events}
    started = [(act.id, rule) for act in acts for rule in (*act.starts, *act.restarts)]
    check_anchors(table, started, anchors=rules, events=events)
    if missing := sorted(set(CLOSING_PATHS) - {act.path for act in acts}):
        raise table.error(f"no act proposes the closing path {missing[0]}")
