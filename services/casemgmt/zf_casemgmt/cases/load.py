"""Read one case record with all that decisions depend on, locked for this act."""

from typing import TypeVar

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute

from zf_casemgmt.cases.file_rules import CaseFile, Identity, SuspectFile
from zf_casemgmt.cases.tables import CaseRecord, Suspect
from zf_casemgmt.deliberations.queries import grave_flag, standing_from, standing_json
from zf_casemgmt.documents.queries import papers_from, papers_json
from zf_casemgmt.moment_rules import read
from zf_casemgmt.timelimits.queries import clocks_from, clocks_json
from zf_contracts.values import ExitCheck
from zf_platform.errors import NotFound
from zf_platform.prepared import Prepared
from zf_platform.transaction import Scope

Row = TypeVar("Row", bound=tuple[object, ...])

_PERSON = func.json_build_array(
    Suspect.id,
    Suspect.name,
    Suspect.state,
    Suspect.at_large,
    Suspect.minor,
    Suspect.custody_until,
    Suspect.id_kind,
    Suspect.id_sealed,
    Suspect.id_masked,
    Suspect.sex,
    Suspect.birth_date,
    Suspect.charge,
)
_PEOPLE = (
    select(func.json_agg(aggregate_order_by(_PERSON, Suspect.id)))
    .where(Suspect.case_id == CaseRecord.id)
    .scalar_subquery()
)
_WHOLE = Prepared(
    select(
        *CaseRecord.__table__.c,
        _PEOPLE.label("people"),
        papers_json(CaseRecord.id).label("papers"),
        clocks_json(CaseRecord.id).label("clocks"),
        standing_json(CaseRecord.id).label("resolutions"),
        grave_flag(CaseRecord.id).label("grave"),
    ).where(CaseRecord.id == bindparam("wanted"))
)
_LOCK = Prepared(select(CaseRecord.id).where(CaseRecord.id == bindparam("wanted")).with_for_update())


def locking_case(statement: Select[Row], *, case_id: InstrumentedAttribute[str]) -> Select[Row]:
    """Reads what belongs to a case and locks the case in the same round trip; `load_case` then need not."""
    return statement.join(CaseRecord, CaseRecord.id == case_id).with_for_update(of=CaseRecord)


async def load_case(scope: Scope, case_id: str, *, lock: bool = True) -> CaseFile:
    """NotFound if there is none.

    Two round trips whatever the size of the case. The lock comes first and alone: what is read after it is newer than
    every act that was waited for.
    """
    if lock:
        await _LOCK.rows(scope.session, wanted=case_id)
    row = await _WHOLE.one(scope.session, wanted=case_id)
    if row is None:
        raise NotFound
    check = row["exit_check"]
    return CaseFile(
        id=row["id"],
        case_no=row["case_no"],
        collab_no=row["collab_no"],
        title=row["title"],
        charge=row["charge"],
        kind=row["kind"],
        unit=row["unit"],
        handler_id=row["handler_id"],
        participants=row["participants"],
        state=row["state"],
        holder=row["holder"],
        returns=row["returns"],
        adjournments=row["adjournments"],
        flags=frozenset(row["flags"]),
        exit_check=ExitCheck.model_validate(check) if check is not None else None,
        head_signed_by=row["head_signed_by"],
        head_signed_name=row["head_signed_name"],
        open_transfer=row["open_transfer"],
        sensitivity=row["sensitivity"],
        last_act_at=row["last_act_at"],
        version=row["version"],
        suspects=tuple(_suspect(*person) for person in row["people"] or ()),
        papers=papers_from(row["papers"]),
        clocks=clocks_from(row["clocks"]),
        standing=standing_from(row["resolutions"], row["grave"]),
    )


def _suspect(
    person_id: str, name: str, state: str, at_large: bool, minor: bool, custody_until: str | None, *identity: str
) -> SuspectFile:
    return SuspectFile(
        id=person_id,
        name=name,
        state=state,
        at_large=at_large,
        minor=minor,
        custody_until=read(custody_until) if custody_until else None,
        identity=Identity(*identity),
    )
