"""Keep a fault that intake told of; the same one again changes nothing."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.materials import MaterialFaultNoted
from zf_oversight.materials.tables import MaterialFault
from zf_platform.transaction import Scope


async def keep_fault(scope: Scope, noted: MaterialFaultNoted) -> None:
    values = noted.model_dump(exclude={"fault_id"}) | {"id": noted.fault_id}
    await scope.session.execute(insert(MaterialFault).values(values).on_conflict_do_nothing())
