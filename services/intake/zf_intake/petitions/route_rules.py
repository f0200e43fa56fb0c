"""The first handler's duty (S-006): investigate in the own department, urge in another, track outside. Pure."""

from __future__ import annotations

INVESTIGATE, URGE, TRACK = "investigate", "urge", "track"


def duty_inside(*, unit: str, first_handler_unit: str) -> str:
    """The matter stays in the agency, with this department."""
    return INVESTIGATE if unit == first_handler_unit else URGE
