"""Another agency opened, paused or closed a window in its own house: the joint hall shows it."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.hall_values import DeskTold
from zf_intake.reception.counter.tables import PeerDesk
from zf_platform.transaction import Scope


async def store_desk(scope: Scope, told: DeskTold, *, sender: str) -> None:
    """The newest word counts, however late an older one comes."""
    values = {
        "name": told.name,
        "state": told.state,
        "clerk_name": told.clerk_name,
        "services": list(told.services),
        "since": told.since,
    }
    arriving = insert(PeerDesk).values(agency=sender, code=told.code, **values)
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[PeerDesk.agency, PeerDesk.code],
            set_={name: arriving.excluded[name] for name in values},
            where=PeerDesk.since <= arriving.excluded.since,
        )
    )
    scope.record("hall.store_desk", object_kind="desk", object_id=f"{sender}/{told.code}", after={"state": told.state})
