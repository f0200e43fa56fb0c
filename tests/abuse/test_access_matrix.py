"""A-3: every route × every role × every relation to the object. Nobody gets further than the law's table of roles says, and
what he may not see looks exactly like what does not exist.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import create_async_engine

from tests.abuse.sample_deliberation import add_deliberation
from tests.abuse.sample_joint import add_joint_matter
from tests.abuse.sample_routes import HALL, NODE, PUBLIC, ROWS, Row
from tests.fleet.cases import load_cases
from tests.fleet.sites import POLICE, PROCURATORATE, Site, site
from zf_casemgmt.cases.tables import CaseRecord
from zf_casemgmt.documents.tables import Document
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.envelope import Address
from zf_intake.petitions.tables import Petition
from zf_intake.reports.tables import Report
from zf_law.loader import packaged_exclusions
from zf_node.wiring import SERVICES, Surroundings, assemble
from zf_platform.auth import TokenIssuer
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.http.access import access_rows
from zf_platform.ids import new_id
from zf_platform.service import RunningService
from zf_platform.settings import ServiceSettings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
UNIT, OTHER_UNIT = "criminal", "economic"
HANDLER = "police.handler"
NOWHERE = "00000000-0000-7000-8000-000000000000"
RELATIONS: Mapping[str, tuple[str, str]] = {
    "own": (HANDLER, UNIT),
    "same unit": ("somebody", UNIT),
    "other unit": ("somebody", OTHER_UNIT),
    "other agency": (HANDLER, UNIT),
    "none": ("", ""),
}
"""Account and unit of the caller. `other agency`: a good token of the peer; `none`: no token."""
_NO_IDS = ("no", "part_no", "name", "digest", "trace_id")
_REACHES: Mapping[str, frozenset[str]] = {
    "own": frozenset({"own"}),
    "unit": frozenset({"own", "same unit"}),
    "agency": frozenset({"own", "same unit", "other unit"}),
    "all": frozenset({"own", "same unit", "other unit"}),
}


@dataclass(frozen=True)
class Ground:
    """Services of the police with one report, case, document and transfer, and who may call them."""

    site: Site
    services: Mapping[str, RunningService]
    clients: Mapping[str, httpx.AsyncClient]
    objects: Mapping[str, str]

    def headers(self, row: Row, role: str, relation: str) -> dict[str, str]:
        headers = {"idempotency-key": new_id(SystemClock().now())}
        if relation == "none":
            return headers
        agency = PROCURATORATE if relation == "other agency" else POLICE
        account, unit = RELATIONS[relation]
        issuer: TokenIssuer = self.site.issuer(agency)
        token = issuer.access_token(account, service=row.service, roles=[role], unit=unit)
        return {**headers, "authorization": f"Bearer {token}"}

    async def call(self, row: Row, headers: Mapping[str, str], *, objects: Mapping[str, str]) -> httpx.Response:
        body = None if row.body is None else dict(row.body)
        url = row.path.format_map(objects)
        return await self.clients[row.service].request(row.method, url, json=body, headers=dict(headers))


@pytest.fixture
async def ground(admin_url: str, tmp_path: Path) -> AsyncIterator[Ground]:
    async with site(admin_url, tmp_path, agencies=(POLICE,), services=SERVICES) as made, wired(made) as found:
        services, clients = found
        yield Ground(made, services, clients, await sample_objects(made))


async def test_every_route_has_a_row(ground: Ground) -> None:
    """The table is complete, has nothing too much, and names the same permission as the code."""
    found = {
        (name, method, path): permission
        for name, service in ground.services.items()
        for method, path, permission in access_rows(service.app)
        if method != "HEAD" and permission != "missing"
    }
    assert found == {row.key: row.permission for row in ROWS}


async def test_every_cell(ground: Ground) -> None:
    roles = [role.id for role in ground.site.law.roles.all()]
    wrong: list[str] = []
    cells = 0
    for row in ROWS:
        foreign = await _foreign(ground, row)
        for relation in RELATIONS:
            for role in roles if relation not in ("none", "other agency") else roles[:1]:
                answer = await ground.call(row, ground.headers(row, role, relation), objects=ground.objects)
                cells += 1
                wrong += _judged(ground, row, role, relation, answer, foreign=foreign)
        cells += (
            len(roles) - 1
        ) * 2  # Without a believable token the role is not even read: one request stands for all.
    print(
        f"\nA-3: {len(ROWS)} routes × {len(roles)} roles × {len(RELATIONS)} relations = {cells} cells, {len(wrong)} wrong"
    )
    assert cells >= 6_000
    assert not wrong, "\n".join(wrong[:40])


async def test_a_nodes_token_opens_no_door_of_persons(ground: Ground) -> None:
    token = ground.site.issuer(PROCURATORATE).node_token(POLICE)
    for row in ROWS:
        if row.permission in (PUBLIC, NODE):
            continue
        headers = {"authorization": f"Bearer {token}", "idempotency-key": new_id(SystemClock().now())}
        assert (await ground.call(row, headers, objects=ground.objects)).status_code == 401, row.key


def _judged(ground: Ground, row: Row, role: str, relation: str, answer: httpx.Response, *, foreign: bytes) -> list[str]:
    """What is wrong with this cell; empty when it is as it must be."""
    status = answer.status_code
    allowed = _expected(ground, row, role, relation)
    name = f"{row.service} {row.method} {row.path} as {role}, {relation}: {status}, expected {sorted(allowed) or 'admitted'}"
    if status >= 500:
        return [f"{name} {answer.text[:200]}"]
    if allowed:
        if status not in allowed:
            return [f"{name} {answer.text[:200]}"]
        return [f"{name}: tells that it exists"] if status == 404 and _told(answer) != foreign else []
    gone = status == 404 and "{" in row.path and not row.sees
    return [] if status not in (401, 403, 404) or gone or row.permission == PUBLIC else [f"{name} {answer.text[:200]}"]


def _expected(ground: Ground, row: Row, role: str, relation: str) -> frozenset[int]:
    """Refusals that this cell must answer with; empty: admitted, whatever is said about the content."""
    if row.permission == PUBLIC:
        return frozenset()
    if row.permission in (NODE, HALL) or relation in ("none", "other agency"):
        return frozenset({401})
    permissions = {name: reach.value for name, reach in ground.site.law.roles.permissions([role]).items()}
    if row.permission not in permissions:
        return frozenset({403})
    if not row.sees:
        return frozenset()
    if relation not in _REACHES.get(permissions.get(row.sees, ""), frozenset()):
        return frozenset({404})
    if row.acts and relation not in _REACHES.get(permissions.get(row.acts, ""), frozenset()):
        return frozenset({403, 404})
    return frozenset({403}) if relation == "own" and row.acts and _excluded(row.acts) else frozenset()


def _excluded(permission: str) -> bool:
    """Whoever handled the matter may not also do this in it."""
    pairs = [(one, other, exclusion) for exclusion in packaged_exclusions() for one, other in [exclusion.roles]]
    return any(
        permission in exclusion.permissions[other if one == "handler" else one]
        for one, other, exclusion in pairs
        if "handler" in (one, other)
    )


async def _foreign(ground: Ground, row: Row) -> bytes:
    """What the same route says about an object that nobody has, to somebody who may see all."""
    if not row.sees:
        return b""
    objects = {name: known if name in _NO_IDS else NOWHERE for name, known in ground.objects.items()}
    for role in ground.site.law.roles.all():
        if {row.permission, row.sees} <= set(role.permissions):
            answer = await ground.call(row, ground.headers(row, role.id, "same unit"), objects=objects)
            assert answer.status_code == 404, f"{row.key}: {answer.status_code} {answer.text[:200]}"
            return _told(answer)
    raise AssertionError(f"no role may call {row.key}")


def _told(answer: httpx.Response) -> bytes:
    """The body without what is different in every request."""
    return answer.content.replace(str(answer.json().get("request_id", "")).encode(), b"")


@asynccontextmanager
async def wired(
    made: Site,
) -> AsyncIterator[tuple[dict[str, RunningService], dict[str, httpx.AsyncClient]]]:
    """The four services wired, not started: no loop moves anything while the matrix is walked."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient())
        around = Surroundings(law=made.law, clock=SystemClock(), bus=EmbeddedBus(), http=http)
        services: dict[str, RunningService] = {}
        clients: dict[str, httpx.AsyncClient] = {}
        for name in SERVICES:
            service = assemble(_settings(made, Address(POLICE, name)), around)
            stack.push_async_callback(service.parts.database.close)
            transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
            services[name] = service
            clients[name] = await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url=f"http://{name}", timeout=30)
            )
        yield services, clients


