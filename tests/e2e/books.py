"""What must be true of every service when the stories are told."""

from sqlalchemy import text

from zf_node.city import City
from zf_platform.audit import verify


async def nothing_stuck(city: City) -> None:
    """Nothing is parked or quarantined, and every audit log verifies."""
    for service in city.services.values():
        while await service.sequencer.step():
            pass
        async with service.parts.database.session() as session:
            stuck = await session.execute(text("SELECT count(*) FROM inbox WHERE state = 'parked'"))
            assert stuck.scalar_one() == 0, f"{service.address} has parked messages"
            refused = await session.execute(text("SELECT count(*) FROM quarantine"))
            assert refused.scalar_one() == 0, f"{service.address} has quarantined messages"
            assert (await verify(session)).ok, f"{service.address}: the audit log does not verify"
