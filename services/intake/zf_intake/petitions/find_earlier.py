"""Earlier petitions of the same people here: whether this one is a repeat, and how many are still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from zf_contracts.http.petitions import PersonInput
from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_law.problems import Problem
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Earlier:
    """`all` matters of the same people, `open` of them not ended. `problems`: named matters that do not exist."""

    all: int
    open: int
    problems: tuple[Problem, ...] = ()

    @property
    def any(self) -> bool:
        return self.all > 0


async def find_earlier(scope: Scope, persons: Sequence[PersonInput], *, named: Sequence[str], desk: Desk) -> Earlier:
    """People are recognised by their number only; a name alone says nothing."""
    hashes = [desk.key.keyed_hash(one.id_kind, one.id_number) for one in persons if one.id_number]
    problems = await _unknown(scope, named)
    if not hashes:
        return Earlier(0, 0, problems)
    mine = select(PetitionPerson.petition_id).where(PetitionPerson.id_hash.in_(hashes)).distinct()
    opened = func.count().filter(Petition.state.in_(desk.law.petitions.open_states()))
    row = (await scope.session.execute(select(func.count(), opened).where(Petition.id.in_(mine)))).one()
    return Earlier(int(row[0]), int(row[1]), problems)


async def _unknown(scope: Scope, named: Sequence[str]) -> tuple[Problem, ...]:
    if not named:
        return ()
    known = set(await scope.session.scalars(select(Petition.id).where(Petition.id.in_(named))))
    return (Problem("petition.earlier_missing", {"field": "earlier_ids"}),) if set(named) - known else ()
