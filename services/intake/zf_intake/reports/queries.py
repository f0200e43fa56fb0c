"""The read side of reports: the list within the reader's reach, one report, its receipt, and finding by identity number."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import selectinload

from zf_contracts.http.base import Page
from zf_contracts.http.intake import (
    FindByPerson,
    HandedInItem,
    NamedSuspect,
    ReceiptView,
    ReportRow,
    ReportView,
)
from zf_intake.desk import Desk
from zf_intake.reports.rules import masked, reporter_is_visible
from zf_intake.reports.tables import Report, ReportSuspect
from zf_platform.errors import NotFound
from zf_platform.transaction import Actor, Scope

PERMISSION = "report.read"
RESTRICTED = "restricted.read"
PAGE_SIZE = 50
HINT_ZH = "请妥善保管本回执。查询办理进展时，请向受案单位出示本回执，或报回执号与协同编号。"
HINT_EN = "Keep this receipt. To ask how the matter stands, show it to the unit or give the receipt and matter numbers."


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Empty fields do not filter. `text` is looked for in titles and as the beginning of a number."""

    text: str = ""
    source: str = ""
    unit: str = ""
    mine: bool = False
    waiting: bool = False
    late: bool = False
    cursor: str = ""


async def list_reports(scope: Scope, wanted: ReportFilter) -> Page[ReportRow]:
    """Newest first; the cursor is the id of the last row, which rises with the time of registration."""
    statement = (
        select(Report)
        .where(within_reach(scope.actor), *_conditions(wanted, scope.actor))
        .order_by(Report.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    found = (await scope.session.scalars(statement)).all()
    rows = tuple(_row(report) for report in found[:PAGE_SIZE])
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > PAGE_SIZE else None)


async def find_by_person(scope: Scope, wanted: FindByPerson, *, desk: Desk) -> Page[ReportRow]:
    """Reports naming this identity number, as reporter without secrecy or as suspect. Leaves a line in the audit log."""
    hashed = desk.key.keyed_hash(wanted.id_kind, wanted.id_number)
    named = select(ReportSuspect.report_id).where(ReportSuspect.id_hash == hashed)
    reported = (Report.reporter_id_hash == hashed) & ~Report.reporter_confidential
    statement = (
        select(Report)
        .where(within_reach(scope.actor), or_(Report.id.in_(named), reported))
        .order_by(Report.id.desc())
        .limit(PAGE_SIZE)
    )
    rows = tuple(_row(report) for report in await scope.session.scalars(statement)) if hashed else ()
    scope.record(
        "report.find_by_person", object_kind="person", object_id=hashed[:16], reason=wanted.reason, sensitive_read=True
    )
    return Page(items=rows)


async def show_report(scope: Scope, report_id: str, *, desk: Desk) -> ReportView:
    """The whole report; the reading is recorded."""
    report = await _load(scope, report_id)
    scope.record("report.read", object_kind="report", object_id=report.id, sensitive_read=True)
    return view(report, actor=scope.actor, desk=desk)


async def show_receipt(scope: Scope, report_id: str, *, desk: Desk) -> ReceiptView:
    report = await _load(scope, report_id)
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = agency.unit(report.unit)
    scope.record("report.print_receipt", object_kind="report", object_id=report.id)
    return ReceiptView(
        receipt_no=report.receipt_no,
        collab_no=report.collab_no,
        agency_name=agency.name_zh,
        unit_name=unit.name_zh if unit else report.unit,
        title=report.title,
        reporter_name=report.reporter_name if _reporter_visible(report, scope.actor) else "",
        registered_at=report.registered_at,
        registered_by_name=report.registered_by_name,
        items=_items(report),
        query_hint_zh=HINT_ZH,
        query_hint_en=HINT_EN,
    )


async def require_sight(scope: Scope, report_id: str) -> None:
    """NotFound for a report that this person may not see."""
    await _load(scope, report_id)


def view(report: Report, *, actor: Actor, desk: Desk) -> ReportView:
    """As this reader may see it: numbers masked, a confidential reporter left out."""
    visible = _reporter_visible(report, actor)
    return ReportView(
        **_row(report).model_dump(),
        facts=report.facts,
        place=report.place,
        occurred_on=report.occurred_on,
        received_at=report.received_at,
        emergency=report.emergency,
        late=report.late,
        reporter_name=report.reporter_name if visible else "",
        reporter_id_masked=masked(desk.key.decrypt(report.reporter_id_sealed)) if visible else "",
        reporter_confidential=report.reporter_confidential,
        suspects=tuple(
            NamedSuspect.model_validate(
                {
                    "name": one.name,
                    "id_kind": one.id_kind,
                    "id_number": masked(desk.key.decrypt(one.id_sealed)),
                    "sex": one.sex,
                }
            )
            for one in report.suspects
        ),
        items=_items(report),
        alert_no=report.alert_no,
    )


async def _load(scope: Scope, report_id: str) -> Report:
    """Another's report does not exist for this reader."""
    statement = (
        select(Report)
        .where(Report.id == report_id, within_reach(scope.actor))
        .options(selectinload(Report.suspects), selectinload(Report.items))
    )
    report = await scope.session.scalar(statement)
    if report is None:
        raise NotFound
    return report


def within_reach(actor: Actor) -> ColumnElement[bool]:
    reach = actor.reach(PERMISSION)
    own = Report.registered_by == actor.account_id
    if reach in {"agency", "all"}:
        return true()
    if reach == "unit":
        return or_(own, Report.unit == actor.unit)
    return own if reach == "own" else false()


def _conditions(wanted: ReportFilter, actor: Actor) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        numbers = (Report.receipt_no, Report.collab_no, Report.case_no, Report.alert_no)
        begins = [number.startswith(wanted.text, autoescape=True) for number in numbers]
        conditions.append(or_(Report.title.icontains(wanted.text, autoescape=True), *begins))
    if wanted.source:
        conditions.append(Report.source == wanted.source)
    if wanted.unit:
        conditions.append(Report.unit == wanted.unit)
    if wanted.mine:
        conditions.append(Report.registered_by == actor.account_id)
    if wanted.waiting:
        conditions.append(Report.case_id.is_(None))
    if wanted.late:
        conditions.append(Report.late.is_(True))
    if wanted.cursor:
        conditions.append(Report.id < wanted.cursor)
    return conditions


def _row(report: Report) -> ReportRow:
    return ReportRow(
        id=report.id,
        receipt_no=report.receipt_no,
        collab_no=report.collab_no,
        title=report.title,
        source=report.source,
        kind=report.kind,
        unit=report.unit,
        registered_at=report.registered_at,
        registered_by=report.registered_by,
        registered_by_name=report.registered_by_name,
        case_id=report.case_id,
        case_no=report.case_no,
    )


def _items(report: Report) -> tuple[HandedInItem, ...]:
    return tuple(HandedInItem(title=item.title, quantity=item.quantity, feature=item.feature) for item in report.items)


def _reporter_visible(report: Report, actor: Actor) -> bool:
    return reporter_is_visible(
        confidential=report.reporter_confidential,
        is_registrar=report.registered_by == actor.account_id,
        may_read_restricted=actor.reach(RESTRICTED) is not None,
    )
