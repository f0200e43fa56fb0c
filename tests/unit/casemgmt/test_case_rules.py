"""What an act changes, and which papers count for it."""

from datetime import date, timedelta

import pytest

from tests.unit.casemgmt.files import FULL_CHECK, NOW, case_file, paper
from zf_casemgmt.cases import rules
from zf_casemgmt.cases.answer_rules import accept_act, return_act
from zf_casemgmt.cases.file_rules import CaseFile, SuspectFile
from zf_casemgmt.cases.options_rules import MAIN_WAY, way
from zf_casemgmt.cases.party_rules import masked_number, parties
from zf_casemgmt.cases.rules import Move, Person
from zf_law.agencies import AgencyKind
from zf_law.loader import load_law

LAW = load_law()
STAGES = LAW.stages
NUMBERED = frozenset(document.id for document in LAW.documents.all() if document.number)


def problems(file: CaseFile, move: Move, *, roles: tuple[str, ...], kind: str = "police") -> list[str]:
    facts = rules.case_facts(file, move, person=Person("x", roles), kind=AgencyKind(kind), now=NOW, numbered=NUMBERED)
    return [one.code for one in rules.problems_of(STAGES.transition(move.act), facts, move, stages=STAGES)]


def test_numbered_decisions_count_in_their_round_only() -> None:
    file = case_file("prosecution_review", returns=1, papers=(
        paper("supplementary_decision", round_no=0), paper("supplementary_outline", round_no=0),
    ))  # fmt: skip
    move = Move("order_supplementary_investigation", NOW)
    assert rules.types_on_file(file, move, numbered=NUMBERED) == {"supplementary_outline"}
    again = case_file(
        "prosecution_review", returns=1, papers=(*file.papers, paper("supplementary_decision", round_no=1))
    )
    assert "supplementary_decision" in rules.types_on_file(again, move, numbered=NUMBERED)


def test_papers_about_the_whole_case_count_for_a_person_only_when_cited() -> None:
    whole, own, other = paper("detention_warrant"), paper("detention_report", suspect="s1"), paper("x", suspect="s2")
    file = case_file(papers=(whole, own, other))
    move = Move("detain_suspect", NOW, targets=frozenset({"s1"}))
    assert rules.types_on_file(file, move, numbered=frozenset()) == {"detention_report"}
    cited = Move("detain_suspect", NOW, targets=frozenset({"s1"}), documents=(whole.id,))
    assert rules.types_on_file(file, cited, numbered=frozenset()) == {"detention_report", "detention_warrant"}


def test_an_unknown_or_missing_suspect_is_refused() -> None:
    for targets in (frozenset[str](), frozenset({"nobody"})):
        move = Move("detain_suspect", NOW, targets=targets)
        assert problems(case_file(), move, roles=("bureau_leader",)) == ["suspect.none_named"]


def test_the_gate_reads_the_recorded_check() -> None:
    file = case_file("exit_review", exit_check=FULL_CHECK, head_signed_by="police.leader", papers=(
        paper("prosecution_opinion"), paper("litigation_volume"), paper("transfer_manifest"),
    ))  # fmt: skip
    move = Move("submit_for_prosecution", NOW)
    assert problems(file, move, roles=("outlet_clerk",)) == []
    failed = FULL_CHECK.model_copy(update={"facts_clear": False})
    assert problems(case_file("exit_review", exit_check=failed, head_signed_by="x", papers=file.papers), move,
                    roles=("outlet_clerk",)) == ["gate.exit_check_failed"]  # fmt: skip
    own = FULL_CHECK.model_copy(update={"checked_by": "police.handler"})
    assert problems(case_file("exit_review", exit_check=own, head_signed_by="x", papers=file.papers), move,
                    roles=("outlet_clerk",)) == ["gate.checker_took_part"]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "state", "holder", "actor", "expected"),
    [
        ("submit_for_prosecution", "exit_review", "police", "police", ("transfer_pending", "police")),
        (
            "accept_for_prosecution",
            "transfer_pending",
            "police",
            "procuratorate",
            ("prosecution_review", "procuratorate"),
        ),
        (
            "submit_indictment",
            "prosecution_review",
            "procuratorate",
            "procuratorate",
            ("indictment_pending", "procuratorate"),
        ),
        ("receive_indictment", "indictment_pending", "procuratorate", "court", ("court_check", "court")),
        ("hand_over_for_enforcement", "effective", "court", "court", ("enforcement_handover", "court")),
        ("confirm_enforcement", "enforcement_handover", "court", "justice", ("closed", "court")),
    ],
)
def test_in_transit_the_holder_stays_the_holder(
    act: str, state: str, holder: str, actor: str, expected: tuple[str, str]
) -> None:
    move = Move(act, NOW, agency_kind=actor)
    after = rules.apply(STAGES.transition(act), case_file(state, holder=holder), move, stages=STAGES)
    assert (after.state, after.holder) == expected


def test_a_return_counts_and_a_used_gate_is_closed_again() -> None:
    move = Move("order_supplementary_investigation", NOW)
    after = rules.apply(STAGES.transition(move.act), case_file("prosecution_review", returns=1), move, stages=STAGES)
    assert (after.returns, after.state, after.gate_used) == (2, "supplementary_investigation", True)
    asked = Move("request_reconsideration", NOW)
    side = rules.apply(STAGES.transition(asked.act), case_file("not_prosecuted"), asked, stages=STAGES)
    assert side.gate_used
    assert side.flags == {"reconsideration_open"}
    assert side.state == "not_prosecuted"


