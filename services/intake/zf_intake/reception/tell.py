"""Tell other receptions: through liaison, in the transaction of the act. Nothing is sent to oneself."""

from collections.abc import Iterable

from zf_contracts.hall_values import AppointmentTold, DeskTold, SessionsTold
from zf_contracts.internal.hall import HallNoticeIssued
from zf_law.loader import Law
from zf_platform.transaction import Scope


def tell(scope: Scope, message: str, body: SessionsTold | DeskTold | AppointmentTold, *, to: Iterable[str]) -> None:
    receivers = tuple(agency for agency in to if agency != scope.identity.agency)
    if not receivers:
        return
    scope.enqueue(
        HallNoticeIssued(message=message, receivers=receivers, body=body),
        to="liaison",
        subject=body.subject,
        acted_at=body.acted_at,
        sensitivity="L3" if isinstance(body, AppointmentTold) else "L2",
    )


def hall_host(law: Law) -> tuple[str, ...]:
    """The agency whose node serves the joint hall, or nobody in a city without one."""
    host = law.agencies.hall_host()
    return (host.code,) if host else ()
