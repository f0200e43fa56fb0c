"""One petition and the earlier ones of the same people, as conversions look at them."""

from collections.abc import Collection, Sequence

from sqlalchemy import RowMapping, and_, or_, select
from sqlalchemy.orm import aliased

from zf_intake.conversions.rules import Registered
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_platform.transaction import Scope

MOST = 500
"""Whoever writes every day has turned harder long before."""
_COLUMNS = (
    Petition.id, Petition.petition_no, Petition.channel, Petition.subject, Petition.repeat, Petition.skip_level,
    Petition.collective, Petition.received_at, Petition.unit, Petition.first_handler_id, Petition.first_handler_name,
    Petition.first_handler_unit,
)  # fmt: skip


async def thread_of(
    scope: Scope, petition_id: str, *, linked: Collection[str]
) -> tuple[Registered, tuple[Registered, ...]]:
    """(the petition, those received before it). People are known by the keyed hash of identity paper or telephone."""
    row = (await scope.session.execute(select(*_COLUMNS).where(Petition.id == petition_id))).mappings().one()
    own = _registered(row, linked=linked)
    mine, theirs = aliased(PetitionPerson), aliased(PetitionPerson)
    same = or_(
        and_(mine.id_hash != "", mine.id_hash == theirs.id_hash),
        and_(mine.phone_hash != "", mine.phone_hash == theirs.phone_hash),
    )
    shared = select(theirs.petition_id).join(mine, same).where(mine.petition_id == petition_id)
    earlier = select(*_COLUMNS).where(
        or_(Petition.id.in_(shared), Petition.id.in_(linked)), Petition.received_at < own.received_at
    )
    rows = await scope.session.execute(earlier.order_by(Petition.received_at.desc()).limit(MOST))
    return own, tuple(_registered(one, linked=linked) for one in rows.mappings())


async def repeats_after(scope: Scope, after: str, *, limit: int) -> Sequence[str]:
    """Ids of the next petitions of people who had come before, registered here first or entered from a ledger."""
    statement = select(Petition.id).where(
        Petition.id > after, Petition.repeat, Petition.origin.in_(("direct", "import"))
    )
    return (await scope.session.scalars(statement.order_by(Petition.id).limit(limit))).all()


def _registered(row: RowMapping, *, linked: Collection[str]) -> Registered:
    """The first handler's unit answers; where nobody received it in person, the unit that has it."""
    same = (
        "id", "petition_no", "channel", "subject", "repeat", "skip_level", "collective", "received_at", "first_handler_id",
        "first_handler_name",
    )  # fmt: skip
    return Registered(
        **{name: row[name] for name in same},
        unit=row["first_handler_unit"] or row["unit"],
        linked=row["id"] in linked,
    )
