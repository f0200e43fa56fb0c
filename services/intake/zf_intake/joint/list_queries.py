"""Lists: joint matters within sight, the first handler's tracking, statements of others, petitions the committee knows of."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select, tuple_

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.http.base import Page
from zf_contracts.http.joint import JointRow, KnownPetitionRow, StatementRow, TrackTaskRow
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.joint.answer_statement import ANSWERS
from zf_intake.joint.authority import within_sight
from zf_intake.joint.confirmation_queries import split_confirmations
from zf_intake.joint.queries import facts_of, parts_of
from zf_intake.joint.tables import ArrivedNotice, JointMatter, KnownPetition, TrackTask
from zf_intake.joint.view_queries import row_of
from zf_intake.petitions.number_queries import numbers_and_titles
from zf_intake.petitions.queries import visible_petitions
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def list_joint(scope: Scope, *, open_only: bool, cursor: str) -> Page[JointRow]:
    """Newest first."""
    statement = select(JointMatter).where(within_sight(scope.actor))
    if open_only:
        statement = statement.where(JointMatter.state != "completed")
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(JointMatter.split_at, JointMatter.id) < after)
    ordered = statement.order_by(JointMatter.split_at.desc(), JointMatter.id.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    rows = tuple([await _joint_row(scope, matter) for matter in found[:PAGE]])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(items=rows, next_cursor=write_cursor(last.split_at, last.id) if last is not None else None)


async def list_tracking(scope: Scope, *, mine: bool, done: bool, cursor: str, desk: Desk) -> Page[TrackTaskRow]:
    """What first handlers have to tell petitioners; one's own, or all within sight. Oldest first."""
    statement = select(TrackTask).where(TrackTask.petition_id.in_(visible_petitions(scope.actor)))
    statement = statement.where(TrackTask.done_at.is_not(None) if done else TrackTask.done_at.is_(None))
    if mine:
        statement = statement.where(TrackTask.account_id == scope.actor.account_id)
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(TrackTask.created_at, TrackTask.id) > after)
    ordered = statement.order_by(TrackTask.created_at, TrackTask.id).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    shown = found[:PAGE]
    named = await numbers_and_titles(scope, [row.petition_id for row in shown])
    items = tuple(_task(row, named=named, desk=desk) for row in shown)
    more = write_cursor(shown[-1].created_at, shown[-1].id) if len(found) > PAGE else None
    return Page(items=items, next_cursor=more)


async def show_tracking(scope: Scope, task_id: str, *, desk: Desk) -> TrackTaskRow:
    """One's own, or one of a petition within sight."""
    seen = TrackTask.petition_id.in_(visible_petitions(scope.actor))
    own = TrackTask.account_id == scope.actor.account_id
    row = await scope.session.scalar(select(TrackTask).where(TrackTask.id == task_id, seen | own))
    if row is None:
        raise NotFound
    return _task(row, named=await numbers_and_titles(scope, [row.petition_id]), desk=desk)


async def show_statement(scope: Scope, message_id: str) -> StatementRow:
    row = await scope.session.scalar(
        select(ArrivedNotice).where(ArrivedNotice.message_id == message_id, ArrivedNotice.state == "noted")
    )
    if row is None:
        raise NotFound
    return statement_row(row)


async def list_statements(scope: Scope, *, waiting: bool = False, cursor: str) -> Page[StatementRow]:
    """What other agencies told that people must read. Newest first. `waiting`: only requests without an answer of ours."""
    statement = select(ArrivedNotice).where(ArrivedNotice.state == "noted")
    if waiting:
        statement = statement.where(ArrivedNotice.message.in_(ANSWERS), ArrivedNotice.answer == "")
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(ArrivedNotice.received_at, ArrivedNotice.notice_id) < after)
    ordered = statement.order_by(ArrivedNotice.received_at.desc(), ArrivedNotice.notice_id.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    shown = found[:PAGE]
    more = write_cursor(shown[-1].received_at, shown[-1].notice_id) if len(found) > PAGE else None
    return Page(items=tuple(statement_row(row) for row in shown), next_cursor=more)


async def list_known(scope: Scope, *, agency: str, cursor: str, desk: Desk) -> Page[KnownPetitionRow]:
    """Petitions of other agencies, by key fields; newest first."""
    statement = select(KnownPetition)
    if agency:
        statement = statement.where(KnownPetition.agency == agency)
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(KnownPetition.registered_at, KnownPetition.petition_no) < after)
    ordered = statement.order_by(KnownPetition.registered_at.desc(), KnownPetition.petition_no.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    shown = found[:PAGE]
    more = write_cursor(shown[-1].registered_at, shown[-1].petition_no) if len(found) > PAGE else None
    return Page(items=tuple(_known(row, desk=desk) for row in shown), next_cursor=more)


async def _joint_row(scope: Scope, matter: JointMatter) -> JointRow:
    return row_of(
        matter,
        await parts_of(scope, matter.id),
        facts=await facts_of(scope, matter, now=scope.now),
        confirmations=await split_confirmations(scope, matter.collab_no),
    )


def _task(row: TrackTask, *, named: Mapping[str, Sequence[str]], desk: Desk) -> TrackTaskRow:
    entry = CATALOGUE[row.message]
    state = desk.law.petitions.states.get(row.state)
    number, title = named.get(row.petition_id, ("", ""))
    same = ("id", "petition_id", "account_id", "sender", "message", "state", "acted_at", "created_at", "done_at")
    return TrackTaskRow.model_validate(
        {
            **{name: getattr(row, name) for name in same},
            "done_by": row.done_by,
            "note": row.note,
            "petition_no": number,
            "title": title,
            "message_zh": entry.zh,
            "message_en": entry.en,
            "state_zh": state.zh if state else row.state,
            "state_en": state.en if state else row.state,
        }
    )


def statement_row(row: ArrivedNotice) -> StatementRow:
    entry = CATALOGUE[row.message]
    return StatementRow(
        id=row.message_id,
        sender=row.sender,
        message=row.message,
        message_zh=entry.zh,
        message_en=entry.en,
        collab_no=row.collab_no,
        petition_no=row.petition_no,
        acted_at=row.acted_at,
        received_at=row.received_at,
        body=json.loads(row.body)["body"],
        answerable=row.message in ANSWERS and row.answer in ("", "agreed"),
        answered_at=row.answered_at,
        answer=row.answer,
    )


def _known(row: KnownPetition, *, desk: Desk) -> KnownPetitionRow:
    state = desk.law.petitions.states.get(row.state)
    same = (
        "agency", "petition_no", "collab_no", "channel", "category", "topic", "first_time", "collective", "skip_level",
        "people", "registered_at", "first_handler_unit", "state", "state_at",
    )  # fmt: skip
    return KnownPetitionRow.model_validate(
        {
            **{name: getattr(row, name) for name in same},
            "state_zh": state.zh if state else row.state,
            "state_en": state.en if state else row.state,
        }
    )
