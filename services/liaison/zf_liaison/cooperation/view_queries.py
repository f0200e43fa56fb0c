"""One matter as a page shows it: facts, steps with evidences and files, clocks, and what may be done or why not."""

from sqlalchemy import select, update

from zf_contracts.http.base import Reason
from zf_contracts.http.cooperation import CooperationOption, CooperationStep, CooperationView
from zf_contracts.http.supervision import Choice
from zf_law.cooperation import CooperationKind
from zf_law.cooperation_discretion import shown
from zf_law.loader import Law
from zf_law.side_acts import Standing
from zf_liaison.clocks.queries import clocks_of, next_due
from zf_liaison.cooperation.authority import (
    READ,
    apart_problems,
    knows,
    reasons_against,
    require,
    sides_for,
    unit_for,
)
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.form_queries import act_fields, fact_views
from zf_liaison.cooperation.load_queries import load_matter
from zf_liaison.cooperation.period_rules import period_problems
from zf_liaison.cooperation.queries import named, row_values
from zf_liaison.cooperation.rules import Sight, possible_problems
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.tables import CooperationStep as StepRow
from zf_liaison.exchange.queries import evidence_of
from zf_liaison.exchange.tell_opened import tell_opened
from zf_liaison.files.queries import files_by_act
from zf_liaison.steps.views import step_views
from zf_platform.http.problems import reason
from zf_platform.transaction import Scope


async def show_matter(scope: Scope, matter_id: str, *, law: Law) -> CooperationView:
    """The first look of the side that has been told gives the teller the evidence *opened*."""
    matter = require(scope.actor, READ, matter=await load_matter(scope, matter_id))
    kind = law.cooperation.kinds[matter.kind]
    if not knows(scope.actor, matter, kind=kind):
        return await matter_view(scope, matter, law=law)
    if kind.discretion is not None:
        scope.record("cooperation.read", object_kind="cooperation", object_id=matter_id, sensitive_read=True)
    unopened = StepRow.matter_id == matter_id, StepRow.unopened
    for message_id in (await scope.session.scalars(select(StepRow.message_id).where(*unopened))).all():
        await tell_opened(scope, message_id, opened_at=scope.now)
        scope.record("cooperation.read", object_kind="cooperation", object_id=matter_id)
    await scope.session.execute(update(StepRow).where(*unopened).values(unopened=False))
    return await matter_view(scope, matter, law=law)


async def after_act(scope: Scope, matter_id: str, *, law: Law) -> CooperationView:
    matter = await load_matter(scope, matter_id)
    assert matter is not None
    return await matter_view(scope, matter, law=law)


async def matter_view(scope: Scope, matter: CooperationMatter, *, law: Law) -> CooperationView:
    kind = law.cooperation.kinds[matter.kind]
    known = knows(scope.actor, matter, kind=kind)
    files = await files_by_act(scope, matter.id) if known else {}
    evidence = await evidence_of(scope, [matter.message_id] if matter.message_id else [])
    due = await next_due(scope, [matter.id])
    return CooperationView.model_validate(
        {
            **row_values(scope, matter, due.get(matter.id), law=law),
            **{name: getattr(matter, name) for name in ("group_id", "opened_by", "message_id")},
            "basis": kind.basis,
            "veiled": not known,
            "framed": kind.frame is not None and bool(kind.frame.superior),
            "copies": tuple(_agency(code, law=law) for code in matter.copies),
            "facts": fact_views(kind, shown(kind.fields, read_facts(matter.facts), known=known), law=law),
            "evidence": evidence.get(matter.message_id, ()),
            "clocks": await clocks_of(scope, matter.id),
            "steps": await _steps(scope, matter, kind=kind, known=known, law=law),
            "options": await options_of(scope, matter, kind=kind, law=law) if known else (),
            "ready_files": files.get("", ()),
        }
    )


def _agency(code: str, *, law: Law) -> Choice:
    words = named("name", code, law=law)
    return Choice(code=code, name_zh=words["name_zh"], name_en=words["name_en"])


async def options_of(
    scope: Scope, matter: CooperationMatter, *, kind: CooperationKind, law: Law
) -> tuple[CooperationOption, ...]:
    """The acts of this side, possible ones first. What the form will have to contain is not held against an act here."""
    sides = sides_for(scope, matter, kind=kind)
    sight = Sight(Standing(matter.state, matter.mark), sides, read_facts(matter.facts))
    found: list[CooperationOption] = []
    for act in kind.table.of_sides(sides):
        problems = reasons_against(scope.actor, act.permission, unit=unit_for(scope.actor, matter))
        problems += possible_problems(act, kind, sight=sight)
        problems += period_problems(act, kind, opened_at=matter.opened_at, now=scope.now, law=law)
        problems += await apart_problems(scope, matter, act, kind=kind)
        found.append(
            CooperationOption(
                act=act.id,
                zh=act.zh,
                en=act.en,
                needs=act.needs,
                allowed=not problems,
                reasons=tuple(Reason.model_validate(reason(problem)) for problem in problems),
                fields=act_fields(kind, act.id, known=sight.facts, law=law),
            )
        )
    return tuple(sorted(found, key=lambda option: not option.allowed))


async def _steps(
    scope: Scope, matter: CooperationMatter, *, kind: CooperationKind, known: bool, law: Law
) -> tuple[CooperationStep, ...]:
    """Who may not know the matter sees that there was an act, not what it said."""
    statement = select(StepRow).where(StepRow.matter_id == matter.id).order_by(StepRow.at, StepRow.no)
    rows = (await scope.session.scalars(statement.execution_options(populate_existing=True))).all()
    views = await step_views(scope, matter.id, rows, table=kind.table)
    hidden = {} if known else {"text": "", "files": ()}
    found: list[CooperationStep] = []
    for view, row in zip(views, rows, strict=True):
        facts = fact_views(kind, shown(kind.fields, read_facts(row.facts), known=known), law=law)
        found.append(CooperationStep.model_validate({**view.model_dump(), **hidden, "facts": facts}))
    return tuple(found)
