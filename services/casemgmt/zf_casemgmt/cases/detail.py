"""The whole of one case for a person: record, people, documents, clocks, timeline, transfers and what is possible."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from zf_casemgmt.cases import queries, rules
from zf_casemgmt.cases.advance import numbered_types
from zf_casemgmt.cases.authority import reasons_against, require
from zf_casemgmt.cases.bound_rules import bound_problems
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.options_rules import choices, way
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.cases.tables import CaseRecord, Suspect, TimelineRow
from zf_casemgmt.documents import queries as documents
from zf_casemgmt.enforceability.show import show_enforceability
from zf_casemgmt.moment_rules import read
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits import queries as timelimits
from zf_casemgmt.timelimits.queries import Labels
from zf_casemgmt.transfers import queries as transfers
from zf_contracts.http.base import Reason
from zf_contracts.http.casemgmt import CaseRow, CaseView, OptionView, StageStep, SuspectView, TimelineEntry
from zf_contracts.values import ExitCheck
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import NotFound
from zf_platform.http.problems import reason
from zf_platform.transaction import Scope

LATE = timedelta(hours=24)


async def show_case(scope: Scope, case_id: str, *, office: Office) -> CaseView:
    """A sensitive read: it leaves a line in the audit log."""
    file = await load_case(scope, case_id, lock=False)
    require(scope.actor, "case.read", file=file, agency=office.agency.code)
    record = await queries.record_of(scope.session, case_id)
    if record is None:
        raise NotFound
    people = await queries.suspects_of(scope.session, case_id)
    clocks = await timelimits.clocks_of(scope.session, case_id)
    acts = {one.act: one for one in office.law.stages.transitions}
    labels = Labels(file.case_no, {person.id: person.name for person in people}, acts)
    running = [row for row in clocks if row.state == "running" and timelimits.band_of(row, now=scope.now) != "ended"]
    row = row_view(
        record,
        counts=(len(people), sum(person.custody_until is not None for person in people)),
        clock=timelimits.next_clock(running[0], now=scope.now) if running else None,
        office=office,
    )
    scope.record("case.read", object_kind="case", object_id=case_id, sensitive_read=True)
    return CaseView(
        **row.model_dump(),
        kind=record.kind,
        opened_at=record.opened_at,
        source_report_id=record.source_report_id,
        facts=record.facts,
        returns=record.returns,
        flags=tuple(record.flags),
        exit_check=ExitCheck.model_validate(record.exit_check) if record.exit_check is not None else None,
        head_signed_by=record.head_signed_by,
        head_signed_name=record.head_signed_name,
        suspects_list=tuple(suspect_view(person, office=office) for person in people),
        documents=tuple(documents.view(paper) for paper in await documents.documents_of(scope.session, case_id)),
        clocks=tuple(timelimits.view(clock, labels=labels, now=scope.now) for clock in clocks),
        timeline=_timeline(await queries.timeline_of(scope.session, case_id), office=office),
        transfers=await transfers.rows_of_case(scope.session, file, office=office),
        options=options_of(scope, file, office=office),
        stages=_stages(file, office=office),
        enforceability=await show_enforceability(scope, file, office=office),
    )


def row_view(
    record: CaseRecord, *, counts: tuple[int, int], clock: timelimits.NextClock | None, office: Office
) -> CaseRow:
    state = office.law.stages.state(record.state)
    return CaseRow(
        id=record.id,
        case_no=record.case_no,
        collab_no=record.collab_no,
        title=record.title,
        charge=record.charge,
        state=record.state,
        state_zh=state.zh,
        state_en=state.en,
        holder_here=record.holder == office.kind,
        unit=record.unit,
        handler_id=record.handler_id,
        handler_name=record.handler_name,
        suspects=counts[0],
        in_custody=counts[1],
        next_due=clock.due if clock else None,
        next_rule=clock.rule if clock else None,
        band=clock.band if clock else None,
        last_act_at=record.last_act_at,
        version=record.version,
    )


def suspect_view(person: Suspect, *, office: Office) -> SuspectView:
    """The identity number only as first six and last two digits."""
    return SuspectView(
        id=person.id,
        name=person.name,
        id_kind=person.id_kind,
        id_number_masked=person.id_masked,
        sex=person.sex,
        birth_date=person.birth_date,
        minor=person.minor,
        state=person.state,
        state_zh=office.law.stages.suspect_states[person.state].zh,
        state_en=office.law.stages.suspect_states[person.state].en,
        at_large=person.at_large,
        custody_until=read(person.custody_until) if person.custody_until else None,
        charge=person.charge,
    )


def options_of(scope: Scope, file: CaseFile, *, office: Office) -> tuple[OptionView, ...]:
    """Every act from here with the reasons against it for this person."""
    numbered = numbered_types(office)
    found = choices(
        file,
        stages=office.law.stages,
        kind=office.kind,
        now=scope.now,
        numbered=numbered,
        against=partial(_against, scope=scope, file=file, office=office, numbered=numbered),
    )
    return tuple(
        OptionView(
            act=choice.transition.act,
            transition=choice.transition.id,
            zh=choice.transition.zh,
            en=choice.transition.en,
            aggregate=choice.transition.aggregate,
            suspect_id=choice.suspect_id,
            possible=not choice.problems,
            reasons=tuple(as_reason(problem) for problem in choice.problems),
            documents=choice.transition.documents,
            documents_any=choice.transition.documents_any,
            documents_missing=choice.missing,
            basis=choice.transition.basis,
            roles=choice.transition.by,
            package=choice.transition.package or None,
        )
        for choice in found
    )


def as_reason(problem: Problem) -> Reason:
    return Reason.model_validate(reason(problem))


def _against(
    transition: Transition, move: Move, *, scope: Scope, file: CaseFile, office: Office, numbered: frozenset[str]
) -> Sequence[Problem]:
    person = rules.Person(scope.actor.account_id, scope.actor.roles)
    facts = rules.case_facts(file, move, person=person, kind=office.kind, now=move.acted_at, numbered=numbered)
    problems = rules.problems_of(transition, facts, move, stages=office.law.stages)
    return [
        *problems,
        *bound_problems(transition, move, file, law=office.law, kind=office.kind),
        *reasons_against(scope.actor, transition.permission, file=file, agency=office.agency.code),
    ]


def _timeline(rows: Sequence[TimelineRow], *, office: Office) -> tuple[TimelineEntry, ...]:
    labels: Mapping[str, Transition] = {one.act: one for one in office.law.stages.transitions}
    return tuple(
        TimelineEntry(
            at=row.at,
            recorded_at=row.recorded_at,
            late_entry=row.recorded_at - row.at > LATE,
            act=row.act,
            zh=labels[row.act].zh if row.act in labels else row.act,
            en=labels[row.act].en if row.act in labels else row.act,
            transition=row.transition,
            actor_id=row.actor_id,
            actor_name=row.actor_name,
            agency=row.agency,
            basis=row.basis,
            documents=tuple(row.documents),
            note=row.note,
            from_state=row.from_state,
            to_state=row.to_state,
        )
        for row in rows
    )


def _stages(file: CaseFile, *, office: Office) -> tuple[StageStep, ...]:
    stages = office.law.stages
    return tuple(
        StageStep.model_validate(
            {"state": state, "zh": stages.state(state).zh, "en": stages.state(state).en, "position": position}
        )
        for state, position in way(file.state, end=stages.state(file.state).end)
    )
