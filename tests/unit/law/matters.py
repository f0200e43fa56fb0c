"""Made-up cases for the rules: facts that fit a transition, to be spoilt one at a time."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta

from zf_law.case_facts import CaseFacts, ExitCheck, SuspectFacts
from zf_law.deadlines import ZONE
from zf_law.loader import Law, build_law, packaged_tables
from zf_law.stages import Transition

NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
IN_CUSTODY = {"detained", "arrested", "arrest_requested"}


def passed_check() -> ExitCheck:
    return ExitCheck(True, True, True, True, True, checker_id="reviewer", passed=True)


def fitting(transition: Transition) -> CaseFacts:
    """Facts under which nothing stands against the transition."""
    kind = transition.agency_kinds[0].value
    documents = {*transition.documents, *(group[0] for group in transition.documents_any)}
    returned = "was_returned_before" in transition.guards
    return CaseFacts(
        case_id="case",
        agency_kind=kind,
        state=transition.from_[0],
        holder_kind=kind,
        version=1,
        acted_at=NOON,
        now=NOON,
        actor_id="actor",
        actor_roles=(transition.by[0],),
        returns=1 if returned else 0,
        suspects=(_suspect(transition),),
        documents=frozenset(documents),
        exit_check=passed_check(),
        head_signed_by="leader",
        last_act_at=NOON - timedelta(days=1),
        flags=frozenset(transition.needs_flags),
        deadlines={"C10": date(2026, 11, 19)},
    )


def spoilt(transition: Transition, **changes: object) -> CaseFacts:
    return replace(fitting(transition), **changes)  # type: ignore[arg-type]


def law_with(table: str, key: str, at: int | str, **changes: object) -> Law:
    """The packaged law with changed keys in one row; None removes a key."""
    tables = {name: deepcopy(dict(content)) for name, content in packaged_tables().items()}
    row = tables[table][key][at]  # type: ignore[index]
    for name, value in changes.items():
        row.pop(name, None)
        if value is not None:
            row[name.rstrip("_")] = value
    return build_law(tables)


def law_of(changed: Mapping[str, Mapping[str, object]]) -> Law:
    """The packaged law with whole tables replaced."""
    return build_law({**packaged_tables(), **changed})


def _suspect(transition: Transition) -> SuspectFacts:
    state = transition.suspect_from[0] if transition.suspect_from else "detained"
    held = state in IN_CUSTODY and "targets_are_not_in_custody" not in transition.guards
    minor = "suspects_are_minors" in transition.guards
    return SuspectFacts("suspect", state, custody_until=date(2026, 12, 1) if held else None, minor=minor)
