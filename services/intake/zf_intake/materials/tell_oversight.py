"""Every minute: oversight hears of each notice that told again what had to be told once, and of each only once (S-027)."""

from sqlalchemy import select

from zf_contracts.internal.materials import MaterialFaultNoted
from zf_intake.materials.tables import MaterialNotice
from zf_intake.papers.queries import numbers_of
from zf_intake.petitions.fault_queries import FaultyMatter, faulty_matters
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

AT_ONCE = 200


async def tell_untold(scope: Scope) -> None:
    """Oldest first; faults from before oversight listened are among them."""
    statement = (
        select(MaterialNotice)
        .where(MaterialNotice.fault.is_(True), MaterialNotice.told.is_(False))
        .order_by(MaterialNotice.issued_at, MaterialNotice.petition_id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = (await scope.session.scalars(statement)).all()
    matters = await faulty_matters(scope, [notice.petition_id for notice in found])
    numbers = await numbers_of(scope, [notice.paper_id for notice in found])
    for notice in found:
        _tell(scope, notice, matters[notice.petition_id], number=numbers[notice.paper_id])
        notice.told = True
    await scope.session.flush()


def _tell(scope: Scope, notice: MaterialNotice, matter: FaultyMatter, *, number: str) -> None:
    """Of a matter that accuses somebody the fault counts, without anything that leads to the matter."""
    named = not matter.accuses
    scope.enqueue(
        MaterialFaultNoted(
            fault_id=notice.paper_id,
            unit=notice.unit or matter.unit,
            number=number,
            no=notice.no,
            petition_id=notice.petition_id if named else "",
            petition_no=matter.petition_no if named else "",
            reason=notice.reason if named else "",
            person_name=notice.issued_by_name,
            issued_at=notice.issued_at,
            happened_on=notice.issued_at.astimezone(ZONE).date(),
        ),
        to="oversight",
        subject=notice.paper_id,
        acted_at=notice.issued_at,
        correlation=notice.paper_id,
    )
