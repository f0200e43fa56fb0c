"""deliberations.toml: what it says holds together, and what does not is refused at load."""

from collections.abc import Callable
from copy import deepcopy

import pytest

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


def test_only_acts_of_the_police_tell_others() -> None:
    """What a procuratorate's or a court's committee says stays inside (the message goes from the police alone)."""
    law = load_law()
    for choice in law.deliberations.choices:
        for act in choice.acts:
            if choice.tells:
                assert set(law.stages.transition(act).agency_kinds) == {"police"}, act
