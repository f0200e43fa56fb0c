"""Detect what a registered petition turned into, record it once, and tell oversight here and at the committee (S-010)."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.conversions import ConversionNoted
from zf_contracts.petition_statements import ConversionFound
from zf_intake.conversions.rules import Conversion, Registered, conversions
from zf_intake.conversions.tables import ConversionRow
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.thread_queries import thread_of
from zf_law.agencies import AgencyKind
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

DETECTED = "petition.conversion.detected"


async def detect_conversions(
    scope: Scope, file: PetitionFile, *, linked: Collection[str] = (), abroad: bool = True, desk: Desk
) -> None:
    """`linked` are earlier petitions that a person named as the same matter. `abroad`: the committee is told as well."""
    own, earlier = await thread_of(scope, file.id, linked=linked)
    now = replace(own, repeat=own.repeat or any(one.linked for one in earlier))
    for found in conversions(now, earlier):
        if await _is_new(scope, now, found):
            _note(scope, file, now, found)
            if abroad:
                await _tell_committee(scope, file, now, found, desk=desk)


async def _is_new(scope: Scope, now: Registered, found: Conversion) -> bool:
    statement = insert(ConversionRow).values(
        id=scope.new_id(),
        petition_id=now.id,
        kind=found.kind,
        earlier_id=found.earlier.id,
        unit=found.earlier.unit,
        first_handler_id=found.earlier.first_handler_id,
        first_handler_name=found.earlier.first_handler_name,
        received_at=now.received_at,
        detected_at=scope.now,
    )
    known = await scope.session.execute(statement.on_conflict_do_nothing().returning(ConversionRow.id))
    return known.scalar_one_or_none() is not None


def _note(scope: Scope, file: PetitionFile, now: Registered, found: Conversion) -> None:
    scope.enqueue(
        ConversionNoted(
            agency=scope.identity.agency,
            petition_no=now.petition_no,
            conversion=found.kind,
            unit=found.earlier.unit,
            earlier_petition_no=found.earlier.petition_no,
            happened_on=now.received_at.astimezone(ZONE).date(),
        ),
        to="oversight",
        subject=file.collab_no,
        acted_at=scope.now,
        correlation=file.collab_no,
    )
    scope.record(
        "petition.detect_conversion",
        object_kind="petition",
        object_id=now.id,
        basis="S-010",
        after={"conversion": found.kind, "earlier": found.earlier.id},
    )


async def _tell_committee(scope: Scope, file: PetitionFile, now: Registered, found: Conversion, *, desk: Desk) -> None:
    """Numbers, unit and day only; a committee that the petition accuses hears nothing of it."""
    partners = desk.law.agencies.partners(scope.identity.agency)
    receivers = {one.code for one in partners if one.kind is AgencyKind.PLC} - file.parties.accused_agencies
    body = ConversionFound(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=now.petition_no,
        acted_at=scope.now,
        conversion=found.kind,
        unit=found.earlier.unit,
        earlier_petition_no=found.earlier.petition_no,
        detected_at=scope.now,
        happened_on=now.received_at.astimezone(ZONE).date(),
    )
    await issue(scope, DETECTED, body, to=receivers, petition_id=now.id, desk=desk)
