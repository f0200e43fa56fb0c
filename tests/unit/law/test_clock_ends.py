"""Every period is looked at: what starts it, what ends it. Those without the one or the other stand here with the reason."""

from collections.abc import Mapping

from zf_law.agencies import AgencyKind
from zf_law.deadlines import DeadlineRule, Nature
from zf_law.loader import load_law
from zf_law.stages import Transition

LAW = load_law()
ACTS = LAW.stages.transitions
RULES = {
    rule.id: rule
    for rule in LAW.deadlines.all()
    if not rule.id.startswith(("X", "G02", "G03", "G04", "G05", "U", "N", "K", "L"))
}
"""Petitions (X, G02 to G05), supervised tasks (U) and supervision notices (N) have tables of their own, with their own tests;
joint meetings (K) count in their own records, cooperation matters (L) have a table of their own."""

_REFERRAL = "the referral by an administrative body has no acts yet; such a case is registered like any other report"
_CHALLENGE = "the challenge of a non-filing has no acts yet; its outcome is the act that files the case after all"
_SUPERVISION = "comes with the supervision documents between procuratorate and police"
_PUBLIC_ORDER = "public-order cases have no stages yet"
_COMMUNITY = "which punishment it is, is not recorded yet"

NOT_STARTED: Mapping[str, str] = {
    "P01": "the register itself shows a late registration, beside the report",
    "P04": _REFERRAL,
    "P04.supplement": _REFERRAL,
    "P05": "that the police is not competent is decided with the act that refers the case",
    "P07.decide": _CHALLENGE,
    "P07.higher": _CHALLENGE,
    "P07.higher_decide": _CHALLENGE,
    "P08.decide": _REFERRAL,
    "P08.supervision": _REFERRAL,
    "P10.reconsideration": _SUPERVISION,
    "P10.higher_review": _SUPERVISION,
    "P19": "the running custody term (P18) itself is counted anew",
    "P19.identity": "the running custody term (P18) itself is counted anew",
    "J05": "whether an arrest was refused for want of a crime is told in words only",
    "J06": _SUPERVISION,
    "J07.expedited": "the procuratorate's choice of the expedited procedure is not recorded yet",
    "J07.expedited_long": "the procuratorate's choice of the expedited procedure is not recorded yet",
    "J09": "the move to another procuratorate has no act yet",
    "C02": "hearings are not scheduled yet",
    "C02.notice": "hearings are not scheduled yet",
    "C06": "private prosecutions have no stages yet",
    "C09": "a judgment is pronounced and served in one act",
    "C10.victim": "the victim's request for a protest has no act yet",
    "C10.victim_answer": "the victim's request for a protest has no act yet",
    "C11": "the upper court has no node; its decision is recorded by the court of first instance",
    "C13.arrival": _COMMUNITY,
    "C13.community_notice": _COMMUNITY,
    "C13.community_papers": _COMMUNITY,
    "C13.prison": _COMMUNITY,
    **dict.fromkeys(
        (rule for rule in RULES if rule.startswith(("A01", "A02", "A03", "A04", "A05", "A06"))), _PUBLIC_ORDER
    ),
    **dict.fromkeys((rule for rule in RULES if rule.startswith(("A07", "A08"))), _PUBLIC_ORDER),
    **dict.fromkeys((rule for rule in RULES if rule.startswith("A09")), _REFERRAL),
}

WITHOUT_AN_ACT: Mapping[str, str] = {
    "A10.answer": "the administrative body has no node, so no record watches its duty",
    "C01.supplement": "sending the papers ends it: the package is supplemented, which is no act on the case",
}
"""Duties and limits that are started, and that no act of the table fulfils."""


def starters(rule: str) -> list[Transition]:
    return [one for one in ACTS if rule in (*one.starts, *one.restarts)]


def enders(rule: str) -> list[Transition]:
    return [one for one in ACTS if rule in one.stops]


def test_every_rule_is_started_by_an_act_or_says_why_not() -> None:
    idle = {rule for rule in RULES if not starters(rule)}
    assert idle == set(NOT_STARTED)


def test_every_duty_that_is_started_has_the_act_that_fulfils_it() -> None:
    """A right lapses and a term elapses by itself; a limit is kept by ending the measure it is about."""
    endless = {
        rule.id
        for rule in RULES.values()
        if rule.nature.binds and starters(rule.id) and not enders(rule.id) and not kept_with_its_measure(rule)
    }
    assert endless == set(WITHOUT_AN_ACT)


def kept_with_its_measure(rule: DeadlineRule) -> bool:
    return rule.nature is Nature.LIMIT and bool(rule.measure)


def test_the_act_that_fulfils_a_duty_is_known_to_the_agency_that_watches_it() -> None:
    for rule in RULES.values():
        acts = enders(rule.id)
        if rule.nature.binds and rule.duty != "party" and acts:
            assert any(known_to(one, rule.duty) for one in acts), rule.id


def known_to(act: Transition, kind: str) -> bool:
    """Done there, or told there."""
    kinds = {str(one) for one in act.agency_kinds} | {str(one) for tell in act.tells for one in tell.to}
    return kind in kinds


def test_who_may_end_a_duty_can_reach_the_stage_in_which_it_runs() -> None:
    """A duty that an act starts on the way into a stage can be fulfilled from that stage or from one behind it."""
    for rule in RULES.values():
        if not rule.nature.binds or not enders(rule.id):
            continue
        for act in starters(rule.id):
            entered = {act.to} if act.aggregate == "case" and act.to else {*act.from_}
            ahead = reachable(entered)
            assert any(ahead & {*end.from_, *end.from_by_message} for end in enders(rule.id)), (rule.id, act.id)


def reachable(states: set[str]) -> set[str]:
    found = set(states)
    while True:
        more = {
            one.to for one in ACTS if one.aggregate == "case" and one.to and found & {*one.from_, *one.from_by_message}
        }
        if more <= found:
            return found
        found |= more


def test_rights_are_rights() -> None:
    """Who challenges or appeals may do so; nobody is late who does not."""
    rights = {rule.id for rule in RULES.values() if rule.nature is Nature.RIGHT}
    assert rights == {
        "P07", "P07.higher", "P08", "P08.supervision", "P16", "P16.higher", "P23", "P23.higher", "J12", "J12.person",
        "J17.complaint", "C10", "C10.ruling", "C10.victim", "A06", "A08",
    }  # fmt: skip
    assert {rule.duty for rule in RULES.values() if rule.nature.binds} <= {
        *(kind.value for kind in AgencyKind),
        "party",
    }


def test_limits_are_about_a_measure() -> None:
    limits = {rule.id for rule in RULES.values() if rule.nature is Nature.LIMIT}
    assert {rule for rule in limits if not RULES[rule].measure} == {"A03", "A03.many", "A03.detention"}
    assert all(starters(rule) or rule in NOT_STARTED for rule in limits)


def test_an_act_about_a_person_that_moves_nothing_is_there_to_end_or_start_a_clock() -> None:
    silent = [one for one in ACTS if one.aggregate == "suspect" and one.to is None]
    assert len(silent) >= 8
    assert all(one.stops or one.restarts or one.starts for one in silent)
    assert all(one.documents or one.documents_any for one in silent)
