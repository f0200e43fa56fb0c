"""The directory of liaison officers: all agencies, who is to be spoken to today, what may be changed here."""

from sqlalchemy import select

from zf_contracts.http.directory import LiaisonOfficerRow
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_liaison.directory.rules import Officer, acting_for, standing_of
from zf_liaison.directory.tables import LiaisonOfficer
from zf_platform.transaction import Scope

_SAME = (
    "id", "agency", "unit", "post", "name", "title", "phone", "term_from", "term_until", "absent_from", "absent_until",
    "substitute", "ended", "told_at", "version",
)  # fmt: skip


async def liaison_officers(scope: Scope, *, agency: str, law: Law) -> tuple[LiaisonOfficerRow, ...]:
    statement = select(LiaisonOfficer).order_by(
        LiaisonOfficer.agency, LiaisonOfficer.unit, LiaisonOfficer.post.desc(), LiaisonOfficer.id
    )
    if agency:
        statement = statement.where(LiaisonOfficer.agency == agency)
    rows = (await scope.session.scalars(statement.execution_options(populate_existing=True))).all()
    return tuple(_view(scope, row, [one for one in rows if one.agency == row.agency], law=law) for row in rows)


async def officer_in_charge(scope: Scope, agency: str) -> str:
    """Name and telephone of whom this agency is spoken to through today; empty while the directory names nobody."""
    statement = select(LiaisonOfficer).where(LiaisonOfficer.agency == agency)
    ordered = statement.order_by(LiaisonOfficer.post.desc(), LiaisonOfficer.unit, LiaisonOfficer.id)
    rows = (await scope.session.scalars(ordered.execution_options(populate_existing=True))).all()
    today = scope.now.astimezone(ZONE).date()
    officers = [_officer(row) for row in rows]
    for row, officer in zip(rows, officers, strict=True):
        if name := acting_for(officer, officers, on=today):
            phone = next((one.phone for one in rows if one.name == name), row.phone)
            return f"{name} {phone}".strip()
    return ""


def _view(scope: Scope, row: LiaisonOfficer, colleagues: list[LiaisonOfficer], *, law: Law) -> LiaisonOfficerRow:
    today = scope.now.astimezone(ZONE).date()
    agency = law.agencies.find(row.agency)
    unit = next((one for one in agency.units if one.code == row.unit), None) if agency else None
    officer = _officer(row)
    return LiaisonOfficerRow.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME},
            "agency_zh": agency.name_zh if agency else row.agency,
            "agency_en": agency.name_en if agency else row.agency,
            "unit_zh": unit.name_zh if unit else row.unit,
            "unit_en": unit.name_en if unit else row.unit,
            "standing": standing_of(officer, on=today),
            "acting": acting_for(officer, [_officer(one) for one in colleagues], on=today),
            "ours": row.agency == scope.identity.agency,
        }
    )


def _officer(row: LiaisonOfficer) -> Officer:
    return Officer(
        unit=row.unit,
        post=row.post,
        name=row.name,
        term_from=row.term_from,
        term_until=row.term_until,
        absent_from=row.absent_from,
        absent_until=row.absent_until,
        substitute=row.substitute,
        ended=row.ended,
    )
