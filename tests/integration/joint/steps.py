"""What people do with petitions in these tests, over the API of each agency's intake."""

from collections.abc import Mapping, Sequence
from typing import cast

import httpx

from tests.integration.intake.petition_forms import petition
from tests.integration.joint.city import JointCity
from zf_platform.testing import Caller

Json = dict[str, object]
PARTS = (
    {"agency": "police", "request_nos": [1], "main": True},
    {"agency": "court", "request_nos": [2]},
)


def ok(answer: httpx.Response) -> Json:
    assert answer.is_success, f"{answer.status_code} {answer.text}"
    found: Json = answer.json()
    return found


def listed(answer: httpx.Response) -> list[Json]:
    assert answer.is_success, f"{answer.status_code} {answer.text}"
    found: list[Json] = answer.json()
    return found


def codes(answer: httpx.Response) -> list[str]:
    """Why it was refused."""
    assert not answer.is_success, answer.text
    return [str(one["code"]) for one in answer.json()["problems"]]


def items(page: Json) -> list[Json]:
    return cast(list[Json], page["items"])


async def registered(caller: Caller, **changed: object) -> Json:
    return cast(Json, ok(await caller.post("/petitions", json=petition(**changed)))["petition"])


async def act(caller: Caller, view: Mapping[str, object], route: str, **body: object) -> Json:
    """One act on a petition as this person saw it."""
    return ok(await caller.post(f"/petitions/{view['id']}/{route}", json={"version": view["version"], **body}))


async def seen(caller: Caller, petition_id: object) -> Json:
    return ok(await caller.get(f"/petitions/{petition_id}"))


async def own(city: JointCity, agency: str, collab_no: object) -> Json:
    """The agency's own petition of this matter, in full."""
    caller = city.head(agency)
    found = items(ok(await caller.get("/petitions", params={"q": str(collab_no)})))
    assert len(found) == 1, f"{agency}: {len(found)} petitions of {collab_no}"
    return await seen(caller, found[0]["id"])


async def split(
    city: JointCity, caller: Caller, view: Mapping[str, object], parts: Sequence[Mapping[str, object]]
) -> Json:
    body = {"version": view["version"], "parts": list(parts)}
    return ok(await caller.post(f"/petitions/{view['id']}/split", json=body))


async def joint(caller: Caller, petition_id: object) -> Json:
    return ok(await caller.get(f"/petitions/{petition_id}/joint"))


async def answered(city: JointCity, agency: str, collab_no: object, *, result: str = "supported") -> Json:
    """Accept, name the officer and give the handling opinion on every request of this agency's petition."""
    head = city.head(agency)
    view = await own(city, agency, collab_no)
    view = await act(head, view, "acceptance")
    view = await act(head, view, "handling", officer_id=f"{agency}.officer", officer_name="承办人")
    requests = cast(list[Json], view["requests"])
    return await act(
        head,
        view,
        "answer",
        form="opinion",
        result=result,
        results=[{"no": one["no"], "result": result} for one in requests],
        claims="诉求如登记",
        facts_and_reasons=f"{agency}经调查核实，事实清楚。",
        opinion=f"{agency}的分项意见",
        legal_basis="《信访工作条例》第三十二条",
    )


def clocks(view: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """Rule → end and state of each clock; of several with one rule the running one, which stands first."""
    shown = reversed(cast(list[Json], view["clocks"]))
    return {str(one["rule"]): (str(one["due"])[:10], str(one["state"])) for one in shown}


def part(view: Mapping[str, object], agency: str) -> Json:
    return next(one for one in cast(list[Json], view["agencies"]) if one["agency"] == agency)


def confirmation(view: Mapping[str, object], agency: str) -> Json:
    return cast(Json, part(view, agency)["confirmation"])


async def split_in_hall(city: JointCity, *parts: Mapping[str, object]) -> tuple[Json, Json]:
    """(main petition, joint matter) in the hall; everybody online has heard of it."""
    view = await registered(city.guide)
    made = await split(city, city.guide, view, parts or PARTS)
    await city.settle()
    return await seen(city.guide, view["id"]), made


async def joint_at(city: JointCity, agency: str, collab_no: object) -> Json:
    """The joint matter as this agency with a part sees it."""
    return await joint(city.head(agency), (await own(city, agency, collab_no))["id"])


async def reply(city: JointCity, agency: str, collab_no: object, text: str) -> httpx.Response:
    """The combined answer, as this agency would give it."""
    view = await joint_at(city, agency, collab_no)
    return await city.head(agency).post(f"/joint/{view['id']}/reply", json={"version": view["version"], "body": text})
