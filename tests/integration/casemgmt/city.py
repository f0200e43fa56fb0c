"""Four agencies' casemgmt with their people: what they do over HTTP, what they see, and what they are refused."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
from pydantic import SecretStr

from tests.integration.casemgmt.people import COUNTERS, PEOPLE, READERS, Person
from tests.integration.casemgmt.relay import Relay
from zf_casemgmt.main import spec
from zf_contracts.envelope import Address
from zf_contracts.internal.reports import ReportedPerson, ReportRegistered
from zf_contracts.values import ManifestItem
from zf_law.loader import load_law
from zf_law.numbering.own import make_collab_no
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import ZONE, FixedClock
from zf_platform.ids import new_id
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, CityKeys, start_test_service

AGENCIES = ("police", "procuratorate", "court", "justice")
START = datetime(2026, 9, 1, 9, 0, tzinfo=ZONE)
Json = dict[str, object]


def listed(view: Json, key: str) -> list[Json]:
    """A list of objects inside an answer."""
    found = view[key]
    assert isinstance(found, list)
    return found


@dataclass
class City(Relay):
    """The agencies with people who act; a refused act must leave no trace."""

    serial: int = 0

    def renew(self) -> None:
        """Nothing of an earlier test in memory."""
        self.clock.at, self.serial, self.holding = START, 0, False
        for kept in (self.said, self.parked, self.held, self.stirred):
            kept.clear()

    def as_(self, agency: str, role: str) -> Caller:
        """A fresh token for this person: the clock stands still, but minutes pass between acts."""
        return self.caller(agency, PEOPLE[agency, role])

    def caller(self, agency: str, person: Person) -> Caller:
        account, roles, unit, name = person
        return self.services[agency].caller(account, roles=roles, unit=unit, name=name)

    def tick(self, **by: float) -> datetime:
        self.clock.advance(timedelta(**by) if by else timedelta(minutes=1))
        return self.clock.now()

    async def post(self, agency: str, role: str, path: str, body: Mapping[str, object] | None = None) -> Json:
        answer = await self.try_post(agency, role, path, body)
        assert answer.status_code in (200, 201), f"{path}: {answer.status_code} {answer.text}"
        await self.settle()
        return dict(answer.json())

    async def refused(
        self, agency: str, role: str, path: str, body: Mapping[str, object] | None = None, *, status: int = 422
    ) -> list[str]:
        """Codes of the refusal; nothing may have changed by it."""
        return await self.refused_as(agency, PEOPLE[agency, role], path, body, status=status)

    async def refused_as(
        self, agency: str, person: Person, path: str, body: Mapping[str, object] | None = None, *, status: int = 422
    ) -> list[str]:
        """The same for somebody made up for one test."""
        before = await self.fingerprint(agency)
        answer = await self.caller(agency, person).post(path, json=dict(body or {}))
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text}"
        assert await self.fingerprint(agency) == before, "a refused act has left traces"
        return [str(problem["code"]) for problem in answer.json()["problems"]]

    async def try_post(
        self, agency: str, role: str, path: str, body: Mapping[str, object] | None = None
    ) -> httpx.Response:
        self.stirred.add(agency)
        return await self.as_(agency, role).post(path, json=dict(body or {}))

    async def get(self, agency: str, role: str, path: str, *, status: int = 200) -> Json:
        self.stirred.add(agency)
        answer = await self.as_(agency, role).get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.text}"
        return dict(answer.json())

    async def fingerprint(self, agency: str) -> object:
        """Everything of the domain in this agency's database, as one text."""
        tables = ("case_record", "suspect", "timeline_entry", "document", "deadline", "transfer", "package", "outbox")
        sql = " UNION ALL ".join(
            f"SELECT '{table}', count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t.id)), '') FROM {table} t"
            for table in tables
        )
        return await self.rows(agency, sql)

    async def rows(self, agency: str, sql: str) -> list[tuple[object, ...]]:
        async with self.services[agency].service.parts.database.engine.connect() as connection:
            return [tuple(row) for row in await connection.exec_driver_sql(sql)]

    # The matter

    async def report(self, *names: str, agency: str = "police", unit: str = "criminal", title: str = "盗窃案") -> str:
        """A registered report as intake tells it; returns the matter's number."""
        self.serial += 1
        now = self.tick()
        collab_no = make_collab_no(division="329900", on=now.date(), serial=self.serial)
        documents = tuple(
            ManifestItem(no=no, category="document", title=title, document_type=kind, dated=now.date())
            for no, kind in enumerate(("intake_form", "intake_receipt"), start=1)
        )
        payload = ReportRegistered(
            report_id=new_id(now),
            collab_no=collab_no,
            receipt_no="云公受回字〔2026〕1号",
            unit=unit,
            source="walk_in",
            kind="criminal",
            title=title,
            facts="报案人称财物被盗。",
            registered_by="police.duty",
            registered_at=now,
            suspects=tuple(
                ReportedPerson(name=name, id_kind="citizen_id", id_number="11010519491231002X" if no == 0 else "")
                for no, name in enumerate(names)
            ),
            documents=documents,
        )
        await self.hand(agency, payload, source="intake")
        await self.settle()
        return collab_no

    async def case_id(self, agency: str, collab_no: str) -> str:
        found = await self.rows(agency, f"SELECT id FROM case_record WHERE collab_no = '{collab_no}'")
        return str(found[0][0])

    async def case(self, agency: str, collab_no: str) -> Json:
        return await self.get(agency, READERS[agency], f"/cases/{await self.case_id(agency, collab_no)}")

    async def state(self, agency: str, collab_no: str) -> object:
        return (await self.case(agency, collab_no))["state"]

    async def suspects(self, agency: str, collab_no: str) -> dict[str, str]:
        """Name → id."""
        people = listed(await self.case(agency, collab_no), "suspects_list")
        return {str(person["name"]): str(person["id"]) for person in people}

    async def suspect_states(self, agency: str, collab_no: str) -> dict[str, str]:
        people = listed(await self.case(agency, collab_no), "suspects_list")
        return {str(person["name"]): str(person["state"]) for person in people}

    async def clocks(self, agency: str, collab_no: str) -> dict[str, Json]:
        """Running and ended clocks by rule; the newest of each."""
        clocks = listed(await self.case(agency, collab_no), "clocks")
        return {str(clock["rule"]): clock for clock in reversed(clocks)}

    async def assign(self, agency: str, by: str, collab_no: str, role: str) -> None:
        account, _, unit, name = PEOPLE[agency, role]
        case = await self.case(agency, collab_no)
        body = {
            "version": case["version"], "handler_id": account, "handler_name": name, "unit": unit, "reason": "分案"
        }  # fmt: skip
        self.tick()
        await self.post(agency, by, f"/cases/{case['id']}/handler", body)

    async def doc(self, agency: str, role: str, collab_no: str, *types: str, suspect: str | None = None) -> list[str]:
        case_id = await self.case_id(agency, collab_no)
        ids = []
        for kind in types:
            self.tick(seconds=1)
            body = {"type": kind, "dated": self.clock.now().date().isoformat(), "suspect_id": suspect}
            ids.append(str((await self.post(agency, role, f"/cases/{case_id}/documents", body))["id"]))
        return ids

    async def act_body(
        self, agency: str, collab_no: str, act: str, *, suspect: str | None = None, **more: object
    ) -> Json:
        case = await self.case(agency, collab_no)
        return {
            "version": case["version"], "act": act, "acted_at": self.tick().isoformat(), "suspect_id": suspect, **more
        }  # fmt: skip

    async def act(
        self, agency: str, role: str, collab_no: str, act: str, *, suspect: str | None = None, **more: object
    ) -> Json:
        body = await self.act_body(agency, collab_no, act, suspect=suspect, **more)
        return await self.post(agency, role, f"/cases/{await self.case_id(agency, collab_no)}/acts", body)

    async def act_refused(
        self,
        agency: str,
        role: str,
        collab_no: str,
        act: str,
        *,
        suspect: str | None = None,
        status: int = 422,
        **more: object,
    ) -> list[str]:
        body = await self.act_body(agency, collab_no, act, suspect=suspect, **more)
        path = f"/cases/{await self.case_id(agency, collab_no)}/acts"
        return await self.refused(agency, role, path, body, status=status)

    # Gate and packages

    async def check(self, collab_no: str, *, good: bool = True, role: str = "legal") -> Json:
        case = await self.case("police", collab_no)
        points = ("facts_clear", "evidence_sufficient", "charge_accurate", "procedure_lawful", "formalities_complete")
        body = {
            "version": case["version"],
            **dict.fromkeys(points, True),
            "evidence_sufficient": good,
            "opinion": "阅卷",
        }
        self.tick()
        return await self.post("police", role, f"/cases/{case['id']}/exit-check", body)

    async def sign(self, collab_no: str, *, agency: str = "police", role: str = "leader") -> Json:
        case = await self.case(agency, collab_no)
        self.tick()
        return await self.post(agency, role, f"/cases/{case['id']}/head-signature", {"version": case["version"]})

    async def prepare(
        self, agency: str, role: str, collab_no: str, kind: str, receiver: str, *, suspects: Sequence[str] = ()
    ) -> Json:
        case = await self.case(agency, collab_no)
        body = {"version": case["version"], "kind": kind, "receiver": receiver, "suspect_ids": list(suspects)}
        self.tick()
        return await self.post(agency, role, f"/cases/{case['id']}/transfers", body)

    async def submit(self, agency: str, role: str, draft: Json) -> Json:
        body = {"version": draft["version"], "acted_at": self.tick().isoformat()}
        return await self.post(agency, role, f"/transfers/{draft['id']}/submission", body)

    async def gated(self, collab_no: str, kind: str, *, suspects: Sequence[str] = ()) -> Json:
        """Prepared by the handler, checked, signed and sent by the outlet."""
        draft = await self.prepare("police", "handler", collab_no, kind, "procuratorate", suspects=suspects)
        await self.check(collab_no)
        await self.sign(collab_no)
        return await self.submit("police", "outlet", draft)

    async def package(self, agency: str, collab_no: str, *, state: str = "arrived") -> Json:
        """Open the newest package of the matter."""
        found = await self.rows(
            agency,
            f"SELECT id FROM package WHERE collab_no = '{collab_no}' AND state = '{state}' ORDER BY received_at DESC",
        )
        assert found, f"no {state} package of {collab_no} at {agency}"
        self.tick()
        opened = await self.get(agency, COUNTERS[agency], f"/packages/{found[0][0]}")
        await self.settle()
        return opened

    async def accept(self, agency: str, role: str, collab_no: str) -> Json:
        package = await self.package(agency, collab_no)
        assert package["accept_problems"] == [], package["accept_problems"]
        body = {"version": package["version"], "acted_at": self.tick().isoformat()}
        return await self.post(agency, role, f"/packages/{package['id']}/acceptance", body)


@asynccontextmanager
async def start_city(databases: Mapping[str, AgencyDatabase], folder: Path) -> AsyncIterator[City]:
    clock = FixedClock(START)
    law = load_law()
    keys = CityKeys.make(AGENCIES, clock=clock)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    bus = EmbeddedBus()
    async with AsyncExitStack() as stack:
        services = {
            agency: await stack.enter_async_context(
                start_test_service(
                    spec(law=law),
                    database=databases[agency],
                    keys=keys,
                    roles=roles,
                    blob_dir=folder / agency,
                    bus=bus,
                    clock=clock,
                    settings={"personal_key": SecretStr(new_personal_key())},
                )
            )
            for agency in AGENCIES
        }
        city = City(clock, services, law)
        for agency in AGENCIES:
            for service in ("liaison", "intake", "oversight"):
                await bus.subscribe("internal", Address(agency, service), partial(city.take, agency, service))
        yield city
