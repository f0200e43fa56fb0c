"""What may be put to the committee, and when a decided question may be opened again. Facts in, problems out. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zf_casemgmt.deliberations.binding_rules import Standing
from zf_law.act_guards import act_values, labels
from zf_law.deliberations import Deliberations
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_law.stages import Stages


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to put to the committee; `supersedes` is the resolution it shall take the place of."""

    question: str
    act: str
    suspect_id: str
    supersedes: str
    reason: str


def proposal_problems(
    wanted: Proposal,
    *,
    state: str,
    papers: Collection[str],
    standing: Standing,
    open_acts: Collection[tuple[str, str]],
    law: Deliberations,
    stages: Stages,
    kind: str,
) -> list[Problem]:
    """`papers` are the types on file; `open_acts` are (act, suspect) of discussions of this case that are not over."""
    committee, question, transition = (
        law.committee_of(kind),
        law.questions.get(wanted.question),
        stages.find(wanted.act),
    )
    if committee is None:
        return [Problem("deliberation.no_committee")]
    if question is None or kind not in question.kinds:
        return [Problem("deliberation.question_unknown", {"question": wanted.question, "field": "question"})]
    if transition is None or kind not in transition.agency_kinds or not law.choices_of(wanted.act):
        return [
            Problem(
                "deliberation.out_of_reach",
                {**labels("committee", [Label(committee.zh, committee.en)]), "field": "act"},
            )
        ]
    problems: list[Problem] = []
    if state not in transition.from_:
        problems.append(Problem("stage.wrong_state", {"state": state, **act_values(transition)}))
    if (transition.aggregate == "suspect") != bool(wanted.suspect_id):
        problems.append(Problem("deliberation.suspect_needed", {"field": "suspect_id"}))
    if question.needs_document and question.needs_document not in papers:
        paper = transition.names[question.needs_document]
        problems.append(Problem("deliberation.paper_missing", labels("document", [paper])))
    same = {(act, wanted.suspect_id) for act in (wanted.act, *law.contrary(wanted.act))}
    if same & set(open_acts):
        problems.append(Problem("deliberation.open_already"))
    return problems + _supersede_problems(wanted, standing, law=law)


def _supersede_problems(wanted: Proposal, standing: Standing, *, law: Deliberations) -> list[Problem]:
    """A question that a resolution answered is opened again only by saying so, and why."""
    related = {wanted.act, *law.contrary(wanted.act)}
    people = (wanted.suspect_id,) if wanted.suspect_id else ()
    decided = [one for one in standing.bindings if one.act in related and one.concerns(people)]
    if wanted.supersedes and wanted.supersedes not in {one.id for one in decided}:
        return [Problem("deliberation.nothing_to_supersede", {"field": "supersedes"})]
    if decided and not wanted.supersedes:
        numbers = "、".join(one.number for one in decided)
        return [Problem("deliberation.decided_before", {"number": numbers, "field": "supersedes"})]
    if wanted.supersedes and not wanted.reason:
        return [Problem("deliberation.reason_needed", {"field": "supersede_reason"})]
    return []
