"""Reading packages that arrived: the inbox, one with its check, and the packages of a matter."""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ARRAY, Text, any_, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.cursor_rules import Place
from zf_casemgmt.moment_rules import read
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.rules import Line
from zf_casemgmt.packages.tables import PackageRecord
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers.rules import KIND_LABELS
from zf_contracts.http.casemgmt import CheckLine, PackageRow
from zf_contracts.values import Package
from zf_platform.actors import Actor
from zf_platform.errors import NotFound
from zf_platform.prepared import Prepared, one_of

RECEIVE = "package.receive"


async def page(
    session: AsyncSession, actor: Actor, *, state: str, after: Place | None, limit: int
) -> Sequence[PackageRecord]:
    """Newest first. Packages come to the case office of the agency; they belong to no unit yet."""
    statement = fresh(PackageRecord)
    if actor.reach(RECEIVE) not in ("agency", "all"):
        return ()
    if state:
        statement = statement.where(PackageRecord.state == state)
    else:
        statement = statement.where(PackageRecord.state != rules.SUPERSEDED)
    if after is not None:
        statement = statement.where(tuple_(PackageRecord.received_at, PackageRecord.id) < after)
    ordered = statement.order_by(PackageRecord.received_at.desc(), PackageRecord.id.desc()).limit(limit)
    return (await session.scalars(ordered)).all()


async def find_locked(session: AsyncSession, actor: Actor, package_id: str) -> PackageRecord:
    """NotFound for people without the case office's reach."""
    found = None
    if actor.reach(RECEIVE) in ("agency", "all"):
        statement = fresh(PackageRecord).where(PackageRecord.id == package_id).with_for_update()
        found = (await session.scalars(statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


Matter = tuple[str, str, int]
_VERSIONS = (
    fresh(PackageRecord).where(PackageRecord.transfer_id == bindparam("wanted")).order_by(PackageRecord.package_version)
)
_VERSIONS_OF_ALL = Prepared(
    select(*PackageRecord.__table__.c).where(PackageRecord.transfer_id == any_(bindparam("wanted", type_=ARRAY(Text))))
)
_ROUND = PackageRecord.body["round"].as_integer()
_OF_MATTERS = Prepared(
    select(PackageRecord.collab_no, PackageRecord.kind, _ROUND.label("round"), PackageRecord.transfer_id).where(
        PackageRecord.collab_no == any_(bindparam("matters", type_=ARRAY(Text))),
        one_of(PackageRecord.state, (rules.ARRIVED, rules.OPENED, rules.ACCEPTED, rules.SUPPLEMENT_REQUESTED)),
    )
)


async def versions_of(session: AsyncSession, transfer_id: str) -> Sequence[PackageRecord]:
    return (await session.scalars(_VERSIONS, {"wanted": transfer_id})).all()


async def versions_of_all(
    session: AsyncSession, transfer_ids: Collection[str]
) -> Mapping[str, Mapping[int, PackageRecord]]:
    """What arrived of each of these transfers, by the version of the package."""
    found: dict[str, dict[int, PackageRecord]] = {}
    for row in await _VERSIONS_OF_ALL.rows(session, wanted=sorted(set(transfer_ids))):
        found.setdefault(row["transfer_id"], {})[row["package_version"]] = PackageRecord(**row)
    return found


def matter_key(package: Package) -> Matter:
    """Of packages of one matter, kind and round only one can be right."""
    return package.collab_no, package.kind.value, package.round


async def of_matters(session: AsyncSession, packages: Collection[Package]) -> dict[Matter, set[str]]:
    """Transfers of the same matters, kinds and rounds that were not given back."""
    found: dict[Matter, set[str]] = {}
    for row in await _OF_MATTERS.rows(session, matters=sorted({package.collab_no for package in packages})):
        found.setdefault((row["collab_no"], row["kind"], row["round"]), set()).add(row["transfer_id"])
    return found


def stored_body(package: Package) -> dict[str, object]:
    """The package without identity numbers."""
    bare = package.model_copy(
        update={"parties": tuple(party.model_copy(update={"id_number": ""}) for party in package.parties)}
    )
    return bare.model_dump(mode="json")


def sealed_numbers(package: Package, *, office: Office) -> str:
    numbers = {party.suspect_id: party.id_number for party in package.parties if party.id_number}
    return office.personal.encrypt(json.dumps(numbers)) if numbers else ""


def opened(row: PackageRecord, *, office: Office) -> Package:
    """The whole package again, identity numbers included."""
    package = Package.model_validate(row.body)
    numbers = json.loads(office.personal.decrypt(row.numbers_sealed)) if row.numbers_sealed else {}
    parties = tuple(
        party.model_copy(update={"id_number": str(numbers.get(party.suspect_id, ""))}) for party in package.parties
    )
    return package.model_copy(update={"parties": parties})


def lines_of(row: PackageRecord) -> tuple[Line, ...]:
    return tuple(
        Line(str(one["code"]), bool(one["passed"]), str(one["detail_zh"]), str(one["detail_en"])) for one in row.checks
    )


def check_views(row: PackageRecord, *, office: Office) -> tuple[CheckLine, ...]:
    codes = office.law.return_codes
    return tuple(
        CheckLine(
            code=line.code,
            zh=codes[line.code].zh,
            en=codes[line.code].en,
            passed=line.passed,
            detail_zh=line.detail_zh,
            detail_en=line.detail_en,
        )
        for line in lines_of(row)
    )


def row_view(row: PackageRecord, *, office: Office) -> PackageRow:
    kind_zh, kind_en = KIND_LABELS.get(row.kind, (row.kind, row.kind))
    state_zh, state_en = rules.STATE_LABELS[row.state]
    sender = office.law.agencies.find(row.sender)
    return PackageRow(
        id=row.id,
        transfer_id=row.transfer_id,
        version=row.version,
        kind=row.kind,
        kind_zh=kind_zh,
        kind_en=kind_en,
        sender=row.sender,
        sender_name=sender.name_zh if sender else row.sender,
        case_no=row.case_no,
        title=row.title,
        parties=row.parties,
        in_custody=row.in_custody,
        earliest_custody_end=read(row.earliest_custody_end) if row.earliest_custody_end else None,
        state=row.state,
        state_zh=state_zh,
        state_en=state_en,
        submitted_at=row.submitted_at,
        received_at=row.received_at,
        case_id=row.case_id,
    )
