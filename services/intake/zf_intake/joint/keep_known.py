"""Another agency registered a petition: the committee keeps its key fields, no person (S-005, S-024)."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.petition_values import PetitionMatter
from zf_intake.joint.tables import KnownPetition
from zf_platform.transaction import Scope


async def keep_known(scope: Scope, *, agency: str, body: PetitionMatter) -> None:
    """Telling twice changes nothing."""
    statement = insert(KnownPetition).values(
        agency=agency,
        petition_no=body.petition_no,
        collab_no=body.collab_no,
        channel=body.channel,
        category=body.category,
        topic=body.topic,
        first_time=body.first_time,
        collective=body.collective,
        skip_level=body.skip_level,
        people=body.people,
        registered_at=body.registered_at,
        first_handler_unit=body.first_handler.unit,
        state="registered",
        state_at=body.acted_at,
    )
    await scope.session.execute(statement.on_conflict_do_nothing())
