"""Reading and checking stages.toml: every name a transition uses must exist, and every state must be reachable."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zf_law.documents import agency_kinds, confidence
from zf_law.guards import GUARDS
from zf_law.reading import Label, Row, unique
from zf_law.stage_checks import NEW, Step, check_anchors, check_reachable, read_labels, refuse_unknown
from zf_law.stages import Stages, State, Tell, Transition

_ID = re.compile(r"^(T\d{2})(\.[a-z]+)?$")
_ACT = re.compile(r"^[a-z]+(_[a-z]+)+$")
_MESSAGE = re.compile(r"^[a-z_]+(\.[a-z_]+)+$")
PACKAGES = (
    "arrest_request",
    "prosecution",
    "resubmission",
    "indictment",
    "appeal_file",
    "enforcement",
    "referral",
    "jurisdiction",
    "community_correction",
)
"""Transfer types (案件移送类型)."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names of the other tables that transitions refer to."""

    roles: Mapping[str, Label]
    permissions: Collection[str]
    documents: Mapping[str, Label]
    rules: Mapping[str, str]
    """Rule id to anchor event."""
    measures: Mapping[str, Collection[str]]
    """Rule id to the suspect states in which its clock makes sense."""


def read_stages(table: Row, *, known: Known) -> Stages:
    state_rows = table.rows("state")
    unique(state_rows, "id")
    states = {state.id: state for state in (_read_state(row) for row in state_rows)}
    suspect_states = read_labels(table.row("suspect_states"))
    flags = read_labels(table.row("flags"))
    names = {**known.roles, **known.documents, **flags}
    rows = table.rows("transition")
    unique(rows, "id")
    unique(rows, "act")
    transitions = [_read_transition(row, names) for row in rows]
    for row in rows:
        row.finish()
    stages = Stages(states=states, suspect_states=suspect_states, flags=flags, transitions=transitions)
    for row, transition in zip(rows, transitions, strict=True):
        _check_states(row, transition, stages)
        _check_names(row, transition, stages, known)
        _check_form(row, transition)
    table.finish()
    moves = [Step(move.from_, move.to) for move in transitions if move.aggregate == "case" and move.to]
    check_reachable(
        table,
        ends={state.id: state.end for state in states.values()},
        initial={state.id for state in states.values() if state.initial},
        steps=moves,
    )
    started = [(move.id, rule) for move in transitions for rule in (*move.starts, *move.restarts)]
    check_anchors(table, started, anchors=known.rules, events={move.event for move in transitions})
    return stages


def _read_state(row: Row) -> State:
    state = State(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        holders=agency_kinds(row, "holders"),
        end=row.flag("end", False),
        initial=row.flag("initial", False),
    )
    row.finish()
    if not state.holders:
        raise row.error("a state needs a holder")
    return state


def _read_transition(row: Row, names: Mapping[str, Label]) -> Transition:
    """Unread keys are refused by the caller."""
    return Transition(
        id=row.text("id"),
        number=_number(row),
        act=row.text("act"),
        zh=row.text("zh"),
        en=row.text("en"),
        aggregate=row.text("aggregate", "case"),
        from_=row.texts("from"),
        from_by_message=row.texts("from_by_message", ()),
        to=row.text("to") if row.has("to") else None,
        suspect_from=row.texts("suspect_from", ()),
        by=row.texts("by"),
        agency_kinds=agency_kinds(row, "agency_kinds"),
        permission=row.text("permission"),
        documents=row.texts("documents", ()),
        documents_any=row.groups("documents_any"),
        documents_optional=row.texts("documents_optional", ()),
        guards=row.texts("guards", ()),
        needs_flags=row.texts("needs_flags", ()),
        refuses_flags=row.texts("refuses_flags", ()),
        sets_flags=row.texts("sets_flags", ()),
        clears_flags=row.texts("clears_flags", ()),
        event=row.text("event", ""),
        starts=row.texts("starts", ()),
        stops=row.texts("stops", ()),
        cancels=row.texts("cancels", ()),
        restarts=row.texts("restarts", ()),
        extends=row.texts("extends", ()),
        tells=tuple(_read_tell(item) for item in row.rows("tells", name="message")),
        package=row.text("package", ""),
        package_to=agency_kinds(row, "package_to"),
        counts=row.text("counts", ""),
        gate=row.flag("gate", False),
        automatic=row.flag("automatic", False),
        basis=row.text("basis"),
        confidence=confidence(row),
        names=names,
    )


