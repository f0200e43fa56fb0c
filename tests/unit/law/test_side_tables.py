"""Matters with two sides as data: what is refused at loading, and that acts that cross end alike on both sides."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from itertools import product

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables
from zf_law.side_acts import ADDRESSEE, ISSUER, SideAct, SideTable, Standing, act_problems, move

TASKS = load_law().tasks.table
NOTICES = load_law().notices
TABLES = [TASKS, NOTICES.table]


def broken(table: str, act: str, key: str, value: object) -> Mapping[str, Mapping[str, object]]:
    tables = deepcopy(dict(packaged_tables()))
    rows = tables[table]["act"]
    assert isinstance(rows, list)
    next(row for row in rows if row["id"] == act)[key] = value
    return tables


@pytest.mark.parametrize(
    ("act", "key", "value", "fault"),
    [
        ("sign_for", "side", "stranger", "unknown side stranger"),
        ("sign_for", "from", ["nowhere"], "unknown state nowhere"),
        ("sign_for", "permission", "task.nothing", "unknown permission"),
        ("report", "needs", ["blood"], "unknown need blood"),
        ("issue", "starts", ["P09"], "starts P09, which no act stops"),
        ("report", "message", "petition.closed", "supervised_task."),
        ("report", "basis", "", "'basis'"),
        ("delist", "marks", ["gilded"], "which no act gives"),
        ("verify", "to", "closed", "verified cannot be reached"),
    ],
)
def test_a_wrong_act_is_refused_at_load(act: str, key: str, value: object, fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        build_law(broken("supervised_tasks", act, key, value))


def test_the_states_of_the_handbook_are_there() -> None:
    handbook = {"issued", "signed_for", "in_progress", "extension_requested", "granted", "refused", "reported"}
    assert handbook | {"verified", "closed", "sent_back"} <= set(TASKS.states)


def test_why_an_act_is_not_possible_is_told_and_each_missing_field_is_named() -> None:
    act = TASKS.acts["request_extension"]
    fine = Standing("in_progress")
    assert [one.code for one in act_problems(TASKS, act, standing=fine, sides={ISSUER})] == ["supervision.other_side"]
    ended = act_problems(TASKS, act, standing=Standing("closed"), sides={ADDRESSEE})
    assert [one.code for one in ended] == ["supervision.wrong_state"]
    missing = act_problems(TASKS, act, standing=fine, sides={ADDRESSEE}, given=set())
    assert [(one.code, one.values["field"]) for one in missing] == [
        ("supervision.text_needed", "text"),
        ("supervision.until_needed", "until"),
    ]


@pytest.mark.parametrize("table", TABLES)
def test_two_acts_that_cross_end_in_the_same_state_on_both_sides(table: SideTable) -> None:
    """From every standing, whatever the two sides do at the same moment: each hears of the other's act afterwards."""
    marks = {act.mark or "" for act in table.acts.values()}
    for state, mark in product(table.states, marks):
        before = Standing(state, mark)
        mine, theirs = _possible(table, before, ISSUER), _possible(table, before, ADDRESSEE)
        for one, other in product(mine, theirs):
            here = move(table, other, move(table, one, before).standing).standing
            there = move(table, one, move(table, other, before).standing).standing
            assert here == there, (state, mark, one.id, other.id)


def _possible(table: SideTable, standing: Standing, side: str) -> list[SideAct]:
    """Acts that are told to the other side; what stays at home cannot cross anything."""
    return [
        act
        for act in table.of_sides({side})
        if act.message and not act_problems(table, act, standing=standing, sides={side})
    ]


def test_the_documents_of_the_handbook_are_there_with_period_and_basis() -> None:
    """Sixteen rows; the order to file and the order to withdraw stand in one of them."""
    assert len(NOTICES.kinds) == 17
    named = {kind.id: kind.document for kind in NOTICES.kinds.values()}
    assert all(load_law().documents.by_id(document).zh for document in named.values())
    replies = {kind.id: load_law().deadlines.rule(kind.reply, on=date(2026, 11, 23)) for kind in NOTICES.kinds.values()}
    periods = {name: (rule.amount, rule.unit.value) for name, rule in replies.items()}
    assert periods["correction_notice"] == (15, "d")
    assert periods["filing_reason_request"] == (7, "d")
    assert periods["suggestion"] == (2, "m")
    assert periods["enforcement_suggestion_to_court"] == (3, "m")
    assert periods["case_supervision_notice"] == (10, "wd")


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("issuers", ["court"], "correction_notice is not issued by court"),
        ("addressees", ["moon"], "unknown addressee moon"),
        ("addressees", ["own", "police"], "stands alone"),
        ("reply", "N99", "unknown deadline rule N99"),
        ("document", "love_letter", "unknown document love_letter"),
        ("objection_rule", "", "a challenge has a name"),
        ("case_acts", {"serve": "no_such_act"}, "unknown act no_such_act"),
        ("reply_permission", "notice.none", "unknown permission notice.none"),
        ("basis", "", "'basis' is needed"),
    ],
)
def test_a_wrong_kind_of_document_is_refused_at_load(key: str, value: object, fault: str) -> None:
    tables = deepcopy(dict(packaged_tables()))
    rows = tables["supervision_notices"]["kind"]
    assert isinstance(rows, list)
    next(row for row in rows if row["id"] == "correction_notice")[key] = value
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)
