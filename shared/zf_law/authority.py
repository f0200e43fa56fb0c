"""May this person do this to this matter? The answer is a list of problems; empty means yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zf_law.problems import Problem
from zf_law.roles import Exclusion, Reach

RESTRICTED_SENSITIVITY = "L4"
RESTRICTED_PERMISSION = "restricted.read"
SEALED_PERMISSION = "case.read_sealed"


@dataclass(frozen=True, slots=True)
class ActorFacts:
    account_id: str
    agency: str
    unit: str
    roles: tuple[str, ...]
    permissions: Mapping[str, Reach]


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """What authority depends on. `participants` maps an account to the role it played in this matter."""

    agency: str
    unit: str = ""
    handler_id: str | None = None
    participants: Mapping[str, str] = field(default_factory=dict)
    sensitivity: str = "L2"
    sealed: bool = False


def may(
    actor: ActorFacts, permission: str, facts: MatterFacts, *, exclusions: Sequence[Exclusion] | None = None
) -> list[Problem]:
    """Checks permission, reach, exclusive roles, and the extra permission for restricted and sealed matters.

    `exclusions` are the exclusive pairs; without it the packaged roles.toml is used.
    """
    reach = actor.permissions.get(permission)
    if reach is None:
        return [Problem("authority.no_permission", {"permission": permission})]
    problems = _reach_problems(actor, Reach(reach), facts)
    problems += _exclusive_problems(actor, permission, facts, _packaged() if exclusions is None else exclusions)
    problems += _protected_problems(actor, facts)
    return problems


def _reach_problems(actor: ActorFacts, reach: Reach, facts: MatterFacts) -> list[Problem]:
    if reach is Reach.ALL:
        return []
    if actor.agency != facts.agency:
        return [Problem("authority.other_agency", {"agency": facts.agency})]
    if reach is Reach.AGENCY or _is_own(actor, facts):
        return []
    if reach is Reach.UNIT:
        return [] if actor.unit and actor.unit == facts.unit else [Problem("authority.other_unit")]
    return [Problem("authority.not_own_matter")]


def _is_own(actor: ActorFacts, facts: MatterFacts) -> bool:
    return actor.account_id == facts.handler_id or actor.account_id in facts.participants


def _exclusive_problems(
    actor: ActorFacts, permission: str, facts: MatterFacts, exclusions: Sequence[Exclusion]
) -> list[Problem]:
    played = {facts.participants[actor.account_id]} if actor.account_id in facts.participants else set()
    if actor.account_id == facts.handler_id:
        played.add("handler")
    problems: list[Problem] = []
    for exclusion in exclusions:
        first, second = exclusion.roles
        for mine, other in ((first, second), (second, first)):
            if mine in played and permission in exclusion.permissions[other]:
                problems.append(Problem("authority.exclusive_roles", {"played": mine, "wanted": other}))
    return problems


def _protected_problems(actor: ActorFacts, facts: MatterFacts) -> list[Problem]:
    problems: list[Problem] = []
    restricted = facts.sensitivity == RESTRICTED_SENSITIVITY and not _is_own(actor, facts)
    if restricted and RESTRICTED_PERMISSION not in actor.permissions:
        problems.append(Problem("authority.restricted"))
    if facts.sealed and SEALED_PERMISSION not in actor.permissions:
        problems.append(Problem("authority.sealed"))
    return problems


def _packaged() -> Sequence[Exclusion]:
    from zf_law.loader import packaged_exclusions  # The loader sits above the pure rules.

    return packaged_exclusions()
