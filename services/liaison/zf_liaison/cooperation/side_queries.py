"""What was opened to several agencies at once, side by side: one frame, one column for each agency (S-069)."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_contracts.http.cooperation import CooperationRow, FactView, PlanCell, SectionLine, SideBySide
from zf_law.cooperation import Frame
from zf_law.loader import Law
from zf_liaison.clocks.queries import next_due
from zf_liaison.cooperation.authority import within_sight
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.form_queries import fact_views, field_views
from zf_liaison.cooperation.queries import row_values
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

Rows = tuple[tuple[str, ...], ...]


async def side_by_side(scope: Scope, group_id: str, *, law: Law) -> SideBySide:
    """An agency that was asked sees its own column alone."""
    statement = select(CooperationMatter).where(
        CooperationMatter.group_id == group_id, CooperationMatter.group_id != "", within_sight(scope.actor)
    )
    matters = (await scope.session.scalars(statement.order_by(CooperationMatter.id))).all()
    kind = law.cooperation.kinds[matters[0].kind] if matters else None
    if kind is None or kind.frame is None or not kind.frame.superior:
        raise NotFound
    frame, first = kind.frame, matters[0]
    due = await next_due(scope, [one.id for one in matters])
    opening = {field.id for field in kind.fields_of(kind.opening.id)}
    facts = [one for one in fact_views(kind, read_facts(first.facts), law=law) if one.id in opening]
    fields = {field.id: field for field in kind.fields}
    superior, answers = field_views((fields[frame.superior], fields[frame.answers[0]]))
    return SideBySide(
        group_id=group_id,
        title=first.title,
        kind_zh=kind.zh,
        kind_en=kind.en,
        agencies=tuple(
            CooperationRow.model_validate(row_values(scope, one, due.get(one.id), law=law)) for one in matters
        ),
        facts=tuple(one for one in facts if one.id not in (frame.sections, frame.local)),
        local=_fact(facts, frame.local),
        superior_field=superior,
        superior=tuple(PlanCell(agency=one.addressee, rows=_rows(one, frame.superior)) for one in matters),
        answers_field=answers,
        sections=_sections(matters, frame),
    )


def _fact(facts: Sequence[FactView], name: str) -> FactView | None:
    return next((one for one in facts if one.id == name), None)


def _rows(matter: CooperationMatter, name: str) -> Rows:
    facts = read_facts(matter.facts)
    return facts[name].rows if name in facts else ()


def _sections(matters: Sequence[CooperationMatter], frame: Frame) -> tuple[SectionLine, ...]:
    return tuple(
        SectionLine(
            section=section,
            wanted=wanted[0] if wanted else "",
            cells=tuple(
                PlanCell(
                    agency=one.addressee,
                    rows=tuple(row[1:] for row in _rows(one, frame.answers[0]) if row[0] == section),
                )
                for one in matters
            ),
        )
        for section, *wanted in _rows(matters[0], frame.sections)
    )
