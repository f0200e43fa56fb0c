"""What the committee decided, or has yet to decide, stands against an act of this agency. Pure."""

from __future__ import annotations

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.deliberations.binding_rules import act_problems
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_law.stages import Transition


def bound_problems(transition: Transition, move: Move, file: CaseFile, *, law: Law, kind: str) -> list[Problem]:
    """Steps of other agencies, and what a package proves of its sender, are not ours to bind."""
    if move.told or move.adopted or move.registered:
        return []
    return act_problems(
        transition.act, move.targets, file.standing, law=law.deliberations, stages=law.stages, kind=kind
    )
