"""The read side of notices: the list with its clocks, and what the form of a new document may choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from zf_contracts.http.base import Page
from zf_contracts.http.notices import NoticeKindView, NoticeRow, NoticeWords
from zf_contracts.http.supervision import Choice
from zf_law.deadlines import PeriodUnit
from zf_law.due import in_words
from zf_law.loader import Law
from zf_law.moments import Moment
from zf_law.side_acts import sides_of
from zf_law.supervision_notices import ANY, OWN, NoticeKind
from zf_liaison.clocks.queries import next_due
from zf_liaison.desk import Desk
from zf_liaison.notices.authority import within_sight
from zf_liaison.notices.tables import SupervisionNotice
from zf_platform.transaction import Scope

MARKS: Mapping[str, tuple[str, str]] = {
    "": ("", ""),
    "objected": ("已提异议，待答复", "Objected, answer awaited"),
    "objection_rejected": ("异议不成立", "Objection rejected"),
    "higher_requested": ("已提请复核", "Higher review requested"),
    "higher_rejected": ("复核维持", "Upheld on higher review"),
    "upheld": ("异议成立", "Objection upheld"),
}


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """All optional, joined by "and". `state`: open, overdue, or a state. `role`: issuer | addressee."""

    state: str = "open"
    role: str = ""
    kind: str = ""
    q: str = ""


async def list_notices(
    scope: Scope, wanted: NoticeFilter, *, cursor: str | None, limit: int, law: Law
) -> Page[NoticeRow]:
    """Newest first."""
    statement = select(SupervisionNotice).where(within_sight(scope.actor), *_conditions(scope, wanted, law=law))
    if cursor:
        statement = statement.where(SupervisionNotice.id < cursor)
    ordered = statement.order_by(SupervisionNotice.id.desc()).limit(limit + 1)
    found = (await scope.session.scalars(ordered)).all()
    due = await next_due(scope, [one.id for one in found])
    rows = tuple(NoticeRow.model_validate(row_values(scope, one, due.get(one.id), law=law)) for one in found[:limit])
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > limit else None)


def notice_words(scope: Scope, *, desk: Desk) -> NoticeWords:
    own = desk.law.agencies.by_code(scope.identity.agency)
    kinds = desk.law.notices.of_issuer(own.kind.value)
    return NoticeWords(
        kinds=tuple(_kind_view(scope, kind, desk=desk) for kind in kinds),
        units=tuple(Choice.model_validate(unit, from_attributes=True) for unit in own.units),
        clues=tuple(Choice(code=key, name_zh=word.zh, name_en=word.en) for key, word in desk.law.notices.clues.items()),
    )


def _kind_view(scope: Scope, kind: NoticeKind, *, desk: Desk) -> NoticeKindView:
    rule = desk.law.deadlines.rule(kind.reply, on=scope.now)
    zh, en = in_words(rule.amount, PeriodUnit(rule.unit))
    own = desk.law.agencies.by_code(scope.identity.agency)
    partners = [desk.law.agencies.find(code) for code in desk.partners.all()]
    fitting = [own] if OWN in kind.addressees else [one for one in partners if one and _fits(kind, one.kind.value)]
    return NoticeKindView(
        id=kind.id,
        zh=kind.zh,
        en=kind.en,
        own=OWN in kind.addressees,
        named=kind.named,
        case=bool(kind.case_acts),
        reply_zh=zh,
        reply_en=en,
        basis=kind.basis,
        addressees=tuple(Choice.model_validate(one, from_attributes=True) for one in fitting),
    )


def _fits(kind: NoticeKind, agency_kind: str) -> bool:
    return ANY in kind.addressees or agency_kind in kind.addressees


def row_values(
    scope: Scope, notice: SupervisionNotice, due: tuple[Moment, str] | None, *, law: Law
) -> dict[str, object]:
    state, kind = law.notices.table.states[notice.state], law.notices.kinds[notice.kind]
    mark = MARKS[notice.mark]
    names = ("id", "notice_no", "kind", "title", "issuer", "addressee", "unit", "state", "mark", "late")
    return {
        **{name: getattr(notice, name) for name in (*names, "created_at", "served_at", "version")},
        **_named("issuer", notice.issuer, law=law),
        **_named("addressee", notice.addressee, law=law),
        "kind_zh": kind.zh,
        "kind_en": kind.en,
        "state_zh": state.zh,
        "state_en": state.en,
        "mark_zh": mark[0],
        "mark_en": mark[1],
        "role": _role(scope, notice),
        "due": due[0] if due else None,
        "band": due[1] if due else "ended",
    }


def _role(scope: Scope, notice: SupervisionNotice) -> str:
    sides = sides_of(here=scope.identity.agency, issuer=notice.issuer, other=notice.addressee)
    return "both" if len(sides) == 2 else next(iter(sides), "")


def _conditions(scope: Scope, wanted: NoticeFilter, *, law: Law) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state == "open":
        found.append(SupervisionNotice.state.not_in(_ended(law)))
    elif wanted.state and wanted.state != "all":
        found.append(SupervisionNotice.state == wanted.state)
    if wanted.role:
        column = SupervisionNotice.issuer if wanted.role == "issuer" else SupervisionNotice.addressee
        found.append(column == scope.identity.agency)
    if wanted.kind:
        found.append(SupervisionNotice.kind == wanted.kind)
    if wanted.q:
        text = wanted.q.strip()
        columns = (SupervisionNotice.title, SupervisionNotice.notice_no, SupervisionNotice.collab_no)
        first, *rest = (column.contains(text, autoescape=True) for column in columns)
        for one in rest:
            first = first | one
        found.append(first)
    return found


def _ended(law: Law) -> Sequence[str]:
    return [state.id for state in law.notices.table.states.values() if state.end]


def _named(field: str, code: str, *, law: Law) -> dict[str, str]:
    agency = law.agencies.find(code)
    zh, en = (agency.name_zh, agency.name_en) if agency else (code, code)
    return {f"{field}_zh": zh, f"{field}_en": en}
