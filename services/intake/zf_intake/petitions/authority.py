"""May this person do this to this petition? What he may not even see does not exist for him (404).

Three things decide whether somebody sees it: the reach of petition.read; for restricted petitions (accusations) the reach of
petition.restricted; and that neither he nor his unit is accused.
"""

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.tables import Petition, PetitionAccused
from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_platform.actors import Actor
from zf_platform.errors import Forbidden, NotFound

READ = "petition.read"
RESTRICTED = "petition.restricted"


def reasons_against(actor: Actor, permission: str, *, file: PetitionFile) -> list[Problem]:
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    person = ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)
    return may(person, permission, _matter(file, agency=actor.agency))


def sees(actor: Actor, *, file: PetitionFile) -> bool:
    if actor.account_id in file.parties.accused_people or (actor.unit and actor.unit in file.parties.accused_units):
        return False
    if reasons_against(actor, READ, file=file):
        return False
    return file.sensitivity != ACCUSATION_LEVEL or is_own(actor, file=file) or sees_restricted(actor, file=file)


def sees_restricted(actor: Actor, *, file: PetitionFile) -> bool:
    """Who is accused, and who a confidential petitioner is."""
    return not reasons_against(actor, RESTRICTED, file=file)


def is_own(actor: Actor, *, file: PetitionFile) -> bool:
    return actor.account_id in _people(file) or actor.account_id == file.parties.officer_id


def require(actor: Actor, permission: str, *, file: PetitionFile) -> None:
    """NotFound when the petition is out of sight, Forbidden with reasons when only the act is."""
    if not sees(actor, file=file):
        raise NotFound
    problems = reasons_against(actor, permission, file=file)
    if problems:
        raise Forbidden(problems)


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """`sees` as a filter for the database."""
    own = _own(actor)
    open_to_me = or_(Petition.sensitivity != ACCUSATION_LEVEL, own, _reached(actor, RESTRICTED, own=own))
    return and_(_reached(actor, READ, own=own), open_to_me, not_(_accuses(actor)))


def knows_the_petitioner(actor: Actor) -> ColumnElement[bool]:
    """Whether this person may learn who the petitioner is: nobody asked for secrecy, or he must know."""
    own = _own(actor)
    return or_(Petition.confidential.is_(False), own, _reached(actor, RESTRICTED, own=own))


def _own(actor: Actor) -> ColumnElement[bool]:
    return or_(
        Petition.officer_id == actor.account_id,
        Petition.first_handler_id == actor.account_id,
        Petition.registered_by == actor.account_id,
        Petition.participants.has_key(actor.account_id),
    )


def _reached(actor: Actor, permission: str, *, own: ColumnElement[bool]) -> ColumnElement[bool]:
    reach = actor.reach(permission)
    if reach in ("agency", "all"):
        return true()
    if reach == "unit":
        return or_(Petition.unit == actor.unit, own) if actor.unit else own
    return own if reach == "own" else false()


def _accuses(actor: Actor) -> ColumnElement[bool]:
    here = PetitionAccused.agency.in_(("", actor.agency))
    unit = and_(PetitionAccused.kind == "unit", PetitionAccused.unit == actor.unit) if actor.unit else false()
    return exists().where(
        PetitionAccused.petition_id == Petition.id,
        here,
        or_(PetitionAccused.account_id == actor.account_id, unit),
    )


def _matter(file: PetitionFile, *, agency: str) -> MatterFacts:
    return MatterFacts(
        agency=agency,
        unit=file.unit,
        handler_id=file.parties.officer_id or None,
        participants=_people(file),
    )


def _people(file: PetitionFile) -> dict[str, str]:
    """Account → the role it played here; the first handler is a receiver, whatever else he did."""
    people = {file.registered_by: "registrar", **file.participants}
    if file.parties.first_handler_id:
        people[file.parties.first_handler_id] = "receiver"
    return people
