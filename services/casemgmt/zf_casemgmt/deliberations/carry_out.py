"""A resolution is carried out by the act it named: from then on it binds no further act."""

from collections.abc import Sequence

from sqlalchemy import update

from zf_casemgmt.deliberations.binding_rules import Binding
from zf_casemgmt.deliberations.rules import CARRIED_OUT
from zf_casemgmt.deliberations.tables import Resolution
from zf_platform.transaction import Scope


async def carry_out(scope: Scope, bindings: Sequence[Binding], *, act_id: str) -> None:
    """`act_id` is the entry of the timeline that carried them out. No statement when there is nothing to do."""
    if not bindings:
        return
    await scope.session.execute(
        update(Resolution)
        .where(Resolution.id.in_([one.id for one in bindings]))
        .values(state=CARRIED_OUT, ended_at=scope.now, ended_by=act_id)
        .execution_options(synchronize_session=False)
    )