def _settings(made: Site, address: Address) -> ServiceSettings:
    given = made.environment(address)
    fields = {name.removeprefix("ZF_").lower(): value for name, value in given.items()}
    settings = ServiceSettings.model_validate({**fields, "wake": "local"})
    assert isinstance(settings.database_url, SecretStr)
    return settings


async def sample_objects(made: Site) -> dict[str, str]:
    """One of each, the handler's and of his unit."""
    draft = (await load_cases(made, 1))[0]
    now = SystemClock().now()
    report: dict[str, object] = {
        "id": new_id(now),
        "receipt_no": "R1",
        "collab_no": draft.collab_no,
        "source": "walk_in",
        "kind": "criminal",
        "unit": UNIT,
        "title": "试验",
        "facts": "试验",
        "place": "",
        "received_at": now,
        "registered_at": now,
        "registered_by": HANDLER,
        "registered_by_name": "",
        "emergency": False,
        "late": False,
        "alert_no": "",
        **dict.fromkeys(("reporter_name", "reporter_id_sealed", "reporter_id_hash"), ""),
        **dict.fromkeys(("reporter_phone_sealed", "reporter_address_sealed"), ""),
        "reporter_id_kind": "none",
        "reporter_confidential": False,
    }
    engine = create_async_engine(made.databases[POLICE].owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO intake"))
        await connection.execute(insert(Report).values(report))
        petition_id, other_id = new_id(now), new_id(now)
        for no, one in enumerate((petition_id, other_id), start=1):
            await connection.execute(insert(Petition).values(_petition(one, no=no, collab_no=draft.collab_no, now=now)))
        joint_id = await add_joint_matter(connection, petition_id, collab_no=draft.collab_no, now=now)
        await connection.execute(text("SET LOCAL search_path TO casemgmt"))
        await connection.execute(update(CaseRecord).values(unit=UNIT, handler_id=HANDLER, participants={}))
        case_id = (await connection.execute(select(Transfer.case_id))).scalar_one()
        document_id = (await connection.execute(select(Document.id).limit(1))).scalar_one()
        deliberation_id = await add_deliberation(connection, case_id, proposed_by=HANDLER, now=now)
    await engine.dispose()
    return {
        **{name: NOWHERE for row in ROWS for name in re.findall(r"{(\w+)}", row.path)},
        "report_id": str(report["id"]),
        "petition_id": petition_id,
        "other_id": other_id,
        "joint_id": joint_id,
        "case_id": case_id,
        "document_id": document_id,
        "deliberation_id": deliberation_id,
        "transfer_id": draft.transfer_id,
        **dict.fromkeys(("no", "part_no"), "1"),
        "type_id": "petition_handling_opinion",
        "name": "no_such_job",
        "digest": "sha256:" + "0" * 64,
        "trace_id": "0" * 31 + "1",
    }


def _petition(petition_id: str, *, no: int, collab_no: str, now: datetime) -> dict[str, object]:
    """The officer's and of his unit."""
    return {
        "id": petition_id,
        "petition_no": f"XFV32990020261120{no:04d}",
        "collab_no": collab_no,
        "channel": "visit",
        "received_at": now,
        "registered_at": now,
        "registered_by": "police.registrar",
        "registered_by_name": "",
        "unit": UNIT,
        "title": "试验",
        "category": "appeal_claim",
        "state": "registered",
        "officer_id": HANDLER,
        "last_act_at": now,
    }
