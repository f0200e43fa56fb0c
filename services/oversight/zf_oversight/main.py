"""The wiring of oversight: routes, consumed messages, the scan of clocks."""

from zf_law.loader import Law
from zf_oversight.clocks.api import clocks_router
from zf_oversight.consumers import consumes
from zf_oversight.conversions.api import conversions_router
from zf_oversight.inaction.api import inaction_router
from zf_oversight.jobs import JOBS
from zf_oversight.materials.api import repeated_notices_router
from zf_oversight.matters.api import matters_router
from zf_oversight.promises.api import broken_promises_router
from zf_oversight.screening.api import ledger_reports_router
from zf_platform.service import ServiceSpec


def spec(*, law: Law) -> ServiceSpec:
    """`law` is part of every service's wiring; oversight reads no table of it, since clocks arrive computed."""
    del law
    return ServiceSpec(
        name="oversight",
        title="监督 Oversight",
        build_routers=lambda _parts: (
            clocks_router(),
            matters_router(),
            conversions_router(),
            broken_promises_router(),
            repeated_notices_router(),
            ledger_reports_router(),
            inaction_router(),
        ),
        consumes=lambda _parts: consumes(),
        jobs=lambda _parts: JOBS,
    )
