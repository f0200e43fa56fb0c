"""Kinds of cooperation matters as data: what is refused at loading, what a person has to state, which periods run."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from itertools import product

import pytest

from zf_contracts.catalogue import CATALOGUE
from zf_law.cooperation import (
    CooperationKind,
    copy_problems,
    fact_problems,
    merged,
    only_problems,
    party_problems,
)
from zf_law.cooperation_discretion import Beginner, begin_problems
from zf_law.cooperation_facts import Fact, number_of
from zf_law.loader import LawDataError, build_law, load_law, packaged_tables
from zf_law.problems import Problem
from zf_law.side_acts import ADDRESSEE, ISSUER, SideAct, SideTable, Standing, act_problems, move

KINDS = load_law().cooperation.kinds
AID = KINDS["legal_aid"]
HANDOVER = KINDS["correction_handover"]
CLUE = KINDS["fault_clue"]
NOTIFIED = {
    "way": Fact("notify"),
    "ground": Fact("minor"),
    "person": Fact("何某"),
    "standing": Fact("suspect"),
    "charge": Fact("盗窃"),
    "found_on": Fact("2026-11-22"),
    "contact": Fact("沈文静 000-0000-1101"),
}


def codes(problems: list[Problem]) -> list[tuple[str, object]]:
    return [(one.code, one.values.get("field")) for one in problems]


@pytest.mark.parametrize(
    ("part", "key", "value", "fault"),
    [
        ("", "issuers", ["moon"], "unknown kind of agency moon"),
        ("", "issuers", ["justice"], "unknown issuer of the document justice"),
        ("", "addressees", [], "are needed"),
        ("", "document", "love_letter", "unknown document love_letter"),
        ("", "sensitivity", "L4", "unknown sensitivity L4"),
        ("", "when", {"L01": ["way", "never"]}, "which opening never states"),
        ("", "when", {"L01": ["way"]}, "names a field and its value"),
        ("", "when", {"L11": ["way", "notify"]}, "no act starts L11"),
        ("", "kept", {"L05": "person", "L06": "found_on"}, "is no day from which"),
        ("", "kept", {"L05": "nothing", "L06": "found_on"}, "unknown field nothing"),
        ("", "only", {"forgive": ["way", "apply"]}, "unknown act forgive"),
        ("field", "acts", ["request", "accept"], "stated by both sides"),
        ("field", "acts", [], "or by no act"),
        ("field", "type", "colour", "unknown type colour"),
        ("field", "columns", [{"id": "a", "zh": "a", "en": "a"}], "nothing else has them"),
        ("act", "message", "petition.closed", "is a message"),
        ("act", "from", ["requested"], "cannot be reached"),
    ],
)
def test_a_wrong_kind_is_refused_at_load(part: str, key: str, value: object, fault: str) -> None:
    tables = deepcopy(dict(packaged_tables()))
    kinds = tables["cooperation"]["kind"]
    assert isinstance(kinds, list)
    row = next(one for one in kinds if one["id"] == "legal_aid")
    (row[part][0] if part else row)[key] = value
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"sender": "account"}, "account is no choice of the opening"),
        ({"receiver": "nobody"}, "unknown field nobody"),
        ({"persons": ["account"]}, "account is no restricted list of persons"),
        ({"desks": {"legal": ["legal_department"]}}, "with a desk for each value"),
        (None, "only a matter of discretion"),
    ],
)
def test_a_matter_of_discretion_says_both_departments_and_who_is_concerned(
    changed: dict[str, object] | None, fault: str
) -> None:
    tables = deepcopy(dict(packaged_tables()))
    kinds = tables["cooperation"]["kind"]
    assert isinstance(kinds, list)
    row = next(one for one in kinds if one["id"] == "fault_clue")
    row["discretion"] = {**row["discretion"], **(changed or {})}
    if changed is None:
        del row["discretion"]
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)


def test_a_name_is_known_again_however_it_is_written() -> None:
    assert CLUE.discretion is not None
    told = {"officers": Fact(rows=(("买买提·艾力", "", ""), ("丁 一鸣", "", "")))}
    assert CLUE.discretion.concerned(told) == ("买买提艾力", "丁一鸣")
    beginner = Beginner("李四", "legal", "legal_department", own=False, units=())
    said = {**told, "from_department": Fact("legal"), "to_department": Fact("petition")}
    begun = begin_problems(CLUE.discretion, beginner, title="丁一 鸣受案迟延", facts=said)
    assert codes(begun) == [("cooperation.named_in_title", "title")]
    assert begin_problems(CLUE.discretion, beginner, title="受案迟延", facts=said) == []


@pytest.mark.parametrize("table", [kind.table for kind in KINDS.values()], ids=list(KINDS))
def test_two_acts_that_cross_end_in_the_same_state_on_both_sides(table: SideTable) -> None:
    marks = {act.mark or "" for act in table.acts.values()}
    for state, mark in product(table.states, marks):
        before = Standing(state, mark)
        for one, other in product(possible(table, before, ISSUER), possible(table, before, ADDRESSEE)):
            here = move(table, other, move(table, one, before).standing).standing
            there = move(table, one, move(table, other, before).standing).standing
            assert here == there, (state, mark, one.id, other.id)


def possible(table: SideTable, standing: Standing, side: str) -> list[SideAct]:
    return [act for act in table.of_sides({side}) if not act_problems(table, act, standing=standing, sides={side})]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_act_is_told_by_a_message_of_the_catalogue_that_both_sides_may_use(kind: CooperationKind) -> None:
    addressees = {one.upper() for one in kind.addressees if one != "own"}
    issuers = {one.upper() for one in kind.issuers}
    for act in kind.table.acts.values():
        if not addressees:
            assert not act.message
            continue
        entry = CATALOGUE[act.message]
        senders, receivers = (issuers, addressees) if act.side == ISSUER else (addressees, issuers)
        assert senders <= {one.upper() for one in entry.senders}, act.id
        assert receivers <= {one.upper() for one in entry.receivers}, act.id


def test_who_may_ask_whom_and_who_gets_a_copy() -> None:
    assert party_problems(AID, issuer="police", addressee="justice", own=False) == []
    wrong = party_problems(AID, issuer="plc", addressee="court", own=False)
    assert [one.code for one in wrong] == ["cooperation.wrong_issuer", "cooperation.wrong_addressee"]
    assert [one.code for one in copy_problems(HANDOVER, copied={"procuratorate"})] == ["cooperation.copy_needed"]
    assert [one.code for one in copy_problems(AID, copied={"court"})] == ["cooperation.copy_not_asked"]


def test_each_fact_that_is_missing_wrong_or_not_asked_is_named() -> None:
    assert fact_problems(AID, "request", NOTIFIED) == []
    wrong = {**NOTIFIED, "ground": Fact("beauty"), "found_on": Fact("昨天"), "person": Fact(), "colour": Fact("red")}
    assert codes(fact_problems(AID, "request", wrong)) == [
        ("cooperation.fact_unknown", "colour"),
        ("cooperation.fact_wrong", "facts.ground"),
        ("cooperation.fact_needed", "facts.person"),
        ("cooperation.fact_wrong", "facts.found_on"),
    ]
    assert codes(fact_problems(AID, "accept", {})) == []


def test_rows_are_read_cell_by_cell() -> None:
    errors = HANDOVER.fields_of("raise_errors")[0]
    assert [column.id for column in errors.columns] == ["paper", "error", "wanted"]
    short = {"errors": Fact(rows=(("执行通知书", "缺少", "补送"), ("判决书", "", "改正")))}
    problems = fact_problems(HANDOVER, "raise_errors", short)
    assert [(one.code, one.values["row"], one.values["column"]) for one in problems] == [
        ("cooperation.cell_wrong", 2, "差错（缺少、错写、期限算错等）")
    ]
    for wrong in (Fact(rows=(("一", "二"),)), Fact("文字"), Fact(rows=(("a", "b", "c"),) * 61)):
        problems = fact_problems(HANDOVER, "raise_errors", {"errors": wrong})
        assert codes(problems) == [("cooperation.fact_wrong", "facts.errors")]


def test_whom_the_law_entitles_to_a_lawyer_cannot_be_refused_one() -> None:
    refuse = AID.table.acts["refuse"]
    assert [one.code for one in only_problems(AID, refuse, NOTIFIED)] == ["cooperation.act_not_for_this"]
    assert only_problems(AID, refuse, {**NOTIFIED, "way": Fact("apply")}) == []


def test_periods_run_by_the_way_of_the_matter_and_belong_to_the_side_that_ends_them() -> None:
    applied = {**NOTIFIED, "way": Fact("apply"), "asked_at": Fact("2026-11-22T09:00:00+08:00")}
    runs = [rule for rule in ("L01", "L02", "L03", "L05", "L06") if AID.possible(rule, NOTIFIED)]
    assert runs == ["L01", "L06"]
    assert [rule for rule in ("L01", "L02", "L03", "L05", "L06") if AID.possible(rule, applied)] == [
        "L02",
        "L03",
        "L05",
    ]
    sides: Mapping[str, str] = {"L01": ADDRESSEE, "L04": ADDRESSEE, "L05": ISSUER}
    assert {rule: AID.side_of(rule) for rule in sides} == sides
    assert (HANDOVER.side_of("L12"), HANDOVER.side_of("C13.arrival")) == (ISSUER, ADDRESSEE)
    assert HANDOVER.day_of("C13.arrival", {"effective_on": Fact("2026-11-20")}) == date(2026, 11, 20)
    assert HANDOVER.day_of("C13.arrival", {}) is None


def test_what_is_known_grows_with_each_act() -> None:
    known = merged(AID, "assign", known=NOTIFIED, given={"lawyer": Fact("甲"), "person": Fact("冒名")})
    assert (known["lawyer"].text, known["person"].text) == ("甲", "何某")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-1.5", -1.5), ("NaN", None), ("1e9", None), ("１２", None), ("1_000", None), ("", None)],
)
def test_a_number_is_plain_digits(text: str, number: float | None) -> None:
    found = number_of(text)
    assert (None if found is None else float(found)) == number
