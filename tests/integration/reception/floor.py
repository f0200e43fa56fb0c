"""The people of the joint hall in short words: who manages it, who issues numbers, who sits at which desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zf_platform.clock import FixedClock
from zf_platform.testing import Caller, ServiceUnderTest

Body = dict[str, object]


@dataclass
class Floor:
    intake: ServiceUnderTest
    clock: FixedClock
    clerks: dict[tuple[str, datetime], Caller] = field(default_factory=dict)

    @property
    def head(self) -> Caller:
        return self.intake.caller("committee.petition", roles=["petition_head"], name="信访科长")

    @property
    def machine(self) -> Caller:
        return self.intake.caller("committee.kiosk", roles=["hall_kiosk"], name="取号机")

    def clerk(self, name: str) -> Caller:
        """Signed in anew whenever the clock has moved: tokens are short-lived."""
        key = name, self.clock.now()
        if key not in self.clerks:
            self.clerks[key] = self.intake.caller(f"committee.{name}", roles=["receiver"], name=name)
        return self.clerks[key]

    async def desk(self, code: str, *, queues: Sequence[str] = ("joint",), agency: str = "committee") -> str:
        """A new desk; closed."""
        card = {"code": code, "name": f"{code}号窗口", "agency": agency, "queues": list(queues)}
        return str((await ok(self.head, "/hall/desks", card, status=201))["id"])

    async def open(self, name: str, code: str, *, queues: Sequence[str] = ("joint",)) -> str:
        """A desk that this clerk has opened."""
        desk_id = await self.desk(code, queues=queues)
        await self.set(name, desk_id, "open")
        return desk_id

    async def set(self, name: str, desk_id: str, state: str, *, status: int = 200) -> Body:
        self.clock.advance(timedelta(milliseconds=10))
        desks = (await self.head.get("/hall/desks")).json()
        version = next(desk["version"] for desk in desks if desk["id"] == desk_id)
        body = {"state": state, "version": version}
        return await ok(self.clerk(name), f"/hall/desks/{desk_id}/state", body, status=status)

    async def ticket(self, queue: str = "joint", *, priority: str = "normal", people: int = 1) -> Body:
        body = {"queue": queue, "priority": priority, "people": people}
        return await ok(self.machine, "/hall/tickets", body, status=201)

    async def call(self, name: str, desk_id: str) -> Body:
        return await ok(self.clerk(name), f"/hall/desks/{desk_id}/calls", None)

    async def act(
        self,
        name: str,
        ticket: Body,
        verb: str,
        *,
        status: int = 200,
        more: Mapping[str, object] | None = None,
        **also: object,
    ) -> Body:
        """One act on a number, with the version the body in hand shows."""
        body = {"version": ticket["version"], **(more or {}), **also}
        return await ok(self.clerk(name), f"/hall/tickets/{ticket['id']}/{verb}", body, status=status)

    async def served(self, name: str, desk_id: str) -> Body:
        """Call the next number and begin."""
        return await self.act(name, await self.call(name, desk_id), "serving")


async def ok(caller: Caller, path: str, body: object, *, status: int = 200) -> Body:
    answer = await caller.post(path, json=body)
    assert answer.status_code == status, answer.text
    found: Body = answer.json()
    return found


def listed(body: Body, name: str) -> list[Body]:
    """The rows under this name."""
    found = body[name]
    assert isinstance(found, list)
    return found


def codes(refusal: Body) -> list[str]:
    problems = refusal["problems"]
    assert isinstance(problems, list)
    return [problem["code"] for problem in problems]
