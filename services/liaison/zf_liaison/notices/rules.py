"""Decisions on supervision notices. Pure: facts, the kind and the table of acts in, problems and orders out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zf_law.moments import day_of, last_instant
from zf_law.problems import Problem
from zf_law.side_acts import ADDRESSEE, ISSUER, SideAct
from zf_law.supervision_notices import (
    AFTER_URGING,
    LATE_REPLY,
    NAMED_DAY,
    OWN,
    REPLIES,
    REPLY,
    NoticeKind,
    SupervisionNotices,
    party_problems,
)
from zf_liaison.clocks.rules import Orders, Period, Start

ANSWERS = ("objection", "higher")
"""Periods in which the issuer has to answer; all others are the addressee's."""
SIGNING = ("sign_for", "sign_late")
CHALLENGES = ("object", "uphold_objection", "reject_objection")
HIGHER = ("request_higher_review", "reject_higher_review")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What the document says. `unit`: only for documents to a unit of the own agency. `due`: a day it names itself.

    `source_ref` is what the clue comes from: a petition, a report of the media, a round of review.
    """

    kind: str
    addressee: str
    title: str
    facts: str
    demand: str
    basis: str
    unit: str = ""
    collab_no: str = ""
    clue: str = ""
    source_ref: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Drafting:
    """`addressee_kind` is empty for an agency nobody knows; `partner`: it may be written to, or is the agency itself."""

    agency: str
    issuer_kind: str
    addressee_kind: str
    partner: bool
    today: date


def source_problems(draft: NoticeDraft, *, law: SupervisionNotices) -> list[Problem]:
    """A clue the law knows, and where it comes from if it asks for that."""
    if draft.clue and draft.clue not in law.clues:
        return [Problem("notice.clue_unknown", {"clue": draft.clue, "field": "clue"})]
    if draft.clue in law.referenced and not draft.source_ref:
        label = law.clues[draft.clue]
        return [Problem("notice.source_needed", {"clue": label.zh, "clue_en": label.en, "field": "source_ref"})]
    return []


def draft_problems(draft: NoticeDraft, drafting: Drafting, *, kind: NoticeKind | None) -> list[Problem]:
    """Who may send which document to whom, and whether it may name a day of its own."""
    if kind is None:
        return [Problem("notice.kind_unknown", {"kind": draft.kind, "field": "kind"})]
    own = draft.addressee == drafting.agency
    problems = party_problems(kind, issuer=drafting.issuer_kind, addressee=drafting.addressee_kind, own=own)
    if not own and not drafting.partner and not problems:
        problems.append(Problem("notice.addressee_unknown", {"addressee": draft.addressee, "field": "addressee"}))
    if OWN in kind.addressees and own and not draft.unit:
        problems.append(Problem("notice.unit_needed", {"field": "unit"}))
    if kind.case_acts and not draft.collab_no:
        problems.append(Problem("notice.case_needed", {"field": "collab_no"}))
    if draft.due is not None and not kind.named:
        problems.append(Problem("notice.period_fixed", {"kind": kind.zh, "kind_en": kind.en, "field": "due"}))
    if draft.due is not None and draft.due <= drafting.today:
        problems.append(Problem("task.due_not_ahead", {"field": "due"}))
    return problems


def second_problems(act: SideAct, *, drafter: str, actor: str) -> list[Problem]:
    """Nobody approves his own draft."""
    return [Problem("notice.own_draft")] if act.second and drafter == actor else []


def kind_problems(act: SideAct, kind: NoticeKind, *, signed: bool) -> list[Problem]:
    """What this kind of document does not know, and signing a second time."""
    if act.id in SIGNING and signed:
        return [Problem("notice.signed_already")]
    if (act.id in CHALLENGES and not kind.objection) or (act.id in HIGHER and not kind.higher_rule):
        return [Problem("notice.no_challenge", {"kind": kind.zh, "kind_en": kind.en})]
    return []


def needs_of(act: SideAct, kind: NoticeKind) -> tuple[str, ...]:
    """A reply to some documents needs evidence besides its words."""
    return (*act.needs, "evidence") if act.id in REPLIES and kind.evidence else act.needs


def reply_day_passed(kind: NoticeKind, periods: Sequence[Period], *, at: datetime) -> date | None:
    """The last day of a reply that is over. Who never signed has no reply period yet; he owes the answer to the urging.

    A period which this side cancelled by ending the matter counts as well: its other side may not have heard of that yet.
    """
    open_ = [one for one in periods if one.state in ("running", "cancelled")]
    owed = {*kind.rules_of((REPLY,)), NAMED_DAY}
    asked = [one for one in open_ if one.rule in owed] or [one for one in open_ if one.rule == AFTER_URGING]
    passed = [day_of(one.due) for one in asked if at > last_instant(one.due)]
    return min(passed, default=None)


def reply_problems(act: SideAct, kind: NoticeKind, periods: Sequence[Period], *, at: datetime) -> list[Problem]:
    """A reply after its day is another act, which says why; a reply in time has nothing to excuse."""
    if act.id not in REPLIES:
        return []
    passed = reply_day_passed(kind, periods, at=at)
    if act.id == REPLY and passed is not None:
        return [Problem("notice.reply_over", {"due": passed.isoformat()})]
    return [Problem("notice.reply_not_over")] if act.id == LATE_REPLY and passed is None else []


def clock_orders(
    act: SideAct, kind: NoticeKind, *, at: datetime, due: date | None, until: date | None, ended: bool
) -> Orders:
    """The reply runs to the day the document names, else by the rule of its kind; after a new demand to its new day."""
    return Orders(
        at=at,
        act=act.id,
        starts=() if ended else tuple(_start(name, kind, due=due, until=until) for name in _known(act.starts, kind)),
        stops=_all(act.stops, kind),
        cancels=_all(act.cancels, kind),
    )


def _known(names: tuple[str, ...], kind: NoticeKind) -> tuple[str, ...]:
    return tuple(name for name in names if kind.rules_of((name,)))


def _start(name: str, kind: NoticeKind, *, due: date | None, until: date | None) -> Start:
    if name == NAMED_DAY:
        return Start(NAMED_DAY, until)
    if name == REPLY and due is not None:
        return Start(NAMED_DAY, due)
    return Start(kind.rules_of((name,))[0], side=ISSUER if name in ANSWERS else ADDRESSEE)


def _all(names: tuple[str, ...], kind: NoticeKind) -> tuple[str, ...]:
    """Whatever ends the reply period ends the day a document named for it too."""
    return (*kind.rules_of(names), NAMED_DAY) if REPLY in names else kind.rules_of(names)
