"""May this person do this to this case? What he may not even see does not exist for him (404)."""

from zf_casemgmt.cases.file_rules import CaseFile
from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_platform.actors import Actor
from zf_platform.errors import Conflict, Forbidden, NotFound

READ = "case.read"


def actor_facts(actor: Actor) -> ActorFacts:
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    return ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)


def matter_facts(file: CaseFile, *, agency: str) -> MatterFacts:
    return MatterFacts(
        agency=agency,
        unit=file.unit,
        handler_id=file.handler_id,
        participants=file.participants,
        sensitivity=file.sensitivity,
    )


def reasons_against(actor: Actor, permission: str, *, file: CaseFile, agency: str) -> list[Problem]:
    return may(actor_facts(actor), permission, matter_facts(file, agency=agency))


def require(actor: Actor, permission: str, *, file: CaseFile, agency: str, seen: int | None = None) -> None:
    """NotFound when the case is out of sight, Forbidden with reasons when only the act is.

    `seen`: version that the person saw; Conflict when the case has moved on. Asked last: whoever may not see the case
    must not learn from it that there is one.
    """
    if reasons_against(actor, READ, file=file, agency=agency):
        raise NotFound
    problems = reasons_against(actor, permission, file=file, agency=agency)
    if problems:
        raise Forbidden(problems)
    if seen is not None and file.version != seen:
        raise Conflict((Problem("version.stale", {"seen": seen, "current": file.version}),))
