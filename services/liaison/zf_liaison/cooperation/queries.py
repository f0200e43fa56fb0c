"""The read side of cooperation matters: the list with its clocks, by kind, state, side or case."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from zf_contracts.http.base import Page
from zf_contracts.http.cooperation import CooperationRow
from zf_law.loader import Law
from zf_law.moments import Moment
from zf_law.reading import Label
from zf_liaison.clocks.queries import next_due
from zf_liaison.cooperation.authority import within_sight
from zf_liaison.cooperation.rules import role_of
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.transaction import Scope

_PLAIN = (
    "id", "matter_no", "kind", "title", "issuer", "addressee", "unit", "state", "mark", "late", "collab_no",
    "opened_at", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CooperationFilter:
    """All optional, joined by "and". `state`: open or all. `role`: issuer | addressee."""

    state: str = "open"
    role: str = ""
    kind: str = ""
    collab_no: str = ""
    group_id: str = ""
    q: str = ""


async def list_matters(
    scope: Scope, wanted: CooperationFilter, *, cursor: str | None, limit: int, law: Law
) -> Page[CooperationRow]:
    """Newest first."""
    statement = select(CooperationMatter).where(within_sight(scope.actor), *_conditions(scope, wanted, law=law))
    if cursor:
        statement = statement.where(CooperationMatter.id < cursor)
    ordered = statement.order_by(CooperationMatter.id.desc()).limit(limit + 1)
    found = (await scope.session.scalars(ordered)).all()
    due = await next_due(scope, [one.id for one in found])
    rows = tuple(
        CooperationRow.model_validate(row_values(scope, one, due.get(one.id), law=law)) for one in found[:limit]
    )
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > limit else None)


def row_values(
    scope: Scope, matter: CooperationMatter, due: tuple[Moment, str] | None, *, law: Law
) -> dict[str, object]:
    kind = law.cooperation.kinds[matter.kind]
    state = kind.table.states[matter.state]
    mark = kind.marks.get(matter.mark, Label("", ""))
    return {
        **{name: getattr(matter, name) for name in _PLAIN},
        **named("issuer", matter.issuer, law=law),
        **named("addressee", matter.addressee, law=law),
        "kind_zh": kind.zh,
        "kind_en": kind.en,
        "state_zh": state.zh,
        "state_en": state.en,
        "mark_zh": mark.zh,
        "mark_en": mark.en,
        "role": role_of(here=scope.identity.agency, issuer=matter.issuer, addressee=matter.addressee),
        "due": due[0] if due else None,
        "band": due[1] if due else "ended",
    }


def named(field: str, code: str, *, law: Law) -> dict[str, str]:
    agency = law.agencies.find(code)
    zh, en = (agency.name_zh, agency.name_en) if agency else (code, code)
    return {f"{field}_zh": zh, f"{field}_en": en}


def _conditions(scope: Scope, wanted: CooperationFilter, *, law: Law) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state == "open":
        found.append(or_(*(_open_of(kind_id, law=law) for kind_id in law.cooperation.kinds)))
    if wanted.role:
        column = CooperationMatter.issuer if wanted.role == "issuer" else CooperationMatter.addressee
        found.append(column == scope.identity.agency)
    for column, value in (
        (CooperationMatter.kind, wanted.kind),
        (CooperationMatter.collab_no, wanted.collab_no),
        (CooperationMatter.group_id, wanted.group_id),
    ):
        if value:
            found.append(column == value)
    if wanted.q:
        text = wanted.q.strip()
        title, number = CooperationMatter.title, CooperationMatter.matter_no
        found.append(title.contains(text, autoescape=True) | number.contains(text, autoescape=True))
    return found


def _open_of(kind_id: str, *, law: Law) -> ColumnElement[bool]:
    """Each kind has its own states."""
    return (CooperationMatter.kind == kind_id) & CooperationMatter.state.not_in(_ended(kind_id, law=law))


def _ended(kind_id: str, *, law: Law) -> Sequence[str]:
    return [state.id for state in law.cooperation.kinds[kind_id].table.states.values() if state.end]
