"""One criminal matter on its way through the agencies, told as a story: short verbs over the public API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from zf_node.demo.desk import Answered, Json, Town, until
from zf_platform.clock import ZONE

# Who writes the papers that another person signs or sends.
WRITERS = {"police.leader": "police.handler", "police.outlet": "police.handler"}


class StoryFailed(AssertionError):
    """Something came out otherwise than the story says."""


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """`2026-07-06` at an hour of that day, local time."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=ZONE)


@dataclass
class Matter:
    """`cases` maps an agency to the id of its own record. `log` is what happened, for the reader of the story."""

    town: Town
    collab_no: str = ""
    report_id: str = ""
    cases: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    last_transfer: str = ""
    versions: dict[str, int] = field(default_factory=dict)
    """Of each agency's record, as the last answer told it."""

    async def report(self, username: str, body: Mapping[str, object]) -> None:
        """受案登记; waits until the case is open."""
        await self.register(username, body)
        await self.opened(username)

    async def register(self, username: str, body: Mapping[str, object]) -> None:
        report = await self.town.desk(username).post("intake", "/reports", body)
        self.collab_no, self.report_id = str(report["collab_no"]), str(report["id"])
        self.say(username, f"受案登记 {report['receipt_no']}")

    async def opened(self, username: str) -> None:
        """The report went by message to casemgmt, which opened a case and told its id."""
        desk = self.town.desk(username)

        async def case_there() -> Json | None:
            view = await desk.get("intake", f"/reports/{self.report_id}")
            return view if view.get("case_id") else None

        view = await until(case_there, what="受案后建案")
        self.cases[desk.agency] = str(view["case_id"])

    async def case(self, username: str) -> Json:
        """This agency's own record, in full."""
        desk = self.town.desk(username)
        view = await desk.get("casemgmt", f"/cases/{await self.case_id(username)}")
        self.versions[desk.agency] = int(str(view["version"]))
        return view

    async def change(self, username: str, path: str, body: Mapping[str, object]) -> Json:
        """A change of this agency's record as it was last seen; if a message has moved it on since, look and ask again."""
        desk = self.town.desk(username)
        if desk.agency not in self.versions:
            await self.case(username)
        where = f"/cases/{await self.case_id(username)}/{path}"
        try:
            answer = await desk.post("casemgmt", where, {**body, "version": self.versions.pop(desk.agency)})
        except Answered as answered:
            if answered.status != 409:
                raise
            await self.case(username)
            answer = await desk.post("casemgmt", where, {**body, "version": self.versions.pop(desk.agency)})
        if "clocks" in answer or "clocks_started" in answer:
            self.versions[desk.agency] = int(str(answer["version"]))
        return answer

    async def case_id(self, username: str) -> str:
        agency = self.town.desk(username).agency
        if agency not in self.cases:
            await self._find(username)
        return self.cases[agency]

    async def assign(self, by: str, to: str) -> None:
        """Give the agency's own record its 承办人."""
        handler = await self.town.desk(to).who()
        body = {
            "handler_id": handler.account_id,
            "handler_name": handler.name,
            "unit": handler.unit,
            "reason": "指定承办",
        }
        await self.change(by, "handler", body)
        self.say(by, f"承办人 {handler.name}")

    async def document(self, username: str, kind: str, day: str, *, suspect: str | None = None, text: str = "") -> str:
        """Issue a document from its template; returns its id."""
        case_id = await self.case_id(username)
        body: dict[str, object] = {"type": kind, "dated": day, "text": text or "经审查，事实与依据如卷内材料所载。"}
        if suspect:
            body["suspect_id"] = suspect
        made = await self.town.desk(username).post("casemgmt", f"/cases/{case_id}/documents", body)
        return str(made["id"])

    async def act(
        self,
        username: str,
        act: str,
        when: datetime,
        *,
        papers: Sequence[str] = (),
        suspect: str | None = None,
        facts: Mapping[str, str] | None = None,
        note: str = "",
    ) -> Json:
        """Issue the papers, then perform the act of the stage table."""
        writer = WRITERS.get(username, username)
        ids = [await self.document(writer, kind, when.date().isoformat(), suspect=suspect) for kind in papers]
        body: dict[str, object] = {
            "act": act,
            "acted_at": when.isoformat(),
            "documents": ids,
            "facts": dict(facts or {}),
            "note": note,
        }
        if suspect:
            body["suspect_id"] = suspect
        result = await self.change(username, "acts", body)
        self.say(username, f"{act} → {result['state']}")
        return result

    async def refused(self, username: str, act: str, when: datetime, code: str, **options: Sequence[str]) -> None:
        """The act must be refused with this reason, and must change nothing."""
        before = await self.case(username)
        try:
            await self.act(username, act, when, papers=options.get("papers", ()))
        except Answered as answer:
            if code not in answer.codes:
                raise StoryFailed(f"{act} 应因 {code} 被拒绝，实际为 {answer.codes}") from answer
        else:
            raise StoryFailed(f"{act} 应被拒绝（{code}），却被接受")
        after = await self.case(username)
        self.expect(before["state"] == after["state"], f"{act} 被拒绝后状态不变")
        self.say(username, f"{act} 被拒绝：{code}")

    async def gate(self, *, checker: str, head: str) -> None:
        """The exit gate: five points by the legal department, then the leader's signature."""
        points = ("facts_clear", "evidence_sufficient", "charge_accurate", "procedure_lawful", "formalities_complete")
        await self.change(checker, "exit-check", {"opinion": "同意", **dict.fromkeys(points, True)})
        await self.change(head, "head-signature", {"opinion": "同意移送"})
        self.say(head, "出口审核五点通过，负责人签发")

    async def send(
        self,
        username: str,
        kind: str,
        receiver: str,
        when: datetime,
        *,
        preparer: str = "",
        papers: Sequence[str] = (),
        suspects: Sequence[str] = (),
    ) -> str:
        """Prepare a package and hand it over; waits for the signed *delivered*. Returns the transfer id."""
        maker = preparer or username
        for paper in papers:
            await self.document(maker, paper, when.date().isoformat())
        body: dict[str, object] = {"kind": kind, "receiver": receiver}
        if suspects:
            body["suspect_ids"] = list(suspects)
        draft = await self.change(maker, "transfers", body)
        desk = self.town.desk(username)
        view = await desk.get("casemgmt", f"/transfers/{draft['id']}")
        body = {"version": view["version"], "acted_at": when.isoformat()}
        await desk.post("casemgmt", f"/transfers/{draft['id']}/submission", body)
        self.say(username, f"{kind} 移送 {receiver}")

        async def delivered() -> Json | None:
            now = await desk.get("casemgmt", f"/transfers/{draft['id']}")
            return now if now["evidence_step"] in ("delivered", "opened") else None

        await until(delivered, what=f"{kind} 送达回执")
        return str(draft["id"])

    async def package(self, username: str, transfer_id: str) -> Json:
        """The arrived package as the receiving case office sees it (this opens it)."""
        desk = self.town.desk(username)

        async def arrived() -> Json | None:
            page = await desk.get("casemgmt", "/packages")
            items = page["items"]
            assert isinstance(items, list)
            return next((row for row in items if row["transfer_id"] == transfer_id), None)

        row = await until(arrived, what="收案")
        return await desk.get("casemgmt", f"/packages/{row['id']}")

    async def accept(self, username: str, transfer_id: str, when: datetime) -> Json:
        package = await self.package(username, transfer_id)
        body = {"version": package["version"], "acted_at": when.isoformat()}
        done = await self.town.desk(username).post("casemgmt", f"/packages/{package['id']}/acceptance", body)
        self.say(username, f"签收 {package['kind']}")
        agency = self.town.desk(username).agency
        if done.get("case_id"):
            self.cases[agency] = str(done["case_id"])
        return done

    async def reaches(self, username: str, state: str) -> Json:
        """Wait until the agency's own record stands in this state, moved by a message."""

        async def there() -> Json | None:
            case = await self.case(username)
            return case if case["state"] == state else None

        found = await until(there, what=f"{self.town.desk(username).agency} 的案件到达 {state}")
        self.say(username, f"本机关案件 → {state}")
        return found

    async def due(self, username: str, rule: str, expected: str) -> None:
        """A clock of this rule must end on this day; it may have to be started by a message that is on its way."""

        async def started() -> Json | None:
            clocks = (await self.case(username))["clocks"]
            assert isinstance(clocks, list)
            found = [str(clock["due"])[:10] for clock in clocks if clock["rule"] == rule]
            return {"found": found} if found else None

        try:
            found = (await until(started, what=f"期限 {rule} 起算", seconds=30))["found"]
        except TimeoutError as missing:
            raise StoryFailed(str(missing)) from missing
        assert isinstance(found, list)
        self.expect(expected in found, f"{rule} 应于 {expected} 届满（实际 {found}）")

    async def _find(self, username: str) -> None:
        desk = self.town.desk(username)

        async def known() -> Json | None:
            page = await desk.get("casemgmt", "/cases", q=self.collab_no)
            items = page["items"]
            assert isinstance(items, list)
            return items[0] if items else None

        self.cases[desk.agency] = str((await until(known, what="找到本机关案件"))["id"])

    def expect(self, holds: bool, text: str) -> None:
        if not holds:
            raise StoryFailed(text)
        self.log.append(f"  ✓ {text}")

    def say(self, username: str, text: str) -> None:
        self.log.append(f"{username:<26}{text}")
