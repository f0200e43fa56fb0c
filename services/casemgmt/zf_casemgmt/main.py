"""The wiring of casemgmt: routes, consumed messages, jobs."""

from collections.abc import Sequence

from fastapi import APIRouter

from zf_casemgmt.cases.api import cases_router
from zf_casemgmt.consumers import consumes
from zf_casemgmt.deliberations.api import deliberations_router
from zf_casemgmt.deliberations.minutes_api import minutes_router
from zf_casemgmt.documents.api import documents_router
from zf_casemgmt.enforceability.api import enforceability_router
from zf_casemgmt.jobs import jobs
from zf_casemgmt.office import Office
from zf_casemgmt.packages.api import packages_router
from zf_casemgmt.search.api import search_router
from zf_casemgmt.timelimits.api import timelimits_router
from zf_casemgmt.transfers.api import transfers_router
from zf_law.loader import Law
from zf_law.templates import FOLDER
from zf_platform.personal import PersonalKey, PersonalKeyInvalid
from zf_platform.service import Parts, ServiceSpec
from zf_platform.typeset import Typesetter


def spec(*, law: Law, typesetter: Typesetter | None = None) -> ServiceSpec:
    """A typesetter starts nothing before its first paper; services of one process share one."""
    press = typesetter or Typesetter(FOLDER)

    def routers(parts: Parts) -> Sequence[APIRouter]:
        office = _office(parts, law, press)
        return (
            cases_router(office),
            deliberations_router(office),
            minutes_router(office),
            documents_router(office),
            enforceability_router(office),
            timelimits_router(office),
            transfers_router(office),
            packages_router(office),
            search_router(office),
        )

    return ServiceSpec(
        name="casemgmt",
        title="案件办理 Case management",
        build_routers=routers,
        consumes=lambda parts: consumes(_office(parts, law, press)),
        jobs=lambda parts: jobs(_office(parts, law, press)),
    )


def _office(parts: Parts, law: Law, typesetter: Typesetter) -> Office:
    """Without the key no identity number may be stored, so the service does not start without it."""
    key = parts.settings.personal_key
    if key is None:
        raise PersonalKeyInvalid("ZF_PERSONAL_KEY is not set; casemgmt stores identity numbers only encrypted")
    return Office(
        law=law,
        agency=law.agencies.by_code(parts.address.agency),
        personal=PersonalKey.from_text(key.get_secret_value()),
        blobs=parts.blobs,
        typesetter=typesetter,
    )
