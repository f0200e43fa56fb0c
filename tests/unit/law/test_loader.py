"""Broken law tables are refused at load, each with its own message."""

from copy import deepcopy
from datetime import date

import pytest

from tests.unit.law.matters import law_of, law_with
from zf_law.loader import LawDataError, build_law, load_law, packaged_tables


def transition_at(act: str) -> int:
    return row_at("stages", "transition", "act", act)


def row_at(table: str, key: str, name: str, value: str) -> int:
    rows = packaged_tables()[table][key]
    assert isinstance(rows, list)
    return next(index for index, row in enumerate(rows) if row[name] == value)


def test_the_law_is_loaded_once_and_an_unknown_profile_is_refused() -> None:
    assert load_law() is load_law()
    with pytest.raises(LawDataError, match="no profile"):
        load_law("moon")
    with pytest.raises(LawDataError, match="missing"):
        build_law({})


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"colour": "red"}, "unknown key"),
        ({"guards": ["moon_is_full"]}, "unknown guard moon_is_full"),
        ({"from": ["dreaming"]}, "unknown state dreaming"),
        ({"from": []}, "'from' is empty"),
        ({"to": "dreaming"}, "'to' dreaming"),
        ({"to": None}, "'to' None"),
        ({"by": ["king"]}, "unknown role king"),
        ({"by": []}, "are needed"),
        ({"agency_kinds": ["palace"]}, "unknown agency kind palace"),
        ({"permission": "case.burn"}, "unknown permission case.burn"),
        ({"documents": ["love_letter"]}, "unknown document love_letter"),
        ({"documents_any": [["filing_decision", "love_letter"]]}, "unknown document love_letter"),
        ({"starts": ["Z99"]}, "unknown deadline rule Z99"),
        ({"starts": ["A07"]}, "no act produces the event"),
        ({"sets_flags": ["tired"]}, "unknown flag tired"),
        ({"aggregate": "planet"}, "unknown aggregate"),
        ({"aggregate": "side"}, "does not fit"),
        ({"suspect_from": ["detained"]}, "suspect_from"),
        ({"basis": ""}, "are needed"),
        ({"basis": None}, "'basis' is missing"),
        ({"zh": ""}, "are needed"),
        ({"act": "File"}, "verb-noun"),
        ({"id": "X1"}, "T-number"),
        ({"tells": [{"message": "nodots", "to": ["court"]}]}, "dotted message name"),
        ({"tells": [{"message": "a.b", "to": []}]}, "at least one addressee"),
        ({"package": "prosecution"}, "needs 'package_to'"),
        ({"package": "prosecution", "package_to": ["court"]}, "come together"),
        ({"gate": True}, "gated exit"),
        ({"counts": "sheep"}, "unknown counter"),
        ({"confidence": "maybe"}, "unknown confidence"),
        ({"automatic": "yes"}, "true or false"),
        ({"documents": "filing_decision"}, "list of texts"),
        ({"documents": [1]}, "texts only"),
    ],
)
def test_a_broken_transition_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_with("stages", "transition", transition_at("file_case"), **changes)


def test_a_suspect_act_needs_suspect_states() -> None:
    at = transition_at("detain_suspect")
    with pytest.raises(LawDataError, match="suspect_from"):
        law_with("stages", "transition", at, suspect_from=[])
    with pytest.raises(LawDataError, match="unknown suspect state"):
        law_with("stages", "transition", at, suspect_from=["asleep"])


def test_states_must_be_reachable_and_leavable() -> None:
    with pytest.raises(LawDataError, match="state referred_out cannot be reached"):
        law_with("stages", "transition", transition_at("refer_out"), to="not_filed")
    with pytest.raises(LawDataError, match="closed is no end and cannot be left"):
        law_with("stages", "state", row_at("stages", "state", "id", "closed"), end=False)
    with pytest.raises(LawDataError, match="needs a holder"):
        law_with("stages", "state", 0, holders=[])


def test_names_appear_once() -> None:
    with pytest.raises(LawDataError, match="appears twice"):
        law_with("stages", "transition", transition_at("file_case"), act="refer_out")
    with pytest.raises(LawDataError, match="appears twice"):
        law_with("agencies", "agency", 1, code="police")


def rule_at(rule_id: str) -> int:
    return row_at("deadlines", "rule", "id", rule_id)


