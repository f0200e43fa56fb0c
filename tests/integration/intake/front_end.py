"""The hall's front end at intake's door, from one browser's address, and the slip of a registered petition."""

import httpx

from tests.integration.intake.petition_forms import Staff, petition
from zf_platform.testing import ServiceUnderTest

HALL_KEY = "key-of-the-front-end-in-these-tests"
Slip = dict[str, str]


async def registered_slip(staff: Staff) -> Slip:
    receipt = (await staff.receiver.post("/petitions", json=petition())).json()["receipt"]
    return {"petition_no": receipt["petition_no"], "code": receipt["query_code"]}


def front_end(intake: ServiceUnderTest, *, address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(intake.service.app, raise_app_exceptions=False, client=("127.0.0.1", 1)),
        base_url="http://police-intake",
        headers={"authorization": f"Bearer {HALL_KEY}", "x-forwarded-for": address},
    )
