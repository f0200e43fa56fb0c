"""Which act answers a package: the law's table is asked, nothing is hard-wired. Pure."""

from __future__ import annotations

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import CASE, SUSPECT, answer_acts
from zf_law.case_facts import CaseFacts
from zf_law.guards import GUARDS
from zf_law.stages import Stages, Transition

RECEIPTED = "case.transfer.receipted"
RETURNED = "case.transfer.returned"
SUPPLEMENT_NOTICE = "supplement_notice"


def accept_act(stages: Stages, file: CaseFile, *, kind: str) -> Transition | None:
    """The act with which an agency of this kind takes the case over from where it stands."""
    found = answer_acts(stages, message=RECEIPTED, state=file.state, kind=kind)
    return next((act for act in found if act.aggregate == CASE), None)


def return_act(
    stages: Stages, file: CaseFile, *, kind: str, targets: frozenset[str], supplement: bool
) -> Transition | None:
    """The act of giving back. Several fit by state (first or later round, held or free); their guards tell them apart."""
    facts = _facts(file, kind=kind, targets=targets)
    for act in answer_acts(stages, message=RETURNED, state=file.state, kind=kind):
        asks = SUPPLEMENT_NOTICE in act.documents
        fits_people = act.aggregate != SUSPECT or _states(file, targets) <= set(act.suspect_from)
        if asks == supplement and bool(targets) == (act.aggregate == SUSPECT) and fits_people and _passes(act, facts):
            return act
    return None


def supplement_rules(stages: Stages) -> frozenset[str]:
    """Clocks that a request for missing papers starts; sending the papers is what ends them."""
    asking = (act for act in stages.transitions if SUPPLEMENT_NOTICE in act.documents)
    return frozenset(rule for act in asking for rule in act.starts)


def _states(file: CaseFile, targets: frozenset[str]) -> set[str]:
    return {suspect.state for suspect in file.suspects if suspect.id in targets}


def _passes(act: Transition, facts: CaseFacts) -> bool:
    """Only the guards about the matter itself; who holds it is not asked, because the answer comes from outside."""
    return not any(GUARDS[name](act, facts) for name in act.guards if name != "agency_holds_the_case")


def _facts(file: CaseFile, *, kind: str, targets: frozenset[str]) -> CaseFacts:
    at = file.last_act_at
    assert at is not None
    return CaseFacts(
        case_id=file.id,
        agency_kind=kind,
        state=file.state,
        holder_kind=file.holder,
        version=file.version,
        acted_at=at,
        now=at,
        actor_id="",
        actor_roles=(),
        returns=file.returns,
        suspects=tuple(suspect.facts() for suspect in file.suspects),
        targets=targets,
        flags=file.flags,
    )