def _number(row: Row) -> str:
    match = _ID.match(row.text("id"))
    if not match:
        raise row.error("a transition id is a T-number with an optional letter suffix, such as T10.a")
    return match[1]


def _read_tell(row: Row) -> Tell:
    tell = Tell(row.text("message"), agency_kinds(row, "to"))
    row.finish()
    if not tell.to or not _MESSAGE.match(tell.message):
        raise row.error("a tell needs a dotted message name and at least one addressee")
    return tell


def _check_states(row: Row, transition: Transition, stages: Stages) -> None:
    for state in (*transition.from_, *transition.from_by_message):
        if state != NEW and state not in stages.states:
            raise row.error(f"unknown state {state}")
    if not transition.from_:
        raise row.error("'from' is empty")
    targets: Mapping[str, Collection[str]] = {
        "case": stages.states,
        "suspect": stages.suspect_states,
        "side": (),
        "flag": (),
    }
    if transition.aggregate not in targets:
        raise row.error(f"unknown aggregate {transition.aggregate}")
    allowed = targets[transition.aggregate]
    missing = transition.to is None and transition.aggregate == "case"
    if missing or (transition.to is not None and transition.to not in allowed):
        raise row.error(f"'to' {transition.to} does not fit a transition of aggregate {transition.aggregate}")
    _check_suspect_states(row, transition, stages)


def _check_suspect_states(row: Row, transition: Transition, stages: Stages) -> None:
    if bool(transition.suspect_from) != (transition.aggregate == "suspect"):
        raise row.error("'suspect_from' belongs to suspect acts, and every suspect act needs it")
    for state in transition.suspect_from:
        if state not in stages.suspect_states:
            raise row.error(f"unknown suspect state {state}")


def _check_names(row: Row, transition: Transition, stages: Stages, known: Known) -> None:
    documents = [*transition.documents, *transition.documents_optional]
    documents += [document for group in transition.documents_any for document in group]
    rules = (
        *transition.starts,
        *transition.stops,
        *transition.cancels,
        *transition.restarts,
        *transition.extends,
    )
    flags = (
        *transition.needs_flags,
        *transition.refuses_flags,
        *transition.sets_flags,
        *transition.clears_flags,
    )
    refuse_unknown(
        row,
        (
            ("role", transition.by, known.roles),
            ("permission", (transition.permission,), known.permissions),
            ("document", documents, known.documents),
            ("guard", transition.guards, GUARDS),
            ("deadline rule", rules, known.rules),
            ("flag", flags, stages.flags),
        ),
    )


def _check_form(row: Row, transition: Transition) -> None:
    if not _ACT.match(transition.act):
        raise row.error("an act is named verb-noun in lower case with underscores")
    if not transition.zh or not transition.en or not transition.basis:
        raise row.error("'zh', 'en' and 'basis' are needed")
    if not transition.by or not transition.agency_kinds:
        raise row.error("'by' and 'agency_kinds' are needed")
    if transition.package and (transition.package not in PACKAGES or not transition.package_to):
        raise row.error("'package' is a transfer type and needs 'package_to'")
    if bool(transition.package) != any(tell.by_package for tell in transition.tells):
        raise row.error("a package and the message case.transfer.submitted come together")
    if set(transition.stops) & set(transition.cancels):
        raise row.error("an act fulfils a clock or cancels it, not both")
    if transition.counts not in ("", "returns", "adjournments"):
        raise row.error(f"unknown counter {transition.counts}")
    gate_guards = {"exit_check_is_passed", "head_has_signed", "sender_is_the_outlet"}
    if transition.gate and not gate_guards <= set(transition.guards):
        raise row.error("a gated exit needs exit_check_is_passed, head_has_signed and sender_is_the_outlet")


def _check_measures(table: Row, stages: Stages, known: Known) -> None:
    for rule, states in known.measures.items():
        for state in states:
            if state not in stages.suspect_states:
                raise table.error(f"rule {rule} names the unknown suspect state {state}")
