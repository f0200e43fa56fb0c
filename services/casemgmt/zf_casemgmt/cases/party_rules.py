"""Suspects in the form a package tells them. Pure; the number is opened by a function that is handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection

from zf_casemgmt.cases.file_rules import CaseFile, SuspectFile
from zf_contracts.values import Party


def parties(file: CaseFile, *, ids: Collection[str], number: Callable[[SuspectFile], str]) -> tuple[Party, ...]:
    """The suspects named by `ids` (all of them if it is empty), each with the number that `number` gives."""
    return tuple(
        Party.model_validate(
            {
                "suspect_id": one.id,
                "name": one.name,
                "id_kind": one.identity.id_kind,
                "id_number": number(one),
                "sex": one.identity.sex,
                "birth_date": one.identity.birth_date,
                "minor": one.minor,
                "state": one.state,
                "custody_until": one.custody_until,
                "charge": one.identity.charge,
            }
        )
        for one in file.suspects
        if not ids or one.id in ids
    )


def masked_number(suspect: SuspectFile) -> str:
    return suspect.identity.id_masked
