"""The intake service in a process of its own, working on whatever waits, until somebody kills it.

`python -m tests.integration.intake.import_process DATABASE_URL PERSONAL_KEY FOLDER`
"""

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from zf_contracts.envelope import Address
from zf_intake.main import spec
from zf_law.loader import load_law
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.service import build_service
from zf_platform.settings import ServiceSettings
from zf_platform.testing import CityKeys


async def work(url: str, key: str, folder: Path) -> None:
    clock = SystemClock()
    settings = ServiceSettings(
        agency="police",
        service="intake",
        database_url=SecretStr(url),
        blob_dir=folder,
        trace_sink="none",
        personal_key=SecretStr(key),
        lease_seconds=1,
        poll_seconds=0.1,
    )
    keys = CityKeys.make(["police", "procuratorate"], clock=clock)
    service = build_service(
        spec(law=load_law()),
        settings,
        bus=EmbeddedBus(),
        clock=clock,
        verifier=keys.verifier(Address("police", "intake")),
        roles={},
    )
    await service.start(guarded=False)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
