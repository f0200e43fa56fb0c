"""Who hears what of a petition, and the bodies that carry no word of its content. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from zf_contracts.petition_statements import PetitionEscalation
from zf_contracts.petition_values import PetitionClosing, PetitionProgress
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.timelimits.rules import next_duty
from zf_law.agencies import Agencies, AgencyKind

PROGRESS, CLOSED, REGISTERED, ESCALATED = (
    "petition.tracking.updated",
    "petition.closed",
    "petition.registered",
    "petition.escalated",
)


def overseers(agencies: Agencies, *, own: str, accused: Collection[str]) -> tuple[str, ...]:
    """The political-legal committee and the petition office, unless the petition accuses them."""
    kinds = (AgencyKind.PLC, AgencyKind.PETITION_OFFICE)
    return tuple(one.code for one in agencies.partners(own) if one.kind in kinds and one.code not in accused)


def followers(file: PetitionFile) -> tuple[str, ...]:
    """The agency that gave us the matter, and the one of its first handler, who follows every step (3.4)."""
    return tuple(dict.fromkeys(one for one in (file.origin_agency, file.first_handler_agency) if one))


def partners(agencies: Agencies, *, own: str) -> frozenset[str]:
    """Agencies to which a petition can be forwarded or assigned by message."""
    return frozenset(one.code for one in agencies.partners(own))


def progress_body(file: PetitionFile, *, notice_id: str, officer_name: str, acted_at: datetime) -> PetitionProgress:
    """Where the matter stands: codes and dates."""
    nearest = next_duty(file.clocks)
    return PetitionProgress(
        notice_id=notice_id,
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=acted_at,
        part_no=file.part_no,
        state=file.state,
        unit=file.unit,
        handler_name=officer_name,
        due_rule=nearest.rule if nearest else "",
        due=nearest.due if nearest else None,
    )


def closing_body(
    file: PetitionFile, *, notice_id: str, path: str, closed_by: str, approved_by: str, acted_at: datetime
) -> PetitionClosing:
    """How it ended; for a settled one which of the four checks were evidenced."""
    evidenced = file.closing.evidenced if path == "settled" else frozenset()
    return PetitionClosing(
        notice_id=notice_id,
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=acted_at,
        part_no=file.part_no,
        path=path,
        facts_established="facts_established" in evidenced,
        measures_done="measures_done" in evidenced,
        problem_solved="problem_solved" in evidenced,
        petitioner_settled="petitioner_settled" in evidenced,
        case_no=file.closing.case_no,
        closed_by=closed_by,
        approved_by=approved_by,
    )


def escalation_body(file: PetitionFile, *, notice_id: str, people: int, acted_at: datetime) -> PetitionEscalation:
    """A major, difficult or urgent matter, without its content (PET 25)."""
    grounds = (*((file.serious,) if file.serious else ()), *(("urgent",) if file.urgent else ()))
    return PetitionEscalation(
        notice_id=notice_id,
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=acted_at,
        level="difficult" if file.serious == "difficult" else "major",
        grounds=grounds,
        people=people,
    )
