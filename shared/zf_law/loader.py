"""Loads the packaged law tables once and checks them against each other."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zf_law.agencies import Agencies, AgencyKind, read_agencies
from zf_law.calendar import Calendar, read_calendar
from zf_law.checklists import Checklist, read_checklists
from zf_law.citations import Sources, read_sources
from zf_law.collective_warnings import CollectiveWarnings, read_collective_warnings
from zf_law.convenience import ConvenienceServices, read_convenience_services
from zf_law.cooperation import Cooperation
from zf_law.cooperation_table import read_cooperation
from zf_law.deadline_rules import Deadlines, read_deadlines
from zf_law.deliberation_table import Known as DeliberationNames
from zf_law.deliberation_table import read_deliberations
from zf_law.deliberations import Deliberations
from zf_law.documents import Documents, ReturnCode, read_documents, read_return_codes
from zf_law.enforceability import Enforceability, read_enforceability
from zf_law.meetings import Meetings, read_meetings
from zf_law.numbering.tables import NumberingTables, read_numbering
from zf_law.petition_screening import PetitionScreening, read_petition_screening
from zf_law.petition_stages import PetitionStages
from zf_law.petition_table import read_petition_stages
from zf_law.problems import ProblemTexts, read_problem_texts
from zf_law.reading import Label, LawDataError, Row
from zf_law.reception import Reception
from zf_law.reception_table import read_reception
from zf_law.roles import Exclusion, Roles, read_roles
from zf_law.stage_table import PACKAGES, Known, read_stages
from zf_law.stages import Stages
from zf_law.supervised_tasks import SupervisedTasks, read_supervised_tasks
from zf_law.supervision_notices import SupervisionNotices, read_supervision_notices
from zf_law.templates import check_templates, packaged_templates
from zf_law.topics import Topics, read_topics

__all__ = ["Law", "LawDataError", "build_law", "load_law", "packaged_tables"]

TABLES = (
    "agencies",
    "calendar",
    "checklists",
    "convenience_services",
    "cooperation",
    "collective_warnings",
    "deadlines",
    "deliberations",
    "divisions",
    "documents",
    "enforceability",
    "meetings",
    "numbering",
    "petition_screening",
    "petition_stages",
    "problems",
    "reception",
    "return_codes",
    "roles",
    "sources",
    "stages",
    "supervised_tasks",
    "supervision_notices",
    "topics",
)


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the engines read. Immutable in use; load it once and pass it on."""

    agencies: Agencies
    stages: Stages
    petitions: PetitionStages
    deadlines: Deadlines
    calendar: Calendar
    documents: Documents
    roles: Roles
    return_codes: Mapping[str, ReturnCode]
    problems: ProblemTexts
    numbering: NumberingTables
    topics: Topics
    reception: Reception
    checklists: Mapping[str, Checklist]
    tasks: SupervisedTasks
    notices: SupervisionNotices
    meetings: Meetings
    cooperation: Cooperation
    sources: Sources
    collective_warnings: CollectiveWarnings
    screening: PetitionScreening
    services: ConvenienceServices
    deliberations: Deliberations
    enforceability: Enforceability


@cache
def load_law(profile: str = "city") -> Law:
    """The law with the agencies and divisions of one profile; raises LawDataError if any table is wrong."""
    return build_law(packaged_tables(), profile=profile)


