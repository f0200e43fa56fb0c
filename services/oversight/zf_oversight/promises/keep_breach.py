"""Keep a breach that intake told of; what is newer by its version replaces what is older, whatever the order."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.promises import PromiseBreached
from zf_oversight.promises.tables import BrokenPromise
from zf_platform.transaction import Scope


async def keep_breach(scope: Scope, told: PromiseBreached) -> None:
    values = told.model_dump(exclude={"breach_id"}) | {"id": told.breach_id}
    arriving = insert(BrokenPromise).values(values)
    newest = {name: arriving.excluded[name] for name in values if name != "id"}
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[BrokenPromise.id],
            set_=newest,
            where=BrokenPromise.version < arriving.excluded.version,
        )
    )
