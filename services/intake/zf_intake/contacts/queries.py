"""Contacts as people see them: of one petition, and what is due or overdue within sight."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from zf_contracts.http.base import Page
from zf_contracts.http.contacts import ContactsView, ContactView
from zf_intake.contacts.rules import HOME_VISIT, KINDS, PlanFacts, hindrances
from zf_intake.contacts.tables import Contact
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.joint.request_queries import answers_to
from zf_intake.petitions.authority import READ, require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.number_queries import numbers_and_titles
from zf_intake.petitions.options import as_reason
from zf_intake.petitions.queries import visible_petitions
from zf_law.deadlines import ZONE
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

SETTLED = ("answered", "reviewed", "finally_reviewed", "closed")


async def load_contact(scope: Scope, contact_id: str) -> Contact:
    row = await scope.session.scalar(
        select(Contact).where(Contact.id == contact_id).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


async def next_no(scope: Scope, petition_id: str, kind: str) -> int:
    last = await scope.session.scalar(
        select(func.max(Contact.no)).where(Contact.petition_id == petition_id, Contact.kind == kind)
    )
    return int(last or 0) + 1


async def plan_facts(scope: Scope, file: PetitionFile, *, desk: Desk) -> PlanFacts:
    rows = await scope.session.scalars(
        select(Contact.kind).where(Contact.petition_id == file.id, Contact.state == "planned")
    )
    agencies = desk.law.agencies
    return PlanFacts(
        now=scope.now,
        ended=file.state not in desk.law.petitions.open_states(),
        settled=file.state in SETTLED,
        open_kinds=frozenset(rows),
        kinds={one.code: one.kind.value for one in agencies.partners(scope.identity.agency)},
        here_kind=agencies.by_code(scope.identity.agency).kind.value,
    )


async def show_contacts(scope: Scope, petition_id: str, *, desk: Desk) -> ContactsView:
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    rows = await scope.session.scalars(
        select(Contact)
        .where(Contact.petition_id == petition_id)
        .order_by(Contact.planned_at.desc(), Contact.id.desc())
        .execution_options(populate_existing=True)
    )
    facts = await plan_facts(scope, file, desk=desk)
    against = {kind: tuple(as_reason(one) for one in hindrances(kind, facts)) for kind in KINDS}
    return ContactsView(
        petition_id=file.id,
        petition_no=file.petition_no,
        title=file.title,
        petition_version=file.version,
        contacts=tuple([await _whole(scope, row, file=file) for row in rows]),
        hindrances=against,
        today=scope.now.astimezone(ZONE).date(),
    )


async def list_contacts(scope: Scope, *, mine: bool, overdue: bool, cursor: str) -> Page[ContactView]:
    """What is planned and not yet held, the earliest first; whatever is overdue stands on top by itself."""
    statement = select(Contact).where(
        Contact.state == "planned", Contact.petition_id.in_(visible_petitions(scope.actor))
    )
    if mine:
        statement = statement.where(Contact.person_id == scope.actor.account_id)
    if overdue:
        statement = statement.where(Contact.planned_at < scope.now)
    after = read_cursor(cursor)
    if after is not None:
        at, row_id = after
        statement = statement.where((Contact.planned_at > at) | ((Contact.planned_at == at) & (Contact.id > row_id)))
    found = (await scope.session.scalars(statement.order_by(Contact.planned_at, Contact.id).limit(PAGE + 1))).all()
    shown = found[:PAGE]
    names = await numbers_and_titles(scope, [row.petition_id for row in shown])
    more = write_cursor(shown[-1].planned_at, shown[-1].id) if len(found) > PAGE else None
    items = tuple(_view(scope, row, about=names[row.petition_id], partners=_asked(row)) for row in shown)
    return Page(items=items, next_cursor=more)


async def partners_of(scope: Scope, row: Contact, *, collab_no: str) -> Mapping[str, str]:
    """Agency asked to come along → asked, agreed, declined or done."""
    answers = await answers_to(scope, row.request_id, collab_no=collab_no) if row.request_id else {}
    return {agency: answers.get(agency, "asked") for agency in row.partners}


def _asked(row: Contact) -> dict[str, str]:
    return dict.fromkeys(row.partners, "asked")


async def _whole(scope: Scope, row: Contact, *, file: PetitionFile) -> ContactView:
    partners = await partners_of(scope, row, collab_no=file.collab_no) if row.kind == HOME_VISIT else {}
    return _view(scope, row, about=(file.petition_no, file.title), partners=partners)


def _view(scope: Scope, row: Contact, *, about: Sequence[str], partners: Mapping[str, str]) -> ContactView:
    same = (
        "id", "petition_id", "kind", "no", "planned_at", "place", "person_id", "person_name", "plan", "told_at", "repeat_days",
        "state", "held_at", "first_opinions", "first_talk", "opinions", "talk", "answer", "situation", "risk", "action",
        "recorded_by_name", "version",
    )  # fmt: skip
    number, title = about
    return ContactView(
        **{name: getattr(row, name) for name in same},
        petition_no=number,
        title=title,
        reasons=tuple(row.reasons),
        present=tuple(row.present),
        partners=dict(partners),
        overdue=row.state == "planned" and row.planned_at < scope.now,
    )
