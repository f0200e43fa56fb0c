"""A case report as it is searched. Who asked for secrecy is found by the few who may know."""

from collections.abc import Sequence

from zf_intake.desk import Desk
from zf_intake.reports.tables import Report
from zf_intake.search.index_objects import index_objects
from zf_platform.search.box import number_form
from zf_platform.search.store import Entry
from zf_platform.transaction import Scope, Transaction


def note_for_search(scope: Scope, report: Report, *, phone: str, desk: Desk) -> None:
    """Written before the commit. The telephone number is stored sealed only, so it comes along."""
    scope.transaction.collect(_write, _entry(report, phone=phone, desk=desk))


async def _write(transaction: Transaction, entries: Sequence[Entry]) -> None:
    await index_objects(transaction, entries)


def _entry(report: Report, *, phone: str, desk: Desk) -> Entry:
    key = desk.key
    reporter = {report.reporter_id_hash, key.keyed_hash("phone", phone)} - {""}
    reporter_name = {key.keyed_hash("name", report.reporter_name)} - {""}
    suspects = {person.id_hash for person in report.suspects} - {""}
    suspect_names = {key.keyed_hash("name", person.name) for person in report.suspects} - {""}
    hidden = (reporter | reporter_name) - suspects - suspect_names if report.reporter_confidential else set()
    return Entry(
        id=report.id,
        kind="report",
        at=report.registered_at,
        texts=(report.title, report.facts, report.place, *(item.title for item in report.items)),
        unit=report.unit,
        people=frozenset((report.registered_by,)),
        numbers=frozenset(map(number_form, numbers_of(report))),
        persons=frozenset(reporter | suspects),
        names=frozenset(reporter_name | suspect_names),
        hidden=frozenset(hidden),
    )


def numbers_of(report: Report) -> list[str]:
    """Every number by which somebody may ask for it, as written."""
    return [number for number in (report.receipt_no, report.collab_no, report.alert_no, report.case_no) if number]
