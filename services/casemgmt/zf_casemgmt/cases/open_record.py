"""Write the empty record of a matter. It stands in no state yet: the first act, by `advance`, gives it one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.tables import CaseRecord
from zf_law.stages import NEW
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class NewCase:
    case_no: str
    collab_no: str
    kind: str
    title: str
    facts: str
    charge: str
    unit: str
    holder: str
    opened_at: datetime
    source_report_id: str | None = None
    sensitivity: str = "L3"
    participants: Mapping[str, str] = field(default_factory=dict)


async def open_record(scope: Scope, new: NewCase) -> CaseFile:
    """The file of the new record, with neither people nor papers."""
    case_id = scope.new_id()
    await scope.session.execute(
        insert(CaseRecord).values(
            id=case_id,
            case_no=new.case_no,
            collab_no=new.collab_no,
            kind=new.kind,
            title=new.title,
            facts=new.facts,
            charge=new.charge,
            unit=new.unit,
            participants=dict(new.participants),
            state=NEW,
            holder=new.holder,
            source_report_id=new.source_report_id,
            sensitivity=new.sensitivity,
            opened_at=new.opened_at,
            last_act_at=new.opened_at,
        )
    )
    return _file(case_id, new)


def _file(case_id: str, new: NewCase) -> CaseFile:
    return CaseFile(
        id=case_id,
        case_no=new.case_no,
        collab_no=new.collab_no,
        title=new.title,
        charge=new.charge,
        kind=new.kind,
        unit=new.unit,
        handler_id=None,
        participants=new.participants,
        state=NEW,
        holder=new.holder,
        returns=0,
        adjournments=0,
        flags=frozenset(),
        exit_check=None,
        head_signed_by="",
        head_signed_name="",
        open_transfer=None,
        sensitivity=new.sensitivity,
        last_act_at=new.opened_at,
        version=1,
    )
