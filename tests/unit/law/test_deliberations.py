"""deliberations.toml: what it says holds together, and what does not is refused at load."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from zf_law.agencies import AgencyKind
from zf_law.loader import LawDataError, build_law, load_law, packaged_tables

Table = dict[str, list[dict[str, object]]]


def broken(change: Callable[[Table], object]) -> str:
    """The fault the loader finds after this change."""
    tables = {**packaged_tables()}
    table: Table = deepcopy(dict(tables["deliberations"]))  # type: ignore[arg-type]
    change(table)
    tables["deliberations"] = table
    with pytest.raises(LawDataError) as caught:
        build_law(tables)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t["committee"][0].update(conveners=["handler"]), "lacks deliberation.convene"),
        (lambda t: t["committee"][0].update(withdraws=["nobody"]), "unknown role nobody"),
        (lambda t: t["committee"][0].update(tells_when="never"), "'tells_when' is resolved or carried_out"),
        (lambda t: t["choice"][0].update(tells_by_act={"file_protest": ["court"]}), "unknown act of tells_by_act"),
        (lambda t: t["committee"][0].update(majority_over=[2, 2]), "a share below one"),
        (lambda t: t["committee"][0].update(document="correction_opinion"), "must have a number"),
        (lambda t: t["committee"][0].update(speaks_last="youngest"), "'speaks_last'"),
        (lambda t: t["committee"][0].update(members_least=2), "at least three"),
        (lambda t: t["question"][1].update(needs_document="a_letter"), "unknown document a_letter"),
        (lambda t: t["choice"][0].update(acts=["file_case", "dance"]), "unknown act dance"),
        (lambda t: t["choice"][0].update(acts=["confirm_enforcement_by_nobody"]), "unknown act"),
        (lambda t: t["requirement"][0].update(acts=["interrogate_detained"]), "unknown act of a choice"),
        (lambda t: t["requirement"][0].update(when="sometimes"), "'when'"),
        (lambda t: t["ground"].append(dict(t["ground"][0])), "appears twice"),
        (lambda t: t["committee"].pop(2), "no committee stands over the act"),
    ],
)
def test_a_wrong_table_is_refused_by_name(change: Callable[[Table], object], fault: str) -> None:
    assert fault in broken(change)


def test_every_requirement_can_be_met_and_every_source_is_named() -> None:
    law = load_law()
    found = law.deliberations
    for requirement in found.requirements:
        for act in requirement.acts:
            kinds = law.stages.transition(act).agency_kinds
            assert any(found.committee_of(kind) for kind in kinds), act
    for basis in (*(one.basis for one in found.committees), *(one.basis for one in found.requirements)):
        assert law.sources.unknown(basis) == []


@pytest.mark.parametrize(
    ("own", "act", "holder", "told"),
    [
        ("police", "file_case", "police", []),
        ("police", "correct_non_filing", "police", ["procuratorate"]),
        ("police", "withdraw_case", "police", ["procuratorate"]),
        ("police", "request_arrest", "police", ["procuratorate"]),
        ("police", "bail_suspect", "police", []),
        ("police", "bail_suspect", "procuratorate", ["procuratorate"]),
        ("police", "bail_suspect", "court", ["court"]),
        ("court", "bail_suspect", "court", []),
        ("police", "submit_for_prosecution", "police", ["procuratorate"]),
        ("police", "return_from_exit_review", "police", []),
        ("procuratorate", "refuse_arrest", "police", ["police"]),
        ("procuratorate", "submit_indictment", "procuratorate", ["police", "court"]),
        ("procuratorate", "decide_insufficient_evidence_non_prosecution", "procuratorate", ["police"]),
        ("procuratorate", "file_protest", "court", ["court", "police"]),
        ("court", "pronounce_judgment", "court", ["procuratorate", "police"]),
        ("court", "send_for_death_review", "court", ["procuratorate", "police"]),
    ],
)
def test_a_resolution_is_told_to_whom_its_act_concerns_at_its_stage(
    own: str, act: str, holder: str, told: list[str]
) -> None:
    law = load_law().deliberations
    assert [kind.value for kind in law.told_of(act, own=AgencyKind(own), holder=AgencyKind(holder))] == told


def test_what_a_court_or_a_procuratorate_deliberates_is_secret_until_it_is_carried_out() -> None:
    law = load_law()
    when = {kind.value: one.tells_when for one in law.deliberations.committees for kind in one.kinds}
    assert when == {"police": "resolved", "procuratorate": "carried_out", "court": "carried_out"}
