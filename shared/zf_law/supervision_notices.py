"""Legal-supervision documents (法律监督文书) as data: who may send which to whom, reply period, challenge, basis."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zf_law.documents import Documents, confidence
from zf_law.problems import Problem
from zf_law.reading import Label, Row, unique
from zf_law.side_acts import SideAct, SideTable
from zf_law.side_table import read_side_table
from zf_law.stage_checks import read_labels

MESSAGES = "supervision_notice."
FILING_MESSAGES = "filing_supervision."
PERIODS = ("reply", "objection", "higher")
"""Words of the acts that stand for a rule of the kind."""
ANY, OWN = "any", "own"
NAMED_DAY = "N14"
"""The rule of a day which the document itself names."""
AFTER_URGING = "N13"
REPLY, LATE_REPLY = "reply", "reply_late"
REPLIES = (REPLY, LATE_REPLY)
"""The answer within its period, and the one after it, which says why it is late."""


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of document. `case_acts`: what serving and answering cause in the addressee's case record.

    Empty `reply_permission` is that of the act; empty messages are those of the acts.
    """

    id: str
    zh: str
    en: str
    document: str
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    reply: str
    named: bool
    evidence: bool
    objection: str
    objection_rule: str
    higher_rule: str
    issue_message: str
    reply_message: str
    reply_permission: str
    case_acts: Mapping[str, str]
    basis: str
    confidence: str

    def rules_of(self, names: Collection[str]) -> tuple[str, ...]:
        """The rules of an act, with the words that stand for a rule of this kind filled in. No rule, no clock."""
        own = {"reply": self.reply, "objection": self.objection_rule, "higher": self.higher_rule}
        return tuple(rule for name in names if (rule := own.get(name, name)))

    def message_of(self, act: SideAct) -> str:
        special = {"serve": self.issue_message, **dict.fromkeys(REPLIES, self.reply_message)}
        return special.get(act.id, "") or act.message

    def permission_of(self, act: SideAct) -> str:
        return self.reply_permission if act.id in REPLIES and self.reply_permission else act.permission

    def case_act_of(self, act: SideAct) -> str:
        """What the act causes in the case record, however late it comes; empty for nothing."""
        return self.case_acts.get(REPLY if act.id in REPLIES else act.id, "")


@dataclass(frozen=True, slots=True)
class SupervisionNotices:
    table: SideTable
    kinds: Mapping[str, NoticeKind]
    clues: Mapping[str, Label]
    referenced: tuple[str, ...]

    def of_issuer(self, kind: str) -> tuple[NoticeKind, ...]:
        return tuple(one for one in self.kinds.values() if kind in one.issuers)


def party_problems(kind: NoticeKind, *, issuer: str, addressee: str, own: bool) -> list[Problem]:
    """`issuer` and `addressee` are kinds of agency; `own`: the document stays within the issuing agency."""
    problems: list[Problem] = []
    if issuer not in kind.issuers:
        problems.append(Problem("notice.wrong_issuer", {"kind": kind.zh, "kind_en": kind.en, "field": "kind"}))
    fits = own if OWN in kind.addressees else not own and (ANY in kind.addressees or addressee in kind.addressees)
    if not fits:
        problems.append(Problem("notice.wrong_addressee", {"kind": kind.zh, "kind_en": kind.en, "field": "addressee"}))
    return problems


def read_supervision_notices(
    table: Row,
    *,
    permissions: Collection[str],
    rules: Collection[str],
    agency_kinds: Collection[str],
    documents: Documents,
    acts: Collection[str],
) -> SupervisionNotices:
    """`acts` are those of the stage table."""
    rows = table.rows("kind")
    unique(rows, "id")
    kinds = [_read_kind(row) for row in rows]
    for row, kind in zip(rows, kinds, strict=True):
        _check_parties(row, kind, agency_kinds=agency_kinds, documents=documents)
        _check_links(row, kind, rules=rules, permissions=permissions, acts=acts)
    sides = read_side_table(table, permissions=permissions, rules=rules, messages=MESSAGES, periods=PERIODS)
    clues, referenced = read_labels(table.row("clues")), table.texts("referenced")
    if strangers := sorted(set(referenced) - set(clues)):
        raise table.error(f"'referenced' names no clue: {strangers[0]}")
    table.finish()
    return SupervisionNotices(sides, {kind.id: kind for kind in kinds}, clues, referenced)


def _read_kind(row: Row) -> NoticeKind:
    case_acts = row.row("case_acts") if row.has("case_acts") else None
    kind = NoticeKind(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        document=row.text("document"),
        issuers=row.texts("issuers"),
        addressees=row.texts("addressees"),
        reply=row.text("reply"),
        named=row.flag("named", False),
        evidence=row.flag("evidence", False),
        objection=row.text("objection", ""),
        objection_rule=row.text("objection_rule", ""),
        higher_rule=row.text("higher_rule", ""),
        issue_message=row.text("issue_message", ""),
        reply_message=row.text("reply_message", ""),
        reply_permission=row.text("reply_permission", ""),
        case_acts={name: case_acts.text(name) for name in case_acts.keys()} if case_acts else {},
        basis=row.text("basis"),
        confidence=confidence(row),
    )
    row.finish()
    return kind


def _check_parties(row: Row, kind: NoticeKind, *, agency_kinds: Collection[str], documents: Documents) -> None:
    document = documents.find(kind.document)
    if document is None:
        raise row.error(f"unknown document {kind.document}")
    for issuer in kind.issuers:
        if issuer not in {one.value for one in document.issuers}:
            raise row.error(f"{kind.document} is not issued by {issuer}")
    for addressee in kind.addressees:
        if addressee not in {*agency_kinds, ANY, OWN}:
            raise row.error(f"unknown addressee {addressee}")
    if not kind.issuers or not kind.addressees or (OWN in kind.addressees and len(kind.addressees) > 1):
        raise row.error("'issuers' and 'addressees' are needed; \"own\" stands alone")


def _check_links(
    row: Row, kind: NoticeKind, *, rules: Collection[str], permissions: Collection[str], acts: Collection[str]
) -> None:
    for rule in (kind.reply, kind.objection_rule, kind.higher_rule):
        if rule and rule not in rules:
            raise row.error(f"unknown deadline rule {rule}")
    if bool(kind.objection) != bool(kind.objection_rule) or (kind.higher_rule and not kind.objection):
        raise row.error("a challenge has a name and the period of its answer")
    if kind.reply_permission and kind.reply_permission not in permissions:
        raise row.error(f"unknown permission {kind.reply_permission}")
    for message in (kind.issue_message, kind.reply_message):
        if message and not message.startswith(FILING_MESSAGES):
            raise row.error(f"a message of its own is one of {FILING_MESSAGES}…")
    for name, act in kind.case_acts.items():
        if name not in ("serve", REPLY) or act not in acts:
            raise row.error(f"unknown act {act} on {name}")
    if not kind.basis:
        raise row.error("'basis' is needed")
