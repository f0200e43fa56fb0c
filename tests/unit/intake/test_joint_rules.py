"""Joint matters: splitting, the lead, the combined answer and who has confirmed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.joint.rules import (
    JointFacts,
    PartFacts,
    PartPlan,
    SplitFacts,
    answer_problems,
    band,
    competence_problems,
    coordination_problems,
    decision_problems,
    dispute_problems,
    lead_of,
    objection_problems,
    reassign_problems,
    reply_problems,
    split_problems,
    state_after_reply,
    task_problems,
)
from zf_law.problems import Problem, describe
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
DUE = datetime(2027, 1, 22, 23, 59, 59, tzinfo=ZONE)
FACTS = SplitFacts(
    here="committee",
    hall_host="committee",
    requests=frozenset({1, 2, 3}),
    receivers=frozenset({"police", "court", "procuratorate"}),
    accused_agencies=frozenset(),
)
POLICE = PartPlan(1, "police", (1,), main=True)
COURT = PartPlan(2, "court", (2, 3))


def codes(problems: list[Problem]) -> list[str]:
    assert all(describe(one) for one in problems)
    return [one.code for one in problems]


def joint(*answered: int, lead: str = "court", state: str = "open", now: datetime = NOW) -> JointFacts:
    parts = tuple(
        PartFacts(no, agency, no in answered, DUE if no == 1 else DUE + timedelta(days=3))
        for no, agency in ((1, "police"), (2, "court"))
    )
    return JointFacts("court", "committee", lead, state, parts, frozenset(), now)


def test_a_split_gives_every_request_to_one_agency() -> None:
    assert split_problems((POLICE, COURT), FACTS) == []


@pytest.mark.parametrize(
    ("parts", "changes", "code"),
    [
        ((POLICE, COURT), {"here": "police"}, "joint.not_the_hall"),
        ((POLICE, COURT), {"hall_host": ""}, "joint.not_the_hall"),
        ((POLICE, COURT), {"already_joint": True}, "joint.already_split"),
        ((POLICE, replace(COURT, agency="moon")), {}, "joint.agency_unknown"),
        ((POLICE, COURT), {"accused_agencies": frozenset({"court"})}, "petition.receiver_is_accused"),
        ((POLICE, replace(COURT, request_nos=(2,))), {}, "joint.request_left"),
        ((POLICE, replace(COURT, request_nos=(1, 2, 3))), {}, "joint.request_twice"),
        ((POLICE, replace(COURT, request_nos=(2, 3, 9))), {}, "joint.request_unknown"),
        ((POLICE, replace(COURT, main=True)), {}, "joint.two_main_parts"),
        ((replace(POLICE, accused=True), replace(COURT, accused=True)), {}, "joint.two_accused_parts"),
    ],
)
def test_a_split_that_cannot_be_is_refused(parts: tuple[PartPlan, ...], changes: dict[str, object], code: str) -> None:
    assert codes(split_problems(parts, replace(FACTS, **changes))) == [code]  # type: ignore[arg-type]


def test_one_agency_alone_is_no_joint_matter() -> None:
    twice = (POLICE, replace(COURT, agency="police"))
    assert codes(split_problems(twice, FACTS)) == ["joint.agency_twice", "joint.one_agency_only"]


def test_the_lead_has_the_main_request_or_the_running_case_or_is_open() -> None:
    assert lead_of((POLICE, COURT)) == ("police", "main_request")
    no_main = (replace(POLICE, main=False), replace(COURT, case_no="（2026）苏9901刑初1号"))
    assert lead_of(no_main) == ("court", "running_case")
    assert lead_of((replace(no_main[0], case_no="A1"), no_main[1])) == ("", "open")
    assert lead_of((replace(POLICE, main=False), COURT)) == ("", "open")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_a_lead_is_always_one_of_the_parts_and_does_not_depend_on_their_order(
    drawn: list[tuple[str, bool, bool]],
) -> None:
    parts = [PartPlan(no, agency, (no,), main, "x" if case else "") for no, (agency, main, case) in enumerate(drawn, 1)]
    lead, rule = lead_of(parts)
    assert (lead, rule) == lead_of(list(reversed(parts)))
    assert (lead in {part.agency for part in parts}) == (rule != "open")


@given(
    st.integers(1, 12).flatmap(
        lambda count: st.tuples(st.just(count), st.lists(st.sampled_from("abcd"), min_size=count, max_size=count))
    )
)
def test_every_way_to_deal_out_all_requests_among_several_agencies_is_allowed(drawn: tuple[int, list[str]]) -> None:
    count, holders = drawn
    by_agency: dict[str, list[int]] = {}
    for number, agency in enumerate(holders, 1):
        by_agency.setdefault(agency, []).append(number)
    parts = [PartPlan(no, agency, tuple(numbers)) for no, (agency, numbers) in enumerate(by_agency.items(), 1)]
    facts = replace(FACTS, requests=frozenset(range(1, count + 1)), receivers=frozenset("abcd"))
    assert codes(split_problems(parts, facts)) == ([] if len(by_agency) > 1 else ["joint.one_agency_only"])


def test_the_combined_answer_waits_for_all_parts_or_for_the_earliest_end() -> None:
    assert reply_problems(joint(1, 2)) == []
    assert state_after_reply(joint(1, 2)) == "completed"
    early = reply_problems(joint(2))
    assert codes(early) == ["joint.parts_missing"]
    assert early[0].values == {"numbers": "1", "until": "2027-01-22"}
    late = joint(2, now=DUE + timedelta(seconds=1))
    assert reply_problems(late) == []
    assert late.missing == (1,)
    assert state_after_reply(late) == "answered"


def test_only_the_undisputed_lead_answers_and_only_when_there_is_something_new() -> None:
    assert codes(reply_problems(joint(1, 2, lead="police"))) == ["joint.not_the_lead"]
    assert codes(reply_problems(joint(1, 2, lead=""))) == ["joint.not_the_lead"]
    assert codes(reply_problems(joint(1, 2, state="disputed"))) == ["joint.lead_is_disputed"]
    told = replace(joint(1, 2), replied_parts=frozenset({1, 2}))
    assert codes(reply_problems(told)) == ["joint.nothing_new_to_answer"]
    assert codes(reply_problems(joint())) == ["joint.nothing_new_to_answer"]
    assert reply_problems(replace(joint(1, 2, state="answered"), replied_parts=frozenset({2}))) == []


def test_a_dispute_is_raised_by_who_is_concerned_and_decided_once() -> None:
    assert dispute_problems(joint(), proposed="police") == []
    assert codes(dispute_problems(joint(), proposed="moon")) == ["joint.not_a_part"]
    assert codes(dispute_problems(replace(joint(), here="justice"), proposed="")) == ["joint.not_concerned"]
    assert codes(dispute_problems(joint(state="answered"), proposed="")) == ["joint.cannot_dispute"]
    both = {"police", "court"}
    assert decision_problems(state="open", about="lead", agency="court", concerned=both) == []
    assert codes(decision_problems(state="open", about="lead", agency="justice", concerned=both)) == [
        "joint.not_a_part"
    ]
    other = decision_problems(state="open", about="competence", agency="moon", concerned=both)
    assert codes(other) == ["joint.agency_unknown"]
    assert codes(decision_problems(state="decided", about="lead", agency="court", concerned=both)) == [
        "joint.dispute_decided"
    ]


def test_a_part_moves_only_after_it_was_returned_and_before_it_is_answered() -> None:
    host = replace(joint(2), here="committee")
    first, second = host.parts
    assert reassign_problems(first, host, returned=True) == []
    assert codes(reassign_problems(first, host, returned=False)) == ["joint.part_stays"]
    assert codes(reassign_problems(second, host, returned=True)) == ["joint.part_stays"]
    assert codes(reassign_problems(None, host, returned=True)) == ["joint.part_unknown"]
    assert codes(reassign_problems(first, joint(), returned=True)) == ["joint.not_the_hall"]
    assert objection_problems(here="committee", host="committee", objection="open") == []
    assert codes(objection_problems(here="committee", host="committee", objection="")) == ["joint.no_objection"]
    assert codes(objection_problems(here="police", host="committee", objection="open")) == ["joint.not_the_hall"]


def test_silence_becomes_late_and_then_failed() -> None:
    warn, fail = NOW + timedelta(hours=1), NOW + timedelta(hours=24)

    def at(hours: float, step: str) -> str:
        return band(step=step, now=NOW + timedelta(hours=hours), warn_at=warn, fail_at=fail)

    assert [at(0, "relayed"), at(1, "relayed"), at(24, "relayed")] == ["waiting", "late", "failed"]
    assert at(99, "delivered") == "confirmed"
    assert at(0, "rejected") == "rejected"
    assert at(0, "failed") == "failed"
    assert band(step="", now=NOW, warn_at=None, fail_at=None) == "waiting"


def test_help_is_asked_of_partners_for_a_coming_day_and_answered_once() -> None:
    def asked(receiver: str = "court", due: date = date(2026, 12, 1), accused: str = "") -> list[str]:
        return codes(
            coordination_problems(
                receiver=receiver, partners={"court"}, accused={accused}, due=due, today=date(2026, 11, 23)
            )
        )

    assert asked() == []
    assert asked(receiver="moon") == ["joint.agency_unknown"]
    assert asked(accused="court") == ["petition.receiver_is_accused"]
    assert asked(due=date(2026, 11, 23)) == ["joint.due_not_ahead"]
    assert answer_problems(answerable=True, former="", outcome="agreed") == []
    assert answer_problems(answerable=True, former="agreed", outcome="done") == []
    assert codes(answer_problems(answerable=True, former="agreed", outcome="declined")) == ["joint.answered_already"]
    assert codes(answer_problems(answerable=True, former="declined", outcome="done")) == ["joint.answered_already"]
    assert codes(answer_problems(answerable=False, former="", outcome="agreed")) == ["joint.not_answerable"]
    assert codes(task_problems(done=True)) == ["joint.task_done"]
    assert task_problems(done=False) == []


def test_the_committee_is_asked_about_competence_after_the_objection_was_answered() -> None:
    assert competence_problems(origin_agency="police", objection_id="n1", state="received") == []
    for origin, objection, state in (("", "n1", "received"), ("police", "", "received"), ("police", "n1", "objected")):
        found = competence_problems(origin_agency=origin, objection_id=objection, state=state)
        assert codes(found) == ["joint.object_first"]
