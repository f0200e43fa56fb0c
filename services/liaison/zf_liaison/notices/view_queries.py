"""One notice as a page shows it: steps with evidences and files, clocks, and what may be done next or why not."""

from collections.abc import Sequence

from sqlalchemy import select, update

from zf_contracts.http.base import Reason
from zf_contracts.http.notices import NoticeView
from zf_contracts.http.supervision import ActOption, MatterStep
from zf_law.loader import Law
from zf_law.side_acts import Standing, act_problems, sides_of
from zf_liaison.clocks.queries import clocks_of, next_due
from zf_liaison.clocks.rules import Period
from zf_liaison.exchange.queries import evidence_of
from zf_liaison.exchange.tell_opened import tell_opened
from zf_liaison.files.queries import files_by_act
from zf_liaison.notices.authority import READ, reasons_against, require
from zf_liaison.notices.load_queries import load_notice
from zf_liaison.notices.queries import row_values
from zf_liaison.notices.rules import kind_problems, needs_of, reply_problems, second_problems
from zf_liaison.notices.tables import NoticeStep, SupervisionNotice
from zf_liaison.steps.views import step_views
from zf_platform.http.problems import reason
from zf_platform.transaction import Scope

_PLAIN = (
    "collab_no", "clue", "source_ref", "facts", "demand", "basis", "drafter_name", "approver_name", "message_id",
)  # fmt: skip


async def show_notice(scope: Scope, notice_id: str, *, law: Law) -> NoticeView:
    """The first look of the side that has been told gives the teller the evidence *opened*."""
    notice = require(scope.actor, READ, notice=await load_notice(scope, notice_id))
    unopened = NoticeStep.notice_id == notice_id, NoticeStep.unopened
    for message_id in (await scope.session.scalars(select(NoticeStep.message_id).where(*unopened))).all():
        await tell_opened(scope, message_id, opened_at=scope.now)
        scope.record("notice.open", object_kind="notice", object_id=notice_id)
    await scope.session.execute(update(NoticeStep).where(*unopened).values(unopened=False))
    return await notice_view(scope, notice, law=law)


async def after_act(scope: Scope, notice_id: str, *, law: Law) -> NoticeView:
    notice = await load_notice(scope, notice_id)
    assert notice is not None
    return await notice_view(scope, notice, law=law)


async def notice_view(scope: Scope, notice: SupervisionNotice, *, law: Law) -> NoticeView:
    files = await files_by_act(scope, notice.id)
    evidence = await evidence_of(scope, [notice.message_id] if notice.message_id else [])
    due = await next_due(scope, [notice.id])
    kind, clocks = law.notices.kinds[notice.kind], await clocks_of(scope, notice.id)
    periods = [Period(one.rule, one.due, one.state) for one in clocks]
    return NoticeView.model_validate(
        {
            **row_values(scope, notice, due.get(notice.id), law=law),
            **{name: getattr(notice, name) for name in _PLAIN},
            **_clue(notice, law=law),
            "stated_due": notice.due,
            "objection": kind.objection,
            "law_basis": kind.basis,
            "evidence": evidence.get(notice.message_id, ()),
            "clocks": clocks,
            "steps": await _steps(scope, notice, law=law),
            "options": options_of(scope, notice, periods, law=law),
            "ready_files": files.get("", ()),
        }
    )


def _clue(notice: SupervisionNotice, *, law: Law) -> dict[str, str]:
    label = law.notices.clues.get(notice.clue)
    return {"clue_zh": label.zh, "clue_en": label.en} if label else {}


def options_of(
    scope: Scope, notice: SupervisionNotice, periods: Sequence[Period], *, law: Law
) -> tuple[ActOption, ...]:
    """The acts of this side, possible ones first. What the form will have to contain is not held against an act here."""
    sides = sides_of(here=scope.identity.agency, issuer=notice.issuer, other=notice.addressee)
    table, standing = law.notices.table, Standing(notice.state, notice.mark)
    kind = law.notices.kinds[notice.kind]
    found: list[ActOption] = []
    for act in table.of_sides(sides):
        problems = reasons_against(scope.actor, kind.permission_of(act), notice=notice)
        problems += act_problems(table, act, standing=standing, sides=sides)
        problems += second_problems(act, drafter=notice.drafter, actor=scope.actor.account_id)
        problems += kind_problems(act, kind, signed=notice.signed_at is not None)
        if notice.state in act.from_:
            problems += reply_problems(act, kind, periods, at=scope.now)
        reasons = tuple(Reason.model_validate(reason(problem)) for problem in problems)
        found.append(
            ActOption(
                act=act.id, zh=act.zh, en=act.en, needs=needs_of(act, kind), allowed=not problems, reasons=reasons
            )
        )
    return tuple(sorted(found, key=lambda option: not option.allowed))


async def _steps(scope: Scope, notice: SupervisionNotice, *, law: Law) -> tuple[MatterStep, ...]:
    statement = select(NoticeStep).where(NoticeStep.notice_id == notice.id).order_by(NoticeStep.at, NoticeStep.no)
    steps = (await scope.session.scalars(statement.execution_options(populate_existing=True))).all()
    return await step_views(scope, notice.id, steps, table=law.notices.table)
