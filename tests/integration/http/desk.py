"""A small service with every kind of route, to try the HTTP edge on: notes at a desk."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.responses import StreamingResponse

from zf_contracts.envelope import Address
from zf_contracts.http.base import Command, View
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.http.access import access
from zf_platform.http.current import NodeDep, ScopeDep
from zf_platform.http.route import service_router
from zf_platform.provision import AgencyDatabase
from zf_platform.service import Parts, ServiceSpec
from zf_platform.testing import CityKeys, ServiceUnderTest, agency_database, start_test_service
from zf_platform.transaction import Scope

ROLES = {
    "clerk": {"note.write": "unit", "note.read": "unit"},
    "reader": {"note.read": "own"},
    "operator": {"exchange.read": "agency", "exchange.operate": "agency"},
    "second": {"exchange.read": "agency", "exchange.approve": "agency", "exchange.operate": "agency"},
    "auditor": {"audit.verify": "agency"},
}
_TABLES = (
    "CREATE TABLE {schema}.note (id text PRIMARY KEY, author text NOT NULL, title text NOT NULL, small int NOT NULL)",
    # The unique check waits for the commit, so that a commit can be made to fail.
    "CREATE TABLE {schema}.late (word text UNIQUE DEFERRABLE INITIALLY DEFERRED)",
)


class Place(Command):
    street: str = Field(min_length=2, max_length=40)


class WriteNote(Command):
    title: str = Field(min_length=2, max_length=200)
    kind: Literal["call", "visit"] = "call"
    day: date | None = None
    number: int = Field(default=1, ge=0)
    places: tuple[Place, ...] = ()


class Note(View):
    id: str
    author: str
    title: str


def routers(_parts: Parts) -> Sequence[APIRouter]:
    router = service_router(tag="notes")
    _add_plain(router)
    _add_odd(router)
    return [router]


def _add_plain(router: APIRouter) -> None:
    @router.post("/notes", status_code=201, **access("note.write"))
    async def write(scope: ScopeDep, command: WriteNote) -> Note:
        return await write_note(scope, command)

    @router.get("/notes/{note_id}", **access("note.read"))
    async def read(
        scope: ScopeDep, note_id: str, limit: Annotated[int, Field(ge=1)] = 1, since: date | None = None
    ) -> Note:
        found = await scope.session.execute(
            text("SELECT id, author, title FROM note WHERE id = :id AND author = :me LIMIT :limit"),
            {"id": note_id, "me": scope.actor.account_id, "limit": limit},
        )
        row = found.first()
        if row is None:
            raise NotFound
        scope.record("note.read", object_kind="note", object_id=row.id, sensitive_read=True)
        return Note(id=row.id, author=row.author, title=row.title)

    @router.post("/files", **access("note.write", upload=64 * 1024))
    async def upload(scope: ScopeDep, file: Annotated[UploadFile, File()], title: Annotated[str, Form()]) -> Note:
        content = await file.read()
        return await write_note(scope, WriteNote(title=f"{title} {len(content)}"))


def _add_odd(router: APIRouter) -> None:
    @router.post("/late", **access("note.write"))
    async def late(scope: ScopeDep) -> Note:
        """Fails when it commits, not before."""
        await scope.session.execute(text("INSERT INTO late VALUES ('same'), ('same')"))
        await write_note(scope, WriteNote(title="never there"))
        return Note(id="0", author="", title="")

    @router.post("/refusals/{kind}", **access("note.write"))
    async def refuse(scope: ScopeDep, kind: str) -> None:
        """Writes, then refuses: nothing may stay."""
        await write_note(scope, WriteNote(title="refused"))
        if kind == "conflict":
            raise Conflict((Problem("skip.same_person"),))
        if kind == "bug":
            raise RuntimeError("a secret: 13912345678")
        raise Refused((Problem("skip.not_requested"),))

    @router.get("/interagency/notes", **access(node=True))
    async def for_peers(agency: NodeDep) -> Note:
        return Note(id="", author=agency, title="")

    @router.get("/stream", **access("note.read"))
    async def stream() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"one "
            yield b"two"

        return StreamingResponse(parts(), media_type="text/plain")


async def write_note(scope: Scope, command: WriteNote) -> Note:
    note = Note(id=scope.new_id(), author=scope.actor.account_id, title=command.title)
    await scope.session.execute(
        text("INSERT INTO note VALUES (:id, :author, :title, :small)"),
        {**note.model_dump(), "small": command.number},
    )
    scope.record("note.write", object_kind="note", object_id=note.id, after=note.model_dump())
    return note


SPEC = ServiceSpec(name="oversight", title="Notes", build_routers=routers)


@asynccontextmanager
async def desk_database(admin_url: str, *, prefix: str) -> AsyncIterator[AgencyDatabase]:
    async with agency_database(admin_url, agency="police", services=["oversight"], prefix=prefix) as database:
        engine = create_async_engine(database.owner_url)
        async with engine.begin() as connection:
            for table in _TABLES:
                await connection.execute(text(table.format(schema="oversight")))
        await engine.dispose()
        yield database


@asynccontextmanager
async def desk(
    database: AgencyDatabase, *, blob_dir: Path, loops: bool = False, settings: Mapping[str, object] | None = None
) -> AsyncIterator[ServiceUnderTest]:
    keys = CityKeys.make(["police", "court"])
    async with start_test_service(
        SPEC, database=database, keys=keys, roles=ROLES, blob_dir=blob_dir, loops=loops, settings=settings
    ) as service:
        yield service


async def value(service: ServiceUnderTest, sql: str) -> object:
    async with service.service.parts.database.session() as session:
        return (await session.execute(text(sql))).scalar()


ADDRESS = Address("police", "oversight")
