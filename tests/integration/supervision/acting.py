"""Small steps of the tests: who acts, one act, and waiting until both sides say the same."""

from collections.abc import Sequence
from typing import Any

import httpx

from tests.integration.liaison.town import Town
from zf_platform.testing import Caller

View = dict[str, Any]

TASK: dict[str, object] = {
    "assignee": "police",
    "level": "key",
    "source": "petition",
    "source_ref": "XF329900202611230001",
    "title": "督办一起信访积案",
    "demand": "查清扣押物品去向并答复信访人",
    "standard": "物品返还或者书面说明理由",
    "due": "2026-12-23",
}


def coordinator(city: Town) -> Caller:
    return city.nodes["committee"].caller(
        "committee.c", roles=["plc_coordinator"], unit="coordination", name="政法委协调员"
    )


def reviewer(city: Town, account: str = "police.l", agency: str = "police") -> Caller:
    return city.nodes[agency].caller(account, roles=["legal_reviewer"], unit="legal", name="法制审核民警")


def ok(answer: httpx.Response) -> View:
    assert answer.is_success, (answer.status_code, answer.text)
    found: View = answer.json()
    return found


def codes(answer: httpx.Response) -> list[str]:
    assert not answer.is_success, answer.text
    return [str(one["code"]) for one in answer.json()["problems"]]


async def see(caller: Caller, matter_id: str, *, kind: str = "tasks") -> View:
    return ok(await caller.get(f"/{kind}/{matter_id}"))


async def act(caller: Caller, matter_id: str, name: str, *, kind: str = "tasks", **said: object) -> View:
    """One act with the version the person sees now."""
    return ok(await attempt(caller, matter_id, name, kind=kind, **said))


async def attempt(caller: Caller, matter_id: str, name: str, *, kind: str = "tasks", **said: object) -> httpx.Response:
    version = (await see(caller, matter_id, kind=kind))["version"]
    return await caller.post(f"/{kind}/{matter_id}/acts", json={"act": name, "version": version, **said})


async def reached(city: Town, caller: Caller, matter_id: str, *states: str, kind: str = "tasks") -> View:
    """Everybody works until this side stands in the state."""

    async def there() -> bool:
        answer = await caller.get(f"/{kind}/{matter_id}")
        return answer.is_success and answer.json()["state"] in states

    await city.settle(there, seconds=40)
    return await see(caller, matter_id, kind=kind)


def clocks(view: View) -> dict[str, tuple[str, str]]:
    """Rule → last day and state, of the newest of each rule."""
    return {str(one["rule"]): (str(one["due"])[:10], str(one["state"])) for one in view["clocks"]}


def acts(view: View) -> list[str]:
    return [str(one["act"]) for one in view["steps"]]


def shared(view: View, *names: str) -> Sequence[object]:
    """What both sides must say alike, without what only one of them does."""
    told = [
        (one["id"], one["act"], one["text"], one["until"], one["at"], one["late"], one["late_reason"])
        for one in view["steps"]
        if one["side"] != "clock"
    ]
    return [*(view[name] for name in names), clocks(view), sorted(told)]