@pytest.mark.parametrize(
    ("rule", "changes", "fault"),
    [
        ("P06", {"colour": "red"}, "unknown key"),
        ("P06", {"unit": "weeks"}, "unknown unit"),
        ("P06", {"amount": 0}, "must be positive"),
        ("P06", {"amount": "three"}, "whole number"),
        ("P06", {"amount": True}, "whole number"),
        ("P06", {"anchor": "full_moon"}, "unknown event"),
        ("P06", {"restarts": ["full_moon"]}, "unknown event"),
        ("P06", {"exclusions": ["full_moon"]}, "unknown exclusion"),
        ("P06", {"basis": ""}, "'basis' is empty"),
        ("P06", {"basis": None}, "'basis' is missing"),
        ("P06", {"duty": "king"}, "unknown duty"),
        ("P06", {"per": "planet"}, "'per' is"),
        ("P06", {"condition": "sometimes"}, "unknown condition"),
        ("P06", {"warn": ["soon"]}, "unknown warning mark"),
        ("P06", {"warn": ["100%"]}, "unknown warning mark"),
        ("P06", {"max_extensions": 1}, "max_extensions"),
        ("P06", {"valid_from": "2020-01-01"}, "must be a date"),
        ("P06", {"valid_to": date(1999, 1, 1)}, "before 'valid_from'"),
        ("P14", {"roll": True}, "never rolls"),
        ("P06", {"extensions": [{"amount": 5, "unit": "h", "approver": "x", "basis": "y"}]}, "counts like its period"),
        ("P06", {"extensions": [{"amount": 5, "unit": "d", "approver": "x", "basis": ""}]}, "and a basis"),
    ],
)
def test_a_broken_deadline_rule_is_refused(rule: str, changes: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_with("deadlines", "rule", rule_at(rule), **changes)


def test_versions_of_a_rule_may_not_overlap() -> None:
    with pytest.raises(LawDataError, match="two versions are in force"):
        law_with("deadlines", "rule", rule_at("A02"), valid_to=date(2026, 1, 1))
    with pytest.raises(LawDataError, match="two versions are in force"):
        law_with("deadlines", "rule", rule_at("A02"), valid_to=None)
    with pytest.raises(LawDataError, match="same number"):
        law_with("deadlines", "rule", rule_at("A02"), version="2")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"issuers": ["palace"]}, "unknown agency kind"),
        ({"signed_by": "king"}, "unknown role"),
        ({"number": "{short}{moon}号"}, "'number' needs"),
        ({"basis": ""}, "'basis' is empty"),
        ({"zh": ""}, "both titles"),
        ({"copies": 0}, "at least 1"),
        ({"seal": True}, "unknown key"),
    ],
)
def test_a_broken_document_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_with("documents", "document", 0, **changes)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "Police!"}, "agency code"),
        ({"kind": "palace"}, "unknown agency kind"),
        ({"superior": "nobody"}, "unknown superior"),
        ({"exchanges_with": ["nobody"]}, "no other agency"),
        ({"exchanges_with": ["hall"]}, "not answered"),
        ({"hosts": ["nobody"]}, "no agency without a node"),
        ({"hosts": ["court"]}, "no agency without a node"),
        ({"hosts": ["prison"]}, "has no unit prison"),
        ({"division": "999999"}, "unknown division"),
        ({"police_code12": "110000000000"}, "another division"),
    ],
)
def test_a_broken_agency_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_with("agencies", "agency", 0, **changes)


def test_an_agency_has_one_host_which_runs_a_node() -> None:
    desk = {"code": "hall", "name_zh": "大厅", "name_en": "Hall", "kind": "reception"}
    with pytest.raises(LawDataError, match="as another agency does"):
        law_with("agencies", "agency", 0, hosts=["hall"], units=[desk])
    cell = desk | {"code": "prison"}
    with pytest.raises(LawDataError, match="runs a node"):
        law_with("agencies", "agency", row_at("agencies", "agency", "code", "market"), hosts=["prison"], units=[cell])


def test_broken_roles_are_refused() -> None:
    with pytest.raises(LawDataError, match=r"unknown permission case\.burn"):
        law_with("roles", "roles", "judge", permissions={"case.burn": "own"})
    with pytest.raises(LawDataError, match="unknown reach"):
        law_with("roles", "roles", "judge", permissions={"case.read": "galaxy"})
    with pytest.raises(LawDataError, match="two known roles"):
        law_with("roles", "exclusive", 0, roles=["handler", "king"])


def test_broken_return_codes_are_refused() -> None:
    with pytest.raises(LawDataError, match="unknown effect"):
        law_with("return_codes", "return_code", 0, effect="burn")
    with pytest.raises(LawDataError, match="unknown transfer type"):
        law_with("return_codes", "return_code", 0, applies=["balloon"])


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"stage": {"x": {"zh": "一", "en": "one {two}"}}}, "different placeholders"),
        ({"stage": {"x": {"zh": "一"}}}, "'en' is missing"),
        ({"stage": {"x": {"zh": "一", "en": "one", "fr": "un"}}}, "unknown key"),
        ({"stage": {"x": {"zh": "{", "en": "{"}}}, "broken placeholder"),
        ({"Stage": {"x": {"zh": "一", "en": "one"}}}, "dotted lower-case"),
        ({"stage": {"zh": "一", "en": "one"}}, "dotted lower-case"),
    ],
)
def test_broken_problem_texts_are_refused(texts: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_of({"problems": texts})


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ({"11": "x -"}, "six digits"),
        ({"110000": "北京市"}, "not of the form"),
        ({"110000": "北京市 19-"}, "not of the form"),
    ],
)
def test_broken_divisions_are_refused(section: dict[str, object], fault: str) -> None:
    divisions = {**deepcopy(dict(packaged_tables()["divisions"])), "national": section}
    with pytest.raises(LawDataError, match=fault):
        law_of({"divisions": divisions})


def test_a_broken_pattern_is_refused() -> None:
    with pytest.raises(LawDataError, match="broken pattern"):
        law_with("numbering", "person_id", 0, pattern="[")


def test_the_error_names_file_and_place() -> None:
    with pytest.raises(LawDataError) as caught:
        law_with("stages", "transition", transition_at("file_case"), guards=["moon_is_full"])
    assert str(caught.value) == "stages.toml: transition T04: unknown guard moon_is_full"
