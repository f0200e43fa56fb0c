"""Words for states, results, duties and rules of procedure, in both languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.binding_rules import ADOPTED, REJECTED, UNDECIDED
from zf_law.deliberations import CONVENER, Committee, Share
from zf_law.roles import Roles

Words = tuple[str, str]
NO_WORDS: Words = ("", "")

STATES: Mapping[str, Words] = {
    rules.PROPOSED: ("已提请", "Proposed"),
    rules.CONVENED: ("讨论中", "Under discussion"),
    rules.CLOSED: ("已结束", "Closed"),
    rules.WITHDRAWN: ("已撤回", "Withdrawn"),
}
OUTCOMES: Mapping[str, Words] = {
    ADOPTED: ("同意", "Adopted"),
    REJECTED: ("不同意", "Rejected"),
    UNDECIDED: ("未形成多数意见", "No majority"),
}
RESOLUTION_STATES: Mapping[str, Words] = {
    rules.STANDING: ("有效，须执行", "Standing, binds"),
    rules.CARRIED_OUT: ("已执行", "Carried out"),
    rules.SUPERSEDED: ("已被新决定取代", "Superseded"),
}
DUTIES: Mapping[str, Words] = {
    rules.CHAIR: ("主任委员", "Chair"),
    rules.DEPUTY: ("副主任委员", "Deputy chair"),
    rules.MEMBER: ("委员", "Member"),
}
OPINIONS: Mapping[str, Words] = {
    rules.FOR: ("同意", "For"),
    rules.AGAINST: ("不同意", "Against"),
    rules.OWN: ("另行意见", "Another opinion"),
}
STEPS: Mapping[str, Words] = {
    "convene": ("召集", "Convene"),
    "attend": ("登记到会和回避", "Record attendance"),
    "opine": ("发表意见", "Give the opinion"),
    "close": ("结束讨论，形成决定", "Close and resolve"),
    "withdraw": ("撤回议题", "Withdraw"),
}


def rule_lines(committee: Committee, *, roles: Roles) -> tuple[Words, ...]:
    """The rules of procedure as sentences."""
    named = [role for role in roles.all() if role.id in committee.conveners]
    barred = [role for role in roles.all() if role.id in committee.withdraws]
    zh_roles, en_roles = "、".join(one.zh for one in named), ", ".join(one.en for one in named)
    zh_barred, en_barred = "、".join(one.zh for one in barred), ", ".join(one.en for one in barred)
    lines = [
        (
            f"由{zh_roles}召集并主持，召集人须是主任委员或者副主任委员",
            f"Convened and led by: {en_roles}; chair or deputy",
        ),
        (_least(committee), f"At least {committee.members_least} members{', an odd number' if committee.odd else ''}"),
        (
            f"可以表决的到会委员须超过全体委员的{_zh(committee.quorum)}",
            f"Voting members present: more than {_en(committee.quorum)} of all",
        ),
        (
            f"同意（不同意）须超过全体委员的{_zh(committee.majority)}，另行意见、缺席和回避不计入任何一方",
            f"For (or against): more than {_en(committee.majority)} of all members",
        ),
        (
            f"参加过本案办理的{zh_barred}可以列席说明情况，不参加表决",
            f"Whoever took part in the case ({en_barred}) may attend and has no vote",
        ),
    ]
    if committee.speaks_last == CONVENER:
        lines.append(("主持人最后发表意见", "Whoever leads speaks last"))
    return tuple(lines)


def _least(committee: Committee) -> str:
    return f"委员不少于{committee.members_least}人" + ("，总数为单数" if committee.odd else "")


def _zh(share: Share) -> str:
    return "半数" if (share.numerator, share.denominator) == (1, 2) else f"{share.denominator}分之{share.numerator}"


def _en(share: Share) -> str:
    return "half" if (share.numerator, share.denominator) == (1, 2) else f"{share.numerator}/{share.denominator}"
