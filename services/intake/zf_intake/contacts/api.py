"""Routes of contacts: of one petition, of all within sight, and the record."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.contacts import ContactsView, ContactView, PlanContact, RecordContact
from zf_intake.contacts.plan_contact import plan_contact
from zf_intake.contacts.queries import list_contacts, show_contacts
from zf_intake.contacts.record_contact import record_contact
from zf_intake.desk import Desk
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def petition_contacts_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="contacts")

    @router.get("/{petition_id}/contacts", **access("petition.read"))
    async def contacts(scope: ScopeDep, petition_id: str) -> ContactsView:
        return await show_contacts(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/contacts", status_code=201, **access("petition.handle"))
    async def plan(scope: ScopeDep, petition_id: str, command: PlanContact) -> ContactsView:
        await plan_contact(scope, petition_id, command, desk=desk)
        return await show_contacts(scope, petition_id, desk=desk)

    return router


def contacts_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/contacts", tag="contacts")

    @router.get("", **access("petition.read"))
    async def due(
        scope: ScopeDep,
        *,
        mine: bool = False,
        overdue: bool = False,
        cursor: Annotated[str, Query(max_length=200)] = "",
    ) -> Page[ContactView]:
        return await list_contacts(scope, mine=mine, overdue=overdue, cursor=cursor)

    @router.post("/{contact_id}/record", **access("petition.handle"))
    async def record(scope: ScopeDep, contact_id: str, command: RecordContact) -> ContactsView:
        petition_id = await record_contact(scope, contact_id, command, desk=desk)
        return await show_contacts(scope, petition_id, desk=desk)

    return router
