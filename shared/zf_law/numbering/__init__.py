"""Identifiers of people, agencies, cases and documents: check them, read their parts, make our own.

Every parser is called `(value, tables=…, now=…)` and answers with `Checked`: the one stored form, its parts, and what
is wrong with it. `KINDS` lists all parsers by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zf_law.numbering.cases import (
    parse_alert_no,
    parse_court_case_no,
    parse_department_case_no,
    parse_police_agency_code,
    parse_police_case_no,
    parse_unified_case_no,
)
from zf_law.numbering.checked import Checked, Checker, normalise
from zf_law.numbering.own import (
    make_collab_no,
    make_document_no,
    make_petition_no,
    parse_collab_no,
    parse_document_no,
    parse_petition_no,
)
from zf_law.numbering.persons import (
    mask_citizen_id,
    parse_citizen_id,
    parse_credit_code,
    parse_division,
    parse_person_id,
    person_id_checker,
)
from zf_law.numbering.tables import NumberingTables

KINDS: Mapping[str, Checker] = MappingProxyType(
    {
        "citizen_id": parse_citizen_id,
        "credit_code": parse_credit_code,
        "division": parse_division,
        "court_case_no": parse_court_case_no,
        "police_case_no": parse_police_case_no,
        "alert_no": parse_alert_no,
        "police_agency_code": parse_police_agency_code,
        "department_case_no": parse_department_case_no,
        "unified_case_no": parse_unified_case_no,
        "collab_no": parse_collab_no,
        "petition_no": parse_petition_no,
        "document_no": parse_document_no,
        "passport": person_id_checker("passport"),
        "hk_macao_permit": person_id_checker("hk_macao_permit"),
        "taiwan_permit": person_id_checker("taiwan_permit"),
        "residence_permit": person_id_checker("residence_permit"),
        "foreign_permanent_resident": person_id_checker("foreign_permanent_resident"),
        "military": person_id_checker("military"),
    }
)

__all__ = [
    "KINDS",
    "Checked",
    "Checker",
    "NumberingTables",
    "make_collab_no",
    "make_document_no",
    "make_petition_no",
    "mask_citizen_id",
    "normalise",
    "parse_alert_no",
    "parse_citizen_id",
    "parse_collab_no",
    "parse_court_case_no",
    "parse_credit_code",
    "parse_department_case_no",
    "parse_division",
    "parse_document_no",
    "parse_person_id",
    "parse_petition_no",
    "parse_police_agency_code",
    "parse_police_case_no",
    "parse_unified_case_no",
]
