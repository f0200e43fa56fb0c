"""Petition forms for tests, in sample people's words, and the people who work on them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx

from zf_law.numbering.persons import citizen_check_digit
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


def citizen_id(born: date, *, serial: int = 1, division: str = "110105") -> str:
    """A number that is right in itself."""
    body = f"{division}{born:%Y%m%d}{serial:03d}"
    return body + citizen_check_digit(body + "0")


CITIZEN_ID = citizen_id(date(1990, 3, 7), serial=851)

View = dict[str, Any]
"""A petition as the service answers it."""

FULL: Mapping[str, object] = {
    "channel": "visit",
    "received_at": "2026-11-23T09:30:00+08:00",
    "title": "反映案件办理迟缓",
    "requests": ["要求尽快答复案件办理情况", "要求退还被扣押的电动车"],
    "facts": "三个月前报案，至今没有收到任何答复。",
    "reasons": "多次询问未果。",
    "category": "appeal_claim",
    "persons": [
        {
            "name": PLANTED["name"],
            "id_kind": "citizen_id",
            "id_number": CITIZEN_ID,
            "phone": PLANTED["phone"],
            "address": PLANTED["address"],
        }
    ],
}

BARE: Mapping[str, object] = {
    "channel": "letter",
    "received_at": "2026-11-23T09:30:00+08:00",
    "title": "匿名来信",
    "requests": ["信中没有写明诉求"],
}


def petition(**changed: object) -> dict[str, object]:
    return {**FULL, **changed}


def person(**changed: object) -> dict[str, object]:
    return {"name": "某丁", "id_kind": "none", **changed}


class Staff:
    """The people of the petition section and beside it."""

    def __init__(self, service: ServiceUnderTest) -> None:
        self.service = service

    def _one(self, account: str, role: str, unit: str) -> Caller:
        return self.service.caller(f"police.{account}", roles=[role], unit=unit, name=account)

    @property
    def receiver(self) -> Caller:
        return self._one("receiver", "receiver", "petition")

    @property
    def other_receiver(self) -> Caller:
        return self._one("receiver2", "receiver", "petition")

    @property
    def head(self) -> Caller:
        return self._one("petition_head", "petition_head", "petition")

    @property
    def other_head(self) -> Caller:
        return self._one("petition_head2", "petition_head", "petition")

    @property
    def leader(self) -> Caller:
        return self._one("leader", "bureau_leader", "leadership")

    @property
    def unit_head(self) -> Caller:
        return self._one("unit_head", "unit_head", "criminal")

    @property
    def officer(self) -> Caller:
        return self._one("officer", "handler", "criminal")

    @property
    def accused_officer(self) -> Caller:
        return self._one("accused", "handler", "economic")


async def registered(caller: Caller, **changed: object) -> View:
    """A registered petition as its registrar sees it."""
    answer = await caller.post("/petitions", json=petition(**changed))
    assert answer.status_code == 201, answer.text
    found: View = answer.json()["petition"]
    return found


def clock_states(view: View) -> dict[str, str]:
    """Rule → state of each clock."""
    return {clock["rule"]: clock["state"] for clock in view["clocks"]}


async def act(caller: Caller, view: View, route: str, **body: object) -> View:
    """One act on the petition as it was last seen; the petition afterwards."""
    answer = await attempt(caller, view, route, **body)
    assert answer.status_code == 200, answer.text
    found: View = answer.json()
    return found


async def attempt(caller: Caller, view: View, route: str, **body: object) -> httpx.Response:
    return await caller.post(f"/petitions/{view['id']}/{route}", json={"version": view["version"], **body})


async def refusal(caller: Caller, view: View, route: str, **body: object) -> set[str]:
    """The codes with which the act is refused."""
    answer = await attempt(caller, view, route, **body)
    assert answer.status_code in (403, 422), answer.text
    return {one["code"] for one in answer.json()["problems"]}


async def in_handling(staff: Staff, **changed: object) -> View:
    """Registered at the petition section, accepted for the criminal brigade, and given to its officer."""
    view = await registered(staff.receiver, **changed)
    view = await act(staff.receiver, view, "acceptance", unit="criminal")
    return await act(staff.unit_head, view, "handling", officer_id="police.officer", officer_name="officer")


OPINION: Mapping[str, object] = {
    "form": "opinion",
    "result": "supported",
    "results": [{"no": 1, "result": "supported"}, {"no": 2, "result": "not_supported"}],
    "claims": "信访人要求尽快答复并退还车辆。",
    "facts_and_reasons": "经查，案件已立案，车辆系作案工具。",
    "opinion": "十日内书面告知进展；车辆依法扣押。",
    "legal_basis": "刑事诉讼法第一百四十一条",
}

CHECKS: Mapping[str, object] = {
    name: {"statement": f"{name} 已核实", "evidence": "卷宗第 3 页"}
    for name in ("facts_established", "measures_done", "problem_solved", "petitioner_settled")
}


async def answered(staff: Staff, **changed: object) -> View:
    """With the handling opinion issued and served."""
    view = await in_handling(staff, **changed)
    view = await act(staff.officer, view, "answer", **OPINION)
    return await act(staff.officer, view, "service", served_how="in_person")
