"""Petition forms for tests, in sample people's words, and the people who work on them."""

from collections.abc import Mapping
from datetime import date

from zf_law.numbering.persons import citizen_check_digit
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


def citizen_id(born: date, *, serial: int = 1, division: str = "110105") -> str:
    """A number that is right in itself."""
    body = f"{division}{born:%Y%m%d}{serial:03d}"
    return body + citizen_check_digit(body + "0")


CITIZEN_ID = citizen_id(date(1990, 3, 7), serial=851)

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
        self._service = service

    def _one(self, account: str, role: str, unit: str) -> Caller:
        return self._service.caller(f"police.{account}", roles=[role], unit=unit, name=account)

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


async def registered(caller: Caller, **changed: object) -> dict[str, object]:
    """A registered petition as its registrar sees it."""
    answer = await caller.post("/petitions", json=petition(**changed))
    assert answer.status_code == 201, answer.text
    found: dict[str, object] = answer.json()["petition"]
    return found


def clock_states(view: Mapping[str, object]) -> dict[str, str]:
    """Rule → state of each clock."""
    clocks = view["clocks"]
    assert isinstance(clocks, list)
    return {clock["rule"]: clock["state"] for clock in clocks}
