"""Small steps of the tests on cooperation matters: who asks, who answers, and what was stated."""

from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import View, ok
from zf_platform.testing import Caller

KINDS = {
    "police": "police",
    "procuratorate": "procuratorate",
    "court": "court",
    "justice": "justice",
    "committee": "plc",
}
KIND = "cooperation"
BOTH = ("state", "mark", "late", "title", "matter_no", "facts", "collab_no")
Stated = dict[str, object]


def person(city: Town, agency: str, role: str, unit: str) -> Caller:
    return city.nodes[agency].caller(f"{agency}.{role}", roles=[role], unit=unit, name=f"{agency} {role}")


def officer(city: Town) -> Caller:
    return person(city, "police", "handler", "criminal")


def bureau(city: Town) -> Caller:
    return person(city, "justice", "case_office_clerk", "case_office")


def court(city: Town) -> Caller:
    return person(city, "court", "judge", "criminal")


def facts(stated: Stated) -> list[dict[str, object]]:
    """Name → text, or rows of cells."""
    return [
        {"name": name, "rows": [{"cells": row} for row in value]}
        if isinstance(value, list)
        else {"name": name, "text": value}
        for name, value in stated.items()
    ]


def request(kind: str, said: Stated, **changes: object) -> dict[str, object]:
    return {"kind": kind, "addressees": ["justice"], "title": "测试协作事项", "facts": facts(said), **changes}


async def opened(caller: Caller, kind: str, said: Stated, **changes: object) -> str:
    ids = ok(await caller.post("/cooperation", json=request(kind, said, **changes)))["ids"]
    assert len(ids) == 1
    return str(ids[0])


def stated(view: View) -> Stated:
    return {str(one["id"]): one["rows"] or one["text"] for one in view["facts"]}


async def quiet(city: Town) -> None:
    """Everything that was sent has been received."""

    async def all_receipted() -> bool:
        sql = "SELECT count(*) FROM ledger WHERE direction = 'out' AND state NOT IN ('delivered', 'opened')"
        return [await city.value(agency, sql) for agency in city.nodes] == [0] * len(city.nodes)

    await city.settle(all_receipted, seconds=40)
