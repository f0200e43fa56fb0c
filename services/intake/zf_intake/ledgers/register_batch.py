"""Register the next rows of an import, oldest petition first, and ask for the batch after them; one transaction each.

A service that is killed in the middle loses nothing and does nothing twice: the batch is a message, its effect, the mark on
the rows and the next message are committed together.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.ledgers import LedgerBatchDue
from zf_intake.desk import Desk
from zf_intake.ledgers.mapping_rules import LedgerRow as Read
from zf_intake.ledgers.read_content import read_content
from zf_intake.ledgers.sealed_rows import Opened, open_sealed
from zf_intake.ledgers.tables import LedgerEntry, LedgerImport, LedgerRow
from zf_intake.petitions.enter_older import Older, enter_older
from zf_intake.petitions.link import link_petitions
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

BATCH = 25
EXPLANATION = "台账中同一人同日就同一事项重复提交，自动关联。"


async def register_batch(scope: Scope, due: LedgerBatchDue, *, desk: Desk) -> None:
    one = await scope.session.scalar(select(LedgerImport).where(LedgerImport.id == due.import_id).with_for_update())
    if one is None:
        raise Refused((Problem("ledger.unknown", {"import": due.import_id}),))
    if one.state != "running":
        return
    waiting = await _waiting(scope, one.id)
    acting = replace(scope, actor=_importer(scope, one))
    for row in waiting[:BATCH]:
        await _register(acting, row, one=one, desk=desk)
    if len(waiting) > BATCH:
        following = LedgerBatchDue(import_id=one.id, batch=due.batch + 1)
        scope.enqueue(following, to="intake", subject=one.id, acted_at=scope.now)
        return
    one.state, one.ended_at = "done", scope.now
    one.version += 1
    await scope.session.flush()
    acting.record("ledger.done", object_kind="ledger_import", object_id=one.id)


async def _waiting(scope: Scope, import_id: str) -> Sequence[LedgerRow]:
    """One more than a batch, to see whether another follows."""
    statement = (
        select(LedgerRow)
        .where(LedgerRow.import_id == import_id, LedgerRow.state == "accepted")
        .order_by(LedgerRow.place)
        .limit(BATCH + 1)
    )
    return (await scope.session.scalars(statement)).all()


def _importer(scope: Scope, one: LedgerImport) -> Actor:
    """Whoever started the import answers for what it enters."""
    return Actor(one.created_by, agency=scope.identity.agency, unit=one.created_by_unit, name=one.created_by_name)


async def _register(scope: Scope, row: LedgerRow, *, one: LedgerImport, desk: Desk) -> None:
    """A row that another import of the same source brought in meanwhile is known, not registered again."""
    taken = insert(LedgerEntry).values(source=one.source, key=row.key, matter=row.matter, petition_id="")
    fresh = await scope.session.execute(taken.on_conflict_do_nothing().returning(LedgerEntry.key))
    if fresh.first() is None:
        await _mark(scope, row, state="known", petition_id="")
        return
    petition_id = await enter_older(scope, _older(open_sealed(row.sealed, key=desk.key), row, one=one), desk=desk)
    same = await _same_matter(scope, row)
    if same:
        await link_petitions(scope, petition_id, other_id=same, kind="duplicate", explanation=EXPLANATION)
    entry = (LedgerEntry.source == one.source, LedgerEntry.key == row.key)
    await scope.session.execute(
        update(LedgerEntry).where(*entry).values(petition_id=petition_id).execution_options(synchronize_session=False)
    )
    await _mark(scope, row, state="registered", petition_id=petition_id)


def _older(opened: Opened, row: LedgerRow, *, one: LedgerImport) -> Older:
    read = Read(row.line, row.key, opened.texts, opened.received, opened.answered)
    content = read_content(read, source=one.source, channel=one.channel, unit=one.unit, names={})
    if isinstance(content, list):
        raise Refused(content)
    return Older(
        content=content,
        answer=opened.texts.get("answer", ""),
        answered_at=opened.answered.at if opened.answered else None,
        answer_day_only=opened.answered is not None and opened.answered.whole_day,
        source=one.source,
        number=row.key,
    )


async def _same_matter(scope: Scope, row: LedgerRow) -> str:
    """The petition that came in first with the same person, day and matter."""
    if not row.matter:
        return ""
    statement = (
        select(LedgerEntry.petition_id)
        .where(LedgerEntry.matter == row.matter, LedgerEntry.petition_id != "")
        .order_by(LedgerEntry.petition_id)
        .limit(1)
    )
    return await scope.session.scalar(statement) or ""


async def _mark(scope: Scope, row: LedgerRow, *, state: str, petition_id: str) -> None:
    row.state, row.petition_id = state, petition_id
    await scope.session.flush()
