"""Statements of the hot paths, run through the driver: the same rows as SQLAlchemy's own way, and spans for the trace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import ARRAY, DateTime, Text, bindparam, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from zf_contracts.envelope import Address
from zf_platform.database import Database
from zf_platform.ids import new_secret
from zf_platform.prepared import Prepared, change_and_note, change_one, one_of
from zf_platform.telemetry import identity, setup_telemetry, step
from zf_platform.telemetry_names import SpanName


class Base(DeclarativeBase):
    pass


class Paper(Base):
    """One column of each kind that services have."""

    __tablename__ = "paper"

    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    words: Mapped[list[str]] = mapped_column(ARRAY(Text))
    body: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int]


class Note(Base):
    """The log beside it."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    version: Mapped[int]


_TABLES = (
    """CREATE TABLE "{0}".paper (id text PRIMARY KEY, state text, words text[], body jsonb, at timestamptz, version integer)""",
    """CREATE TABLE "{0}".note (id text PRIMARY KEY, state text, version integer)""",
)
_AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
_COLUMNS = [column.name for column in Paper.__table__.c]
_ROW = {"id": "a", "state": "open", "words": ["一", "二"], "body": {"名": [1, None]}, "at": _AT, "version": 1}
_INSERT = Prepared(insert(Paper).values({name: bindparam(name) for name in _COLUMNS}))
_ALL = select(*Paper.__table__.c).where(one_of(Paper.state, ("open", "kept")), Paper.id == bindparam("wanted"))


@pytest.fixture
async def database(admin_url: str) -> AsyncIterator[Database]:
    name = f"prepared_{new_secret(4).lower().replace('-', 'x')}"
    owner = Database(admin_url, schema="public", pool_size=1)
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{name}"'))
        for table in _TABLES:
            await connection.execute(text(table.format(name)))
    found = Database(admin_url, schema=name, pool_size=2)
    async with found.session() as session:
        await _INSERT.rows(session, **_ROW)
        await session.commit()
    yield found
    await found.close()
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    await owner.close()


async def test_it_reads_what_sqlalchemy_reads(database: Database) -> None:
    async with database.session() as session:
        ours = await Prepared(_ALL).one(session, wanted="a")
        theirs = (await session.execute(_ALL, {"wanted": "a"})).mappings().one()
        assert ours is not None
        assert dict(ours) == dict(theirs) == _ROW
        assert await Prepared(_ALL).one(session, wanted="nobody") is None


async def test_a_change_meets_only_the_version_it_has_seen(database: Database) -> None:
    change = change_one(Paper, ("state", "body", "version"))
    async with database.session() as session:
        values = {"state": "kept", "body": None, "version": 2}
        assert not await change.rows(session, at_id="a", at_version=7, **values)
        assert [row["id"] for row in await change.rows(session, at_id="a", at_version=1, **values)] == ["a"]
        found = await Prepared(_ALL).one(session, wanted="a")
        assert found is not None
        assert (found["state"], found["body"], found["version"]) == ("kept", None, 2)


async def test_a_change_and_its_note_are_both_there_or_neither(database: Database) -> None:
    change = change_and_note(Paper, ("state", "version"), Note, ("id", "state", "version"))
    values = {"state": "kept", "version": 2, "note_id": "n1", "note_state": "was open", "note_version": 1}
    async with database.session() as session:
        assert not await change.rows(session, at_id="a", at_version=7, **values)
        assert (await session.execute(select(Note.id))).all() == []
        assert await change.rows(session, at_id="a", at_version=1, **values)
        assert (await session.execute(select(Note.id, Note.state, Note.version))).all() == [("n1", "was open", 1)]
        assert (await session.execute(select(Paper.state, Paper.version))).all() == [("kept", 2)]


async def test_it_joins_the_transaction_of_its_session(database: Database) -> None:
    async with database.session() as session:
        await _INSERT.rows(session, **{**_ROW, "id": "gone"})
        await session.rollback()
    async with database.session() as session:
        assert await Prepared(_ALL).one(session, wanted="gone") is None


async def test_a_growing_list_and_an_unknown_value_are_refused(database: Database) -> None:
    growing = Prepared(select(Paper.id).where(Paper.id.in_(["a", "b"])))
    async with database.session() as session:
        with pytest.raises(TypeError, match="one_of"):
            await growing.rows(session)
        with pytest.raises(TypeError, match="wanting"):
            await Prepared(_ALL).rows(session, wanted="a", wanting="b")


async def test_in_a_trace_it_shows_as_verb_and_table(database: Database) -> None:
    kept = InMemorySpanExporter()
    setup_telemetry("test", processors=[SimpleSpanProcessor(kept)])
    with identity(Address("police", "casemgmt")):
        async with database.session() as session:
            await Prepared(_ALL).rows(session, wanted="a")
            with step(SpanName.CASE_DECIDE):
                await Prepared(_ALL).rows(session, wanted="a")
    assert [span.name for span in kept.get_finished_spans()] == ["SELECT paper", SpanName.CASE_DECIDE.value]
