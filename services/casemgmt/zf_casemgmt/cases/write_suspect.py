"""Put a person on the record as a suspect: number encrypted, hash beside it, masked form for showing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.file_rules import Identity, SuspectFile
from zf_casemgmt.cases.person_rules import birth_of, is_minor, masked
from zf_casemgmt.cases.search_entries import note_for_search
from zf_casemgmt.cases.tables import Suspect
from zf_casemgmt.moment_rules import Moment, written
from zf_casemgmt.office import Office
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

NO_MEASURE = "none"


@dataclass(frozen=True, slots=True)
class NewSuspect:
    """`id` is given when another agency named the person first."""

    name: str
    id_kind: str = "none"
    id_number: str = ""
    sex: str = "unknown"
    birth_date: date | None = None
    minor: bool = False
    charge: str = ""
    at_large: bool = False
    custody_until: Moment | None = None
    id: str = ""


async def write_suspect(scope: Scope, new: NewSuspect, *, case_id: str, office: Office) -> SuspectFile:
    """The person starts without a measure; measures are acts. A person who is already on the record is renewed."""
    birth = new.birth_date or birth_of(new.id_kind, new.id_number)
    minor = new.minor or is_minor(birth, on=scope.now.astimezone(ZONE).date())
    identity = Identity(
        id_kind=new.id_kind,
        id_sealed=office.personal.encrypt(new.id_number),
        id_masked=masked(new.id_kind, new.id_number),
        sex=new.sex,
        birth_date=birth.isoformat() if birth else None,
        charge=new.charge,
    )
    values: dict[str, object] = {
        "name": new.name,
        "id_kind": identity.id_kind,
        "id_sealed": identity.id_sealed,
        "id_hash": office.personal.keyed_hash(new.id_kind, new.id_number),
        "id_masked": identity.id_masked,
        "sex": identity.sex,
        "birth_date": birth,
        "minor": minor,
        "at_large": new.at_large,
        "custody_until": written(new.custody_until) if new.custody_until else None,
        "charge": identity.charge,
    }
    row_id = new.id or scope.new_id()
    statement = (
        insert(Suspect)
        .values(id=row_id, case_id=case_id, state=NO_MEASURE, **values)
        .on_conflict_do_update(index_elements=[Suspect.id], set_=values, where=Suspect.case_id == case_id)
        .returning(Suspect.state)
    )
    state = (await scope.session.execute(statement)).scalar_one()
    note_for_search(scope, case_id, office=office)
    return SuspectFile(row_id, new.name, state, new.at_large, minor, new.custody_until, identity)