def test_a_suspect_act_moves_the_named_and_nobody_else() -> None:
    file = case_file(suspects=(SuspectFile("s1", "丙某", "none"), SuspectFile("s2", "丁某", "bailed", at_large=True)))
    move = Move("detain_suspect", NOW, targets=frozenset({"s2"}))
    after = rules.apply(STAGES.transition(move.act), file, move, stages=STAGES)
    assert [(one.state, one.at_large) for one in after.suspects] == [("none", False), ("detained", False)]
    gone = Move("mark_suspect_at_large", NOW, targets=frozenset({"s1"}))
    fled = rules.apply(STAGES.transition(gone.act), file, gone, stages=STAGES)
    assert (fled.suspects[0].state, fled.suspects[0].at_large) == ("at_large", True)


def test_custody_is_covered_until_the_clock_ends_and_not_after_release() -> None:
    held = SuspectFile("s1", "丙某", "detained", custody_until=date(2026, 9, 4))
    free = SuspectFile("s2", "丁某", "released", custody_until=date(2026, 9, 4))
    covered = rules.covered((held, free), ends={"s1": date(2026, 11, 1)})
    assert [one.custody_until for one in covered] == [date(2026, 11, 1), None]
    requested = SuspectFile("s1", "丙某", "arrest_requested", custody_until=date(2026, 9, 4))
    assert rules.covered((requested,), ends={})[0].custody_until == date(2026, 9, 4), (
        "still held while the request runs"
    )


def test_a_package_proves_only_what_others_can_have_done() -> None:
    def adopt(act: str, state: str, kind: str) -> list[str]:
        move = Move(act, NOW, told=True, adopted=True)
        return problems(case_file(state), move, roles=(), kind=kind)

    assert adopt("submit_for_prosecution", "new", "procuratorate") == []
    assert adopt("submit_for_prosecution", "investigating", "procuratorate") == []
    assert adopt("resubmit_for_prosecution", "supplementary_investigation", "procuratorate") == []
    assert adopt("hand_over_for_enforcement", "appeal_window", "police") == []
    assert adopt("submit_for_prosecution", "prosecution_review", "procuratorate") == ["package.does_not_fit"]
    assert adopt("submit_indictment", "first_instance", "court") == ["package.does_not_fit"]


def test_the_answers_of_a_counter_come_from_the_table() -> None:
    def accepted(state: str, kind: str) -> str | None:
        act = accept_act(STAGES, case_file(state), kind=kind)
        return act.id if act else None

    assert accepted("transfer_pending", "procuratorate") == "T17"
    assert accepted("indictment_pending", "court") == "T28.a"
    assert accepted("enforcement_handover", "justice") == "T39"
    assert accepted("investigating", "procuratorate") is None

    def returned(state: str, kind: str, *, supplement: bool = False, returns: int = 0, **who: str) -> str | None:
        file = case_file(state, returns=returns, suspects=tuple(
            SuspectFile(one, one, "arrest_requested", custody_until=date(2026, 9, 4) if custody == "held" else None)
            for one, custody in who.items()
        ))  # fmt: skip
        act = return_act(STAGES, file, kind=kind, targets=frozenset(who), supplement=supplement)
        return act.id if act else None

    assert returned("transfer_pending", "procuratorate") == "T18.a"
    assert returned("transfer_pending", "procuratorate", returns=1) == "T18.b"
    assert returned("transfer_pending", "procuratorate", supplement=True) == "T18.c"
    assert returned("court_check", "court") == "T29.a"
    assert returned("court_check", "court", supplement=True) == "T29.b"
    assert returned("investigating", "procuratorate", s1="held") == "T08.b"
    assert returned("investigating", "procuratorate", s1="free") == "T08.c"


@pytest.mark.parametrize("state", sorted(STAGES.states))
def test_every_state_has_its_place_on_the_way(state: str) -> None:
    steps = way(state, end=STAGES.state(state).end)
    assert [step for step, position in steps if position == "current"] == [state]
    assert set(MAIN_WAY) <= set(STAGES.states)


def test_every_package_message_is_in_the_table() -> None:
    told = {tell.message for transition in STAGES.transitions for tell in transition.tells}
    assert told >= rules.PACKAGE_MESSAGES
    notices = {message for transition in STAGES.transitions for message, _ in rules.notices(transition)}
    assert not notices & rules.PACKAGE_MESSAGES


def test_parties_carry_the_number_that_is_handed_in() -> None:
    file = case_file(suspects=(SuspectFile("s1", "丙某", "none"), SuspectFile("s2", "丁某", "none")))
    named = parties(file, ids=("s2",), number=lambda one: f"no-{one.id}")
    assert [(one.suspect_id, one.id_number) for one in named] == [("s2", "no-s2")]
    assert [one.id_number for one in parties(file, ids=(), number=masked_number)] == ["", ""]


def test_an_act_before_the_last_or_in_the_future_is_refused() -> None:
    file = case_file("filing_review", papers=(paper("filing_decision"),))
    early = Move("file_case", NOW - timedelta(days=2))
    late = Move("file_case", NOW + timedelta(minutes=1))
    assert problems(file, early, roles=("bureau_leader",)) == ["stage.act_before_last_act"]
    assert problems(file, late, roles=("bureau_leader",)) == ["stage.act_in_future"]