def build_law(
    tables: Mapping[str, Mapping[str, object]], *, profile: str = "city", templates: Mapping[str, str] | None = None
) -> Law:
    """Builds and checks the law from parsed tables (file name without ending → content).

    `templates` stand in for the packaged ones.
    """
    table = _reader_of(tables)
    agencies = _agencies_of(table("agencies"), profile=profile)
    roles = read_roles(table("roles"))
    deadlines = read_deadlines(table("deadlines"))
    documents = read_documents(table("documents"), roles=roles.ids())
    check_templates(documents, packaged_templates() if templates is None else templates)
    known = _known(roles, documents=documents, deadlines=deadlines)
    cooperation = _cooperation_of(table("cooperation"), known, documents=documents)
    stages = read_stages(table("stages"), known=known)
    return Law(
        agencies=agencies,
        stages=stages,
        petitions=_petitions_of(table("petition_stages"), known),
        deadlines=deadlines,
        calendar=read_calendar(table("calendar")),
        documents=documents,
        roles=roles,
        return_codes=_checked_return_codes(tables["return_codes"]),
        problems=read_problem_texts(tables["problems"], agencies=_agency_names(agencies)),
        numbering=read_numbering(table("numbering"), divisions=table("divisions"), agencies=agencies, profile=profile),
        topics=read_topics(table("topics")),
        reception=read_reception(table("reception"), agencies=agencies),
        checklists=read_checklists(table("checklists")),
        tasks=_tasks_of(table("supervised_tasks"), known),
        notices=_notices_of(table("supervision_notices"), known, documents=documents, stages=stages),
        meetings=read_meetings(table("meetings"), deadlines=deadlines),
        cooperation=cooperation,
        sources=read_sources(table("sources")),
        collective_warnings=read_collective_warnings(table("collective_warnings"), deadlines=deadlines),
        screening=read_petition_screening(table("petition_screening")),
        services=read_convenience_services(table("convenience_services"), agencies=agencies),
        deliberations=read_deliberations(table("deliberations"), known=DeliberationNames(roles, documents, stages)),
        enforceability=read_enforceability(table("enforceability"), stages=stages, requests=cooperation.kinds),
    )


def _reader_of(tables: Mapping[str, Mapping[str, object]]) -> Callable[[str], Row]:
    if missing := [name for name in TABLES if name not in tables]:
        raise LawDataError(missing[0], "file", "this table is missing")
    return lambda name: Row(tables[name], file=name, where="file")


def _petitions_of(table: Row, known: Known) -> PetitionStages:
    return read_petition_stages(table, permissions=known.permissions, documents=known.documents, rules=known.rules)


def _known(roles: Roles, *, documents: Documents, deadlines: Deadlines) -> Known:
    """The names that the tables of acts may use."""
    return Known(
        roles={role.id: Label(role.zh, role.en) for role in roles.all()},
        permissions=roles.permission_labels,
        documents={document.id: Label(document.zh, document.en) for document in documents.all()},
        rules={rule.id: rule.anchor for rule in deadlines.all()},
        measures={rule.id: rule.measure for rule in deadlines.all()},
    )


def _tasks_of(table: Row, known: Known) -> SupervisedTasks:
    kinds = [kind.value for kind in AgencyKind]
    return read_supervised_tasks(table, permissions=known.permissions, rules=known.rules, kinds=kinds)


def _notices_of(table: Row, known: Known, *, documents: Documents, stages: Stages) -> SupervisionNotices:
    return read_supervision_notices(
        table,
        permissions=known.permissions,
        rules=known.rules,
        agency_kinds=[kind.value for kind in AgencyKind],
        documents=documents,
        acts=[transition.act for transition in stages.transitions],
    )


def _cooperation_of(table: Row, known: Known, *, documents: Documents) -> Cooperation:
    return read_cooperation(
        table,
        permissions=known.permissions,
        rules=known.rules,
        agency_kinds=[kind.value for kind in AgencyKind],
        documents=documents,
    )


def _agency_names(agencies: Agencies) -> Mapping[str, tuple[str, str]]:
    return {agency.code: (agency.name_zh, agency.name_en) for agency in agencies}


def _agencies_of(table: Row, *, profile: str) -> Agencies:
    if table.text("profile") != profile:
        raise LawDataError("agencies", "file", f"there is no profile {profile}")
    agencies = read_agencies(table)
    table.finish()
    return agencies


@cache
def packaged_tables() -> Mapping[str, Mapping[str, object]]:
    return {name: _read_toml(name) for name in TABLES}


@cache
def packaged_problem_texts() -> ProblemTexts:
    agencies = read_agencies(Row(_read_toml("agencies"), file="agencies", where="file"))
    return read_problem_texts(_read_toml("problems"), agencies=_agency_names(agencies))


@cache
def packaged_exclusions() -> Sequence[Exclusion]:
    return read_roles(Row(_read_toml("roles"), file="roles", where="file")).exclusions


def _read_toml(name: str) -> Mapping[str, object]:
    text = resources.files("zf_law").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LawDataError(name, "file", f"no valid TOML: {error}") from error


def _checked_return_codes(table: Mapping[str, object]) -> Mapping[str, ReturnCode]:
    codes = read_return_codes(Row(table, file="return_codes", where="file"))
    for code in codes.values():
        for transfer_type in code.applies:
            if transfer_type not in PACKAGES:
                raise LawDataError("return_codes", code.code, f"unknown transfer type {transfer_type}")
    return codes
