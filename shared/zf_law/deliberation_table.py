"""Reading and checking deliberations.toml: roles, documents and acts it names exist, and every reach has a committee."""

from __future__ import annotations

from dataclasses import dataclass

from zf_law.agencies import AgencyKind
from zf_law.deliberations import (
    ALWAYS,
    CARRIED_OUT,
    CONVENER,
    GRAVE,
    NOBODY,
    RESOLVED,
    Choice,
    Committee,
    Deliberations,
    Question,
    Requirement,
    Share,
)
from zf_law.documents import Documents, agency_kinds, confidence
from zf_law.reading import Label, Row, unique
from zf_law.roles import Roles
from zf_law.stage_checks import refuse_unknown
from zf_law.stages import Stages

CONVENE = "deliberation.convene"


@dataclass(frozen=True, slots=True)
class Known:
    """The tables that this one refers to."""

    roles: Roles
    documents: Documents
    stages: Stages


def read_deliberations(table: Row, *, known: Known) -> Deliberations:
    for name in ("committee", "question", "choice"):
        unique(table.rows(name), "id")
    grounds = table.rows("ground")
    unique(grounds, "id")
    found = Deliberations(
        version=table.text("version"),
        committees=tuple(_committee(row, known) for row in table.rows("committee")),
        questions={one.id: one for one in (_question(row, known) for row in table.rows("question"))},
        choices=tuple(_choice(row, known) for row in table.rows("choice")),
        requirements=tuple(_requirement(row) for row in table.rows("requirement")),
        grounds={row.text("id"): _label(row) for row in grounds},
    )
    _check(table, found, known)
    table.finish()
    return found


def _committee(row: Row, known: Known) -> Committee:
    committee = Committee(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        kinds=agency_kinds(row, "kinds"),
        conveners=row.texts("conveners"),
        withdraws=row.texts("withdraws"),
        members_least=row.number("members_least"),
        odd=row.flag("odd"),
        quorum=_share(row, "quorum_over"),
        majority=_share(row, "majority_over"),
        speaks_last=row.text("speaks_last"),
        tells_when=row.text("tells_when"),
        document=row.text("document"),
        basis=row.text("basis"),
        confidence=confidence(row),
    )
    row.finish()
    _check_committee(row, committee, known)
    return committee


def _check_committee(row: Row, committee: Committee, known: Known) -> None:
    if not committee.kinds or not committee.conveners or not committee.basis:
        raise row.error("a committee needs 'kinds', 'conveners' and 'basis'")
    refuse_unknown(row, [("role", (*committee.conveners, *committee.withdraws), known.roles.ids())])
    for role in committee.conveners:
        if CONVENE not in known.roles.permissions((role,)):
            raise row.error(f"role {role} convenes but lacks {CONVENE}")
    if committee.speaks_last not in (CONVENER, NOBODY):
        raise row.error(f"'speaks_last' is {CONVENER} or {NOBODY}")
    if committee.tells_when not in (RESOLVED, CARRIED_OUT):
        raise row.error(f"'tells_when' is {RESOLVED} or {CARRIED_OUT}")
    if committee.members_least < 3:
        raise row.error("a committee has at least three members")
    document = known.documents.find(committee.document)
    if document is None or not set(committee.kinds) <= set(document.issuers) or not document.number:
        raise row.error(f"document {committee.document} must have a number and be issued by {committee.id}")


def _share(row: Row, key: str) -> Share:
    parts = row.numbers(key)
    if len(parts) != 2 or not 0 <= parts[0] < parts[1]:
        raise row.error(f"'{key}' is a share below one, such as [1, 2]")
    return Share(parts[0], parts[1])


def _question(row: Row, known: Known) -> Question:
    question = Question(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        kinds=agency_kinds(row, "kinds"),
        needs_document=row.text("needs_document", ""),
        basis=row.text("basis"),
    )
    row.finish()
    if question.needs_document and question.needs_document not in known.documents:
        raise row.error(f"unknown document {question.needs_document}")
    return question


def _choice(row: Row, known: Known) -> Choice:
    by_act = row.row("tells_by_act") if row.has("tells_by_act") else None
    choice = Choice(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        acts=row.texts("acts"),
        tells=agency_kinds(row, "tells"),
        tells_by_act={act: agency_kinds(by_act, act) for act in by_act.keys()} if by_act else {},
        tells_holder=row.flag("tells_holder", False),
    )
    row.finish()
    refuse_unknown(row, [("act of tells_by_act", tuple(choice.tells_by_act), choice.acts)])
    refuse_unknown(row, [("act", choice.acts, {move.act for move in known.stages.transitions})])
    if not choice.acts:
        raise row.error("a choice has at least one act")
    return choice


def _requirement(row: Row) -> Requirement:
    requirement = Requirement(row.text("when"), row.texts("acts"), row.text("basis"), confidence(row))
    row.finish()
    if requirement.when not in (ALWAYS, GRAVE):
        raise row.error(f"'when' is {ALWAYS} or {GRAVE}")
    return requirement


def _label(row: Row) -> Label:
    row.text("id")
    label = Label(row.text("zh"), row.text("en"))
    row.finish()
    return label


def _check(table: Row, found: Deliberations, known: Known) -> None:
    """A required resolution must be possible: its act is within the reach of a committee of the agency that acts."""
    within = {act for choice in found.choices for act in choice.acts}
    refuse_unknown(table, [("act of a choice", one.acts, within) for one in found.requirements])
    kinds: frozenset[AgencyKind] = frozenset(kind for committee in found.committees for kind in committee.kinds)
    for act in within:
        if not kinds & set(known.stages.transition(act).agency_kinds):
            raise table.error(f"no committee stands over the act {act}")
    if not found.grounds or not found.questions:
        raise table.error("at least one question and one ground are needed")
