"""What people do around the table in these tests, over the API of each agency's liaison."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

import httpx

from tests.integration.liaison.town import NOW, Town
from zf_platform.testing import Caller, drain

KINDS = {"police": "police", "procuratorate": "procuratorate", "court": "court", "committee": "plc"}
Json = dict[str, object]
STARTS = NOW + timedelta(days=10)
PLAN: Json = {
    "title": "刑事案件证据标准联席会议",
    "starts_at": STARTS.isoformat(),
    "place": "市委政法委三楼会议室",
    "required": ["procuratorate", "police"],
    "optional": ["court"],
}
LEADERS = {
    "police": "bureau_leader",
    "procuratorate": "chief_prosecutor",
    "court": "court_leader",
    "committee": "plc_coordinator",
}


def ok(answer: httpx.Response) -> Json:
    assert answer.is_success, f"{answer.status_code} {answer.text}"
    found: Json = answer.json()
    return found


def codes(answer: httpx.Response) -> list[str]:
    assert not answer.is_success, answer.text
    return [str(one["code"]) for one in answer.json()["problems"]]


def rows(view: Json, name: str) -> list[Json]:
    return cast(list[Json], view[name])


def head(view: Json) -> Json:
    return cast(Json, view["head"])


def seat(view: Json, agency: str) -> Json:
    return next(one for one in rows(view, "seats") if one["agency"] == agency)


@dataclass
class Table:
    """`offline` agencies take messages when they are back."""

    town: Town
    offline: set[str] = field(default_factory=set)
    patient: bool = False
    """On a bad line: what is lost is sent again at once."""

    def leader(self, agency: str) -> Caller:
        """May represent the agency; the committee's may convene as well."""
        return self.person(agency, LEADERS[agency], name=f"{agency}负责人")

    def person(self, agency: str, role: str, *, name: str = "") -> Caller:
        account = f"{agency}.{role}"
        return self.town.nodes[agency].caller(account, roles=[role], unit="case_office", name=name or account)

    async def settle(self, *, seconds: float = 60.0) -> None:
        """Run everybody who is online until all that was said to them has its receipt and is acted on.

        Messages to those who are away are resent for ever; they are no reason to wait.
        """
        end = asyncio.get_running_loop().time() + seconds
        quiet = 0
        while quiet < 2:
            await drain(*(self.town.service(one) for one in KINDS if one not in self.offline))
            if self.patient:
                await self._again()
            quiet = 0 if await self._pending() else quiet + 1
            assert asyncio.get_running_loop().time() < end, "it did not come to rest"
            await asyncio.sleep(0.02)

    async def _again(self) -> None:
        for agency in KINDS:
            await self.town.due_now(agency)
            await self.town.run(agency, "UPDATE inbox SET next_at = now() WHERE state = 'taken'")

    async def _pending(self) -> int:
        sql = (
            "SELECT (SELECT count(*) FROM ledger WHERE direction = 'out' AND state = 'waiting' AND peer <> ALL(:away)) "
            "+ (SELECT count(*) FROM inbox WHERE state = 'taken')"
        )
        away = sorted(self.offline)
        return sum([int(str(await self.town.value(one, sql, away=away))) for one in KINDS if one not in self.offline])

    async def back(self, *agencies: str) -> None:
        self.offline -= set(agencies)
        for agency in KINDS:
            await self.town.due_now(agency)
        await self.settle()

    async def see(self, agency: str, meeting_id: object) -> Json:
        return ok(await self.leader(agency).get(f"/meetings/{meeting_id}"))

    async def do(self, agency: str, meeting_id: object, path: str, /, **body: object) -> Json:
        """One act by the person who represents the agency."""
        return ok(await self.leader(agency).post(f"/meetings/{meeting_id}/{path}", json=body or None))

    async def step(self, meeting_id: object, name: str, **body: object) -> Json:
        version = head(await self.see("committee", meeting_id))["version"]
        return await self.do("committee", meeting_id, "step", step=name, version=version, **body)

    async def proposed(self, agency: str, **changes: object) -> str:
        topic = {"convener": "committee", "type": "evidence_standard", "title": "盗窃案件价格认定材料", **changes}
        made = ok(await self.leader(agency).post("/meetings/topics", json=topic))
        return str(made["topic_id"])

    async def convened(self, *, topics: list[str] | None = None, **changes: object) -> tuple[str, list[str]]:
        """A meeting noticed to everybody, with a topic of the procuratorate and one of the court unless told others."""
        if topics is None:
            topics = [
                await self.proposed("procuratorate", question="价格认定书缺失时如何补正？"),
                await self.proposed("court", type="transfer_quality", title="卷宗电子化质量"),
            ]
            await self.settle()
        plan = ok(await self.leader("committee").post("/meetings", json={**PLAN, "topics": topics, **changes}))
        meeting_id = str(head(plan)["meeting_id"])
        await self.step(meeting_id, "collect")
        await self.settle()
        await self.step(meeting_id, "convene")
        await self.settle()
        return meeting_id, topics

    async def in_session(
        self, *present: str, topics: list[str] | None = None, **changes: object
    ) -> tuple[str, list[str]]:
        meeting_id, topics = await self.convened(topics=topics, **changes)
        self.town.clock.advance(STARTS - self.town.clock.now())
        await self.step(meeting_id, "open")
        await self.settle()
        for agency in ("committee", *present):
            await self.do(agency, meeting_id, "attendance")
        await self.settle()
        return meeting_id, topics

    async def copies(self, meeting_id: object, *, of: Collection[str] = tuple(KINDS)) -> list[list[tuple[object, ...]]]:
        """What each node has of the record: it must be the same everywhere."""
        sql = (
            "SELECT 'head', version, head::text FROM meeting WHERE id = :id UNION ALL "
            "SELECT part_id, version, body::text FROM meeting_part WHERE meeting_id = :id UNION ALL "
            "SELECT part_id || '#' || revision, revision, body::text FROM meeting_section_revision WHERE meeting_id = :id "
            "ORDER BY 1"
        )
        return [await self.town.rows(agency, sql, id=str(meeting_id)) for agency in of]
