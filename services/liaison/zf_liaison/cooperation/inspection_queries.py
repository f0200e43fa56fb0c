"""An inspection (巡视督查) with its findings and figures: units inspected, findings, corrected, overdue (S-072)."""

from collections.abc import Sequence

from sqlalchemy import func, select

from zf_contracts.http.oversight_boards import FindingLine, InspectionFigures, InspectionView
from zf_law.cooperation import CooperationKind, choice_label
from zf_law.cooperation_facts import Facts, Field
from zf_law.loader import Law
from zf_liaison.clocks.queries import next_due
from zf_liaison.cooperation.authority import READ, require
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.figure_rules import Finding, figures
from zf_liaison.cooperation.issue_findings import PART
from zf_liaison.cooperation.load_queries import load_matter
from zf_liaison.cooperation.queries import row_values
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

KIND = "inspection"
_CHOSEN = ("method", "nature", "follow_result")


async def inspection_view(scope: Scope, matter_id: str, *, law: Law) -> InspectionView:
    """NotFound for anything that is no inspection."""
    matter = require(scope.actor, READ, matter=await load_matter(scope, matter_id))
    if matter.kind != KIND:
        raise NotFound
    wanted = CooperationMatter.group_id == matter.id, CooperationMatter.kind == PART
    # Numbers of one year differ in their serial alone: the shorter one is the earlier.
    number = CooperationMatter.matter_no
    ordered = (CooperationMatter.opened_at, func.length(number), number)
    rows = (await scope.session.scalars(select(CooperationMatter).where(*wanted).order_by(*ordered))).all()
    lines = await _lines(scope, rows, law=law)
    found = [
        Finding(
            nature=read_facts(row.facts)["nature"].text, state=row.state, late=row.late, overdue=line.band == "overdue"
        )
        for row, line in zip(rows, lines, strict=True)
    ]
    counted = figures(read_facts(matter.facts), found)
    return InspectionView(figures=InspectionFigures.model_validate(counted), findings=lines)


async def _lines(scope: Scope, rows: Sequence[CooperationMatter], *, law: Law) -> tuple[FindingLine, ...]:
    kind = law.cooperation.kinds[PART]
    due = await next_due(scope, [row.id for row in rows])
    return tuple(
        FindingLine.model_validate(
            {**row_values(scope, row, due.get(row.id), law=law), "inspected": _unit(row), **_said(row, kind=kind)}
        )
        for row in rows
    )


def _unit(row: CooperationMatter) -> str:
    return read_facts(row.facts)["unit"].text


def _said(row: CooperationMatter, *, kind: CooperationKind) -> dict[str, str]:
    facts = read_facts(row.facts)
    said = {name: facts[name].text for name in ("found", "correct_by", "followed_on") if name in facts}
    for field in kind.fields:
        if field.id in _CHOSEN:
            said |= _words(field, facts)
    return said


def _words(field: Field, facts: Facts) -> dict[str, str]:
    if field.id not in facts:
        return {}
    word = choice_label(field, facts[field.id].text)
    return {f"{field.id}_zh": word.zh, f"{field.id}_en": word.en}
