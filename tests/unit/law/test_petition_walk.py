"""A petition on random ways: whatever is done in whatever order, the promises hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from zf_intake.timelimits.rules import Clock, ClockAct, after, next_duty, plan_clocks
from zf_law.deadline_rules import ZONE
from zf_law.loader import load_law
from zf_law.moments import last_instant
from zf_law.petition_facts import FOUR_CHECKS, ActFacts, ClosingFacts, EarlierMatter, FiveFixes, Parties, PetitionFacts
from zf_law.petition_guards import decide
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem

LAW = load_law()
STAGES = LAW.petitions
CATEGORIES = ("suggestion", "accusation", "appeal_claim")
BEGINNINGS = ("register_petition", "receive_forwarded", "receive_assigned")
KINDS = ("police", "procuratorate", "petition_office")
CLAIM = frozenset({1, 2})
BESIDE = ("", "", "", "request", "reception", "signature", "plan")
PAUSES = (0, 1, 24 * 5, 24 * 35)
PEOPLE = ("first", "officer", "head", "leader")
SIDE_ENDS = frozenset({"withdrawn", "merged", "not_accepted", "returned", "litigation_path"})
GIVEN = ActFacts(
    explanation="写明理由",
    receiver="court",
    partners=frozenset({"court"}),
    report_day=None,
    unit="criminal",
    officer_id="officer",
    ground_earlier="open",
    earlier=EarlierMatter("other", open=True, finally_reviewed=False),
)
FIXES = FiveFixes("leader", "officer", "plan", datetime(2027, 1, 1, tzinfo=ZONE).date(), "standard")


class PetitionWalk(RuleBasedStateMachine):
    """Acts are done through the same `decide` and the same clock plan as in the service; people are drawn at random."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
        self.state = ""
        self.flags: frozenset[str] = frozenset()
        self.fixed: frozenset[str] = frozenset()
        self.open_requests: frozenset[int] = frozenset()
        self.closing = ClosingFacts()
        self.clocks: tuple[Clock, ...] = ()
        self.kind = "police"
        self.leader_received = self.leader_signed = False
        self.approved_by = ""
        self.proposer = ""
        self.ids = iter(range(1, 10**6))
        self.last = self.now
        self.visited: set[str] = set()

    @initialize(
        category=st.sampled_from(CATEGORIES),
        serious=st.booleans(),
        received=st.sampled_from(BEGINNINGS),
        kind=st.sampled_from(KINDS),
    )
    def begin(self, category: str, serious: bool, received: str, kind: str) -> None:
        self.kind = kind
        self.fixed = frozenset({category, *(("serious",) if serious else ())})
        self.open_requests = CLAIM
        act = STAGES.act(received)
        self.state = act.to or ""
        self._clock(act)

    @rule(seed=st.integers(min_value=0, max_value=2**32))
    def do_some_possible_acts(self, seed: int) -> None:
        """Twelve steps from one drawn number, so that walks get far; what moves the matter on is drawn more often."""
        chance = Random(seed)
        for _ in range(12):
            self.now += timedelta(hours=chance.choice(PAUSES))
            possible = [
                (act, actor)
                for act in STAGES.from_state(self.state)
                for actor in PEOPLE
                for _ in range(4 if act.to or act.path else 1)
                if not (act.to in SIDE_ENDS and chance.random() > 0.1) and not self._problems(act, actor)
            ]
            if possible:
                self._carry_out(*chance.choice(possible))
                self._promises()
            self._something_beside(chance.choice(BESIDE))

    @rule(act=st.sampled_from(STAGES.acts), actor=st.sampled_from(PEOPLE))
    def what_is_refused_names_a_reason(self, act: PetitionAct, actor: str) -> None:
        if self.state not in act.from_:
            assert "stage.wrong_state" in {problem.code for problem in self._problems(act, actor)}

    def _something_beside(self, what: str) -> None:
        """What happens beside the acts: a further request, a leader who receives or signs, an approved plan."""
        if what == "request" and self.state and not STAGES.states[self.state].end:
            self.open_requests = self.open_requests | {max(self.open_requests, default=0) + 1}
        elif what == "reception":
            self.leader_received = True
        elif what == "signature" and self.state in ("answered", "reviewed", "finally_reviewed"):
            self.leader_signed = True
        elif what == "plan":
            self.flags = self.flags | {"plan_approved"}

    def _promises(self) -> None:
        self.an_end_leaves_nothing_running_of_ours()
        self.a_rule_never_runs_twice()
        self.only_periods_that_bind_this_agency_run()
        self.nothing_ordinary_is_closed_with_an_open_request()
        self.nobody_closed_his_own_matter()
        self.a_serious_matter_never_closed_without_its_leader()
        self.sixty_days_run_only_for_appeal_claims()

    @invariant()
    def an_end_leaves_nothing_running_of_ours(self) -> None:
        if self.state and STAGES.states[self.state].end:
            assert next_duty(self.clocks) is None, [clock.rule for clock in self.clocks if clock.open]

    @invariant()
    def a_rule_never_runs_twice(self) -> None:
        running = [clock.rule for clock in self.clocks if clock.open]
        assert len(running) == len(set(running))

    @invariant()
    def only_periods_that_bind_this_agency_run(self) -> None:
        for clock in self.clocks:
            rule_now = LAW.deadlines.rule(clock.rule, on=clock.anchor)
            assert clock.party or rule_now.binds(self.kind)

    @invariant()
    def nothing_ordinary_is_closed_with_an_open_request(self) -> None:
        if self.state == "closed" and self.closing.path in ("settled", "procedure_exhausted"):
            assert not self.closed_requests

    @invariant()
    def nobody_closed_his_own_matter(self) -> None:
        if self.state == "closed" and self.closing.path:
            assert self.approved_by not in {"first", "officer", self.proposer}

    @invariant()
    def a_serious_matter_never_closed_without_its_leader(self) -> None:
        if (
            self.state == "closed"
            and "serious" in self.fixed
            and self.closing.path in ("settled", "procedure_exhausted")
        ):
            assert self.leader_received
            assert self.leader_signed

    @invariant()
    def sixty_days_run_only_for_appeal_claims(self) -> None:
        if any(clock.rule == "X04" for clock in self.clocks):
            assert "appeal_claim" in self.fixed

    closed_requests: frozenset[int] = frozenset()

    def _problems(self, act: PetitionAct, actor: str) -> list[Problem]:
        given = replace(GIVEN, report_day=(self.now + timedelta(days=30)).date(), answered_requests=self.open_requests)
        closing = self._proposal(act, actor) if act.path else self.closing
        facts = self._facts(actor, given, closing)
        return decide(act, facts, proposal=STAGES.proposing(self.closing.path))

    def _proposal(self, act: PetitionAct, actor: str) -> ClosingFacts:
        return ClosingFacts(
            path=act.path,
            proposed_by=actor,
            evidenced=frozenset(FOUR_CHECKS),
            follow_up_until=(self.now + timedelta(days=90)).date(),
            confirmed_by="省委政法委",
            confirmation_level="province",
            case_no="（2026）苏9901刑申1号",
            case_no_told_at=self.now,
        )

    def _facts(self, actor: str, given: ActFacts, closing: ClosingFacts) -> PetitionFacts:
        return PetitionFacts(
            petition_id="p",
            state=self.state,
            acted_at=self.now,
            now=self.now,
            actor_id=actor,
            flags=self.flags | self.fixed,
            last_act_at=self.last,
            parties=Parties(first_handler_id="first", officer_id="officer"),
            fixes=FIXES,
            closing=closing,
            given=given,
            open_requests=self.open_requests,
            leader_received=self.leader_received,
            leader_replied=self.leader_signed,
            objection_until=self._until("X03.objection"),
            review_until=self._until("X05"),
            final_review_until=self._until("X06"),
        )

    def _until(self, name: str) -> datetime | None:
        found = [clock for clock in self.clocks if clock.rule == name]
        return last_instant(found[-1].due) if found else None

    def _carry_out(self, act: PetitionAct, actor: str) -> None:
        self.flags = (self.flags | set(act.sets_flags)) - set(act.clears_flags)
        self.state = act.to or self.state
        self.visited.add(self.state)
        self.last = self.now
        self._clock(act)
        if act.path:
            self.closing, self.proposer = self._proposal(act, actor), actor
        if act.act == "approve_closing":
            self.approved_by, self.closed_requests = actor, self.open_requests
        if act.to == "answered":
            self.open_requests = frozenset()
        if act.to in ("answered", "reviewed", "finally_reviewed"):
            self.leader_signed = False
        if act.act in ("reopen_petition", "order_new_handling"):
            self.open_requests, self.closing = CLAIM, ClosingFacts()
            self.leader_signed = False

    def _clock(self, act: PetitionAct) -> None:
        anchors = {"assignment_report_day": (self.now + timedelta(days=30)).date()}
        done = ClockAct(act, self.now, self.kind, self.flags | self.fixed, anchors)
        names = (f"{number:06d}" for number in self.ids)
        plan = plan_clocks(done, self.clocks, deadlines=LAW.deadlines, calendar=LAW.calendar, ids=names)
        self.clocks = after(plan, self.clocks)


TestPetitionWalk = PetitionWalk.TestCase
TestPetitionWalk.settings = settings(
    max_examples=50,
    stateful_step_count=20,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("hundred", range(4))
def test_a_hundred_long_walks(hundred: int) -> None:
    """The same machine from fixed seeds, far enough to come to every ending again and again."""
    visited: set[str] = set()
    for seed in range(hundred * 100, hundred * 100 + 100):
        chance = Random(seed)
        walk = PetitionWalk()
        walk.begin(
            category=chance.choice(CATEGORIES),
            serious=chance.random() < 0.5,
            received=chance.choice(BEGINNINGS),
            kind=chance.choice(KINDS),
        )
        for part in range(6):
            walk.do_some_possible_acts(seed * 10 + part)
            visited |= walk.visited
    assert {"closed", "reopened", "withdrawn", "merged", "litigation_path"} <= visited
