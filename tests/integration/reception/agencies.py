"""The joint hall's node and the procuratorate's: an intake and a liaison each, over one bus and real databases."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy import text

import zf_intake.main
import zf_liaison.main
from tests.integration.emptying import empty_tables
from tests.integration.liaison.town import NOW, town_keys
from tests.integration.reception.floor import Body, ok
from zf_law.loader import load_law
from zf_node.city_app import CityApp
from zf_platform.bus.base import Bus
from zf_platform.clock import FixedClock
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, ServiceUnderTest, drain, start_test_service

HALL, HOST = "committee", "procuratorate"
SERVICES = ("intake", "liaison")


@dataclass
class Agencies:
    clock: FixedClock
    nodes: Mapping[tuple[str, str], ServiceUnderTest]

    def head(self, agency: str) -> Caller:
        return self.nodes[agency, "intake"].caller(f"{agency}.petition", roles=["petition_head"], name="信访负责人")

    async def post(self, agency: str, path: str, body: Body, *, status: int = 200) -> Body:
        self.clock.advance(timedelta(milliseconds=5))
        return await ok(self.head(agency), path, body, status=status)

    async def get(self, agency: str, path: str) -> Body:
        found: Body = (await self.head(agency).get(path)).json()
        return found

    async def rows(self, agency: str, path: str, name: str = "") -> list[Body]:
        """The rows under this name of an answer, or the answer itself."""
        answer = (await self.head(agency).get(path)).json()
        found: list[Body] = answer[name] if name else answer
        return found

    async def act(
        self, agency: str, appointment_id: str, verb: str, body: Body | None = None, *, status: int = 200
    ) -> Body:
        """One act on an appointment, with the version this side shows."""
        seen = await self.get(agency, f"/appointments/{appointment_id}")
        path = f"/appointments/{appointment_id}/{verb}"
        return await self.post(agency, path, {"version": seen["version"], **(body or {})}, status=status)

    async def drain(self) -> None:
        """Let all words cross. Over a real broker they need a moment between the steps."""
        for _ in range(3):
            await drain(*(node.service for node in self.nodes.values()))

    async def ledger(self, agency: str, direction: str) -> list[tuple[str, str]]:
        """(message, state) of this direction, oldest first."""
        query = text("SELECT type, state FROM ledger WHERE direction = :direction ORDER BY submitted_at, message_id")
        async with self.nodes[agency, "liaison"].service.parts.database.session() as session:
            rows = await session.execute(query, {"direction": direction})
            return [(row.type, row.state) for row in rows]


@asynccontextmanager
async def agencies(databases: Mapping[str, AgencyDatabase], *, tmp_path: Path, bus: Bus) -> AsyncIterator[Agencies]:
    clock, law = FixedClock(NOW), load_law()
    keys = town_keys(clock)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    city = CityApp({}, front=_nothing)
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(transport=httpx.ASGITransport(city)))
        nodes: dict[tuple[str, str], ServiceUnderTest] = {}
        for agency, database in databases.items():
            await empty_tables(database, "liaison", "telemetry", "intake")
            specs = {
                "intake": zf_intake.main.spec(law=law),
                "liaison": zf_liaison.main.spec(law=law, ring=keys.rings[agency], directory=keys.directory, http=http),
            }
            for name, spec in specs.items():
                started = start_test_service(
                    spec,
                    database=database,
                    keys=keys,
                    roles=roles,
                    blob_dir=tmp_path / agency,
                    bus=bus,
                    clock=clock,
                    settings={"personal_key": SecretStr(new_personal_key()), "resend_seconds": 0.3, "resend_max": 0.6},
                )
                nodes[agency, name] = await stack.enter_async_context(started)
        city.mount({key: node.service.app for key, node in nodes.items()})
        yield Agencies(clock, nodes)


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("only the nodes are called here")
