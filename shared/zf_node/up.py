"""`zf up`: from an empty folder to a city one can click in, each step shown with its time."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from zf_law.loader import Law, load_law
from zf_node.city import City, CityPlan, running_city
from zf_node.demo.desk import Answered, Town
from zf_node.demo.hall import furnish_hall
from zf_node.demo.liaison import furnish_liaison
from zf_node.demo.oversight_matters import furnish_oversight
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from zf_node.demo.sample import CASES, load_sample
from zf_node.demo.sample_committee import furnish_committee
from zf_node.demo.sample_petitions import PETITIONS, load_petitions
from zf_node.demo.seed_people import seed_people
from zf_node.embedded_postgres import start_embedded_postgres
from zf_node.http_server import http_server
from zf_node.keys_setup import node_agencies, set_up_keys
from zf_node.layout import CityFolder
from zf_node.steps import Steps
from zf_node.wiring import SERVICES
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.log import setup_logging
from zf_platform.provision import AgencyDatabase, provision_agency


@dataclass(frozen=True, slots=True)
class UpOptions:
    """`admin_url`: another PostgreSQL than the embedded one. `sample`: how many sample cases (0: none)."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    sample: int = CASES
    admin_url: str | None = None
    prefix: str = "zf_"
    log_level: str = "WARNING"
    bus: Bus | None = None
    overrides: dict[str, str | int | float] = field(default_factory=dict)


async def up(options: UpOptions) -> None:
    """Runs until interrupted."""
    setup_logging(options.log_level)
    steps, law, clock = Steps(), load_law(), SystemClock()
    folder = CityFolder(options.folder.resolve())
    folder.root.mkdir(parents=True, exist_ok=True)
    base_url = f"http://{options.host}:{options.port}"
    with steps.step("启动数据库 PostgreSQL"):
        admin_url = await asyncio.to_thread(_database, folder) if options.admin_url is None else options.admin_url
    with steps.step("密钥与机关目录"):
        urls = {agency.code: f"{base_url}/api/{agency.code}/liaison" for agency in node_agencies(law)}
        set_up_keys(folder, law=law, now=clock.now(), urls=urls)
    with steps.step("各机关数据库与表结构"):
        databases = await provision_all(admin_url, law=law, prefix=options.prefix)
    plan = CityPlan(
        folder=folder,
        law=law,
        clock=clock,
        bus=options.bus or EmbeddedBus(),
        databases=databases,
        base_url=base_url,
        overrides=options.overrides,
    )
    title = f"启动 {len(databases)} 个机关节点（{len(databases) * len(SERVICES)} 个服务）与联合接待大厅"
    with steps.step(title):
        context = running_city(plan)
        city = await context.__aenter__()
    try:
        await _sample(steps, city, folder, law=law, cases=options.sample)
        await _serve(city, options, steps)
    finally:
        await context.__aexit__(None, None, None)


async def provision_all(admin_url: str, *, law: Law, prefix: str = "zf_") -> dict[str, AgencyDatabase]:
    """One agency after the other: the migration tool keeps its state in globals."""
    made = {}
    for agency in node_agencies(law):
        made[agency.code] = await provision_agency(admin_url, agency=agency.code, services=SERVICES, prefix=prefix)
    return made


def _database(folder: CityFolder) -> str:
    return start_embedded_postgres(folder.database).admin_url


async def _sample(steps: Steps, city: City, folder: CityFolder, *, law: Law, cases: int) -> None:
    """Once per folder; a second start finds the stamp."""
    if folder.stamp.exists():
        return
    with steps.step("样例人员"):
        people = await seed_people(city.services, law=law)
    made = 0
    try:
        async with _town(city) as town:
            with steps.step("样例接待大厅"):
                await furnish_hall(town)
            with steps.step("样例联络员、督办件与监督文书"):
                await furnish_liaison(town)
            with steps.step("样例线索通报、巡视督查与专项整改"):
                await furnish_oversight(town)
            with steps.step(f"样例案件 {cases} 件"):
                made = await load_sample(town, cases=cases)
            if cases:
                with steps.step(f"样例信访事项 {PETITIONS} 件"):
                    await load_petitions(town)
                with steps.step("样例集体议案"):
                    await furnish_committee(town)
    except (Answered, TimeoutError) as failed:
        # The city works without them, and a second start would make the others twice.
        print(f"样例案件未能全部载入：{failed}。城市照常启动；重新载入请用 --fresh。", flush=True)
    stamp = {"people": people, "cases": made}
    folder.stamp.write_text(json.dumps(stamp), encoding="utf-8")


@asynccontextmanager
async def _town(city: City) -> AsyncIterator[Town]:
    transport = httpx.ASGITransport(app=city.app)
    async with httpx.AsyncClient(transport=transport, timeout=120) as http:
        yield Town(http, base="http://city", password=DEMO_PASSWORD)


async def _serve(city: City, options: UpOptions, steps: Steps) -> None:
    server = http_server(city.app, host=options.host, port=options.port, on_ready=lambda: _welcome(options, steps))
    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        await server.serve()


def _welcome(options: UpOptions, steps: Steps) -> None:
    print(f"\n政法协同已就绪（{steps.seconds:.1f} s）：http://{options.host}:{options.port}")
    print(f"演示账号（口令均为 {DEMO_PASSWORD}，仅限本样例城市）：")
    for person in DEMO_PEOPLE:
        print(f"  {person.username:<28}{person.zh}")
    print("停止：Ctrl-C。数据保留在", options.folder, flush=True)
