"""The comparison that the agencies themselves make: reconciliation through the API, from both sides."""

import asyncio
import time

import httpx

from tests.fleet.sites import PAIR, Site
from tests.fleet.waiting import LONG
from zf_contracts.envelope import Address
from zf_platform.clock import SystemClock
from zf_platform.ids import new_id

Row = dict[str, object]


async def compare_ledgers(site: Site, *, base: str = "") -> int:
    """How many messages differ. Asks every liaison to compare now and waits for the answers of its peers."""
    return sum([await _differences(site, agency, base=base) for agency in PAIR])


async def _differences(site: Site, agency: str, *, base: str) -> int:
    url = f"{base}/api/{agency}/liaison" if base else site.url(Address(agency, "liaison"))
    peer = next(one for one in PAIR if one != agency)
    async with httpx.AsyncClient(base_url=url, timeout=10) as http:
        started = await http.post("/reconciliations", json={"peer": peer}, headers=_headers(site, agency))
        assert started.status_code == 202, started.text
        run_id = started.json()[0]["run_id"]
        end = time.monotonic() + LONG
        while True:
            page = (await http.get("/reconciliations", headers=_headers(site, agency))).json()
            row = next(one for one in page["items"] if one["run_id"] == run_id)
            if row["state"] != "proposed":
                return _difference(row)
            assert time.monotonic() < end, "the peer did not answer the comparison"
            await asyncio.sleep(0.2)


def _difference(row: Row) -> int:
    missing, unknown = row["missing"], row["unknown"]
    assert isinstance(missing, list)
    assert isinstance(unknown, list)
    return len(missing) + len(unknown) + (row["state"] != "equal")


def _headers(site: Site, agency: str) -> dict[str, str]:
    token = site.issuer(agency).access_token(f"{agency}.operator", service="liaison", roles=["operator"])
    return {"authorization": f"Bearer {token}", "idempotency-key": new_id(SystemClock().now())}
