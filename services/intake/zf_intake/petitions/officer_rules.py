"""What changes when an officer is put in charge. Pure."""

from __future__ import annotations

from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.route_rules import duty_inside


def officer_changes(file: PetitionFile, *, officer_id: str, officer_name: str, unit: str) -> dict[str, object]:
    """Whoever handled it before stays a participant; the first handler stays who he is, only his duty follows the unit."""
    return {
        "officer_id": officer_id,
        "officer_name": officer_name,
        "unit": unit,
        "duty": duty_inside(unit=unit, first_handler_unit=file.first_handler_unit),
        "participants": {**file.participants, officer_id: "handler"},
    }
