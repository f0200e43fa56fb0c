"""What a resolution means for the acts of its case: bound, barred, or waited for. Facts in, problems out. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zf_law.act_guards import Values, labels
from zf_law.deliberations import Deliberations
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_law.stages import Stages

ADOPTED, REJECTED, UNDECIDED = "adopted", "rejected", "undecided"


@dataclass(frozen=True, slots=True)
class Binding:
    """A resolution that stands. `suspect_id` is empty for an act on the whole case."""

    id: str
    deliberation_id: str
    number: str
    act: str
    suspect_id: str
    outcome: str

    def concerns(self, targets: Collection[str]) -> bool:
        return not self.suspect_id or not targets or self.suspect_id in targets


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a case: its resolutions, and whether it is marked as major or difficult."""

    bindings: tuple[Binding, ...] = ()
    grave: bool = False

    def carried_out_by(self, act: str, targets: Collection[str]) -> tuple[Binding, ...]:
        return tuple(one for one in self.bindings if _favours(one, act) and one.concerns(targets))


def act_problems(
    act: str, targets: Collection[str], standing: Standing, *, law: Deliberations, stages: Stages, kind: str
) -> list[Problem]:
    """Why what the committee decided, or has yet to decide, stands against this act."""
    problems: list[Problem] = []
    for one in standing.bindings:
        if not one.concerns(targets):
            continue
        values: Values = {"number": one.number, **_label("decided", one.act, stages), **_label("act", act, stages)}
        if one.outcome == REJECTED and one.act == act:
            problems.append(Problem("deliberation.decided_against", values))
        if one.outcome == ADOPTED and act in law.contrary(one.act):
            problems.append(Problem("deliberation.bound", values))
    return problems + _requirement_problems(act, targets, standing, law=law, stages=stages, kind=kind)


def _requirement_problems(
    act: str, targets: Collection[str], standing: Standing, *, law: Deliberations, stages: Stages, kind: str
) -> list[Problem]:
    """Each person the act is about needs the resolution."""
    committee = law.committee_of(kind)
    if committee is None or law.requirement_for(act, grave=standing.grave) is None:
        return []
    favouring = [one for one in standing.bindings if _favours(one, act)]
    people = targets or ("",)
    if all(any(not one.suspect_id or one.suspect_id in (person, "") for one in favouring) for person in people):
        return []
    named = labels("committee", [Label(committee.zh, committee.en)])
    return [Problem("deliberation.required", {**named, **_label("act", act, stages)})]


def _favours(binding: Binding, act: str) -> bool:
    return binding.outcome == ADOPTED and binding.act == act


def _label(name: str, act: str, stages: Stages) -> Values:
    transition = stages.transition(act)
    return labels(name, [Label(transition.zh, transition.en)])
