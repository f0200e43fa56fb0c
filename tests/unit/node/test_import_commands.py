"""`zf import petitions`: what it asks of the node, what it prints, and how it ends. The node is a hand-written answerer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from tests.unit.node.workbook import write_workbook
from tests.web import sample_imports
from zf_node import import_commands
from zf_node.demo.desk import Answered, Desk, Town
from zf_node.import_commands import Order, import_app, import_ledger
from zf_platform.clock import SystemClock

NOWHERE = "http://127.0.0.1:9"
COLUMNS: dict[str, object] = {
    "source": "mailbox",
    "title": "领导信箱",
    "channel": "online",
    "unit": "",
    "columns": {"title": "主题", "text": "详情", "received_at": "时间"},
}


class Intake:
    """An intake that goes on by one step with every look at the import."""

    def __init__(self, *, state: str = "checked", same_file: bool = False) -> None:
        self.state, self.same_file = state, same_file
        self.looks, self.calls = 0, list[str]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.split("/", 4)[-1]
        self.calls.append(f"{request.method} {path}")
        if path.startswith("sessions"):
            body = {"session": "s", "account_id": "a", "name": "常平", "unit": "petition", "tokens": {"intake": "t"}}
            return httpx.Response(200, json={**body, "tokens_expire_at": "2099-01-01T00:00:00+08:00"})
        if path == "imports/sources" and request.method == "GET":
            return httpx.Response(200, json={"items": [{**COLUMNS, "saved_by_name": "常平"}], "next_cursor": None})
        if path == "imports/sources":
            return httpx.Response(201, json=COLUMNS)
        if path.endswith("/rejected"):
            return httpx.Response(200, content=b"PK rejected")
        return httpx.Response(200, json=self._report(path))

    def _report(self, path: str) -> dict[str, object]:
        if path.endswith("/start"):
            self.state = "running"
        elif path.endswith("/cancellation"):
            self.state = "cancelled"
        elif path.startswith("imports/"):
            self.looks += 1
            self.state = "done" if self.looks > 1 else self.state
        report = sample_imports.report(state=self.state, registered=50 * self.looks)
        return {**report.model_dump(mode="json"), "same_file": self.same_file}


async def run(intake: Callable[[httpx.Request], httpx.Response], order: Order) -> dict[str, object]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(intake)) as http:
        town = Town(http, base="http://city", password="x", clock=SystemClock())
        return await import_ledger(Desk(town, "committee", "committee.petition"), order)


def order(*, dry_run: bool = False, rejected: Path | None = None, saved: bool = False) -> Order:
    return Order("a.xlsx", b"PK", "mailbox", None if saved else COLUMNS, dry_run, rejected)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_commands, "POLL", 0.0)


async def test_checked_started_and_followed_to_the_end(tmp_path: Path) -> None:
    intake, out = Intake(), tmp_path / "rejected.xlsx"
    report = await run(intake, order(saved=True, rejected=out))
    assert (report["state"], report["registered"]) == ("done", 100)
    assert out.read_bytes() == b"PK rejected"
    changing = [call for call in intake.calls if call.startswith("POST imports")]
    assert changing == ["POST imports", "POST imports/sources", "POST imports/imp-1/start"]


async def test_a_dry_run_leaves_nothing_behind() -> None:
    intake = Intake()
    report = await run(intake, order(dry_run=True))
    assert report["state"] == "checked"
    assert intake.state == "cancelled"
    assert "POST imports/imp-1/start" not in intake.calls
    assert "POST imports/sources" not in intake.calls


async def test_an_import_begun_before_is_followed_and_a_dry_run_never_ends_it() -> None:
    running = Intake(state="running", same_file=True)
    assert (await run(running, order()))["state"] == "done"
    assert "POST imports/imp-1/start" not in running.calls
    waiting = Intake(same_file=True)
    await run(waiting, order(dry_run=True))
    assert waiting.state == "checked"


def zf_import(*arguments: str, city: str = NOWHERE) -> Result:
    given = ["petitions", *arguments, "--user", "committee.petition", "--city", city]
    return CliRunner().invoke(import_app, given, env={"ZF_PASSWORD": "x"})


def test_wrong_calls_and_an_unreachable_city_have_their_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zf_node.demo.desk.PAUSE", 0.0)
    file = str(write_workbook(tmp_path / "a.xlsx", [("主题", "详情", "时间")]))
    broken = tmp_path / "broken.toml"
    broken.write_text("source = 7", encoding="utf-8")
    lacking = tmp_path / "lacking.toml"
    lacking.write_text('source = "mailbox"\ntitle = "领导信箱"\n[columns]\ntitle = "主题"\n', encoding="utf-8")
    assert zf_import(str(tmp_path / "none.xlsx"), "--mapping", "mailbox").exit_code == 2
    for mapping, words in ((broken, "source"), (lacking, "text")):
        result = zf_import(file, "--mapping", str(mapping))
        assert (result.exit_code, words in result.stderr) == (2, True)
    away = zf_import(file, "--mapping", "mailbox")
    assert (away.exit_code, "127.0.0.1:9" in away.stderr) == (4, True)


@pytest.mark.parametrize(
    ("status", "code", "exit_code"),
    [(422, "workbook.unreadable", 2), (422, "ledger.column_missing", 2), (403, "permission.missing", 5)],
)
def test_a_refusal_is_told_in_words_with_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, code: str, exit_code: int
) -> None:
    problem = {"code": code, "zh": "不行。请改。", "en": "No.", "next_zh": "请改。", "next_en": "Change it."}

    async def refused(*_arguments: object, **_options: object) -> dict[str, object]:
        answer = httpx.Response(status, json={"problems": [problem]})
        raise Answered(answer, "POST")

    monkeypatch.setattr(import_commands, "import_ledger", refused)
    file = str(write_workbook(tmp_path / "a.xlsx", [("主题",)]))
    result = zf_import(file, "--mapping", "mailbox")
    assert (result.exit_code, result.stderr.strip()) == (exit_code, "✗ 不行。请改。")


@pytest.mark.parametrize(("rejected", "exit_code"), [(2, 3), (0, 0)])
def test_rejected_rows_are_an_exit_code_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rejected: int, exit_code: int
) -> None:
    report = sample_imports.report(state="done", registered=100).model_copy(update={"rejected": rejected})

    async def done(*_arguments: object, **_options: object) -> dict[str, object]:
        return report.model_dump(mode="json")

    monkeypatch.setattr(import_commands, "import_ledger", done)
    file = str(write_workbook(tmp_path / "a.xlsx", [("主题",)]))
    result = zf_import(file, "--mapping", "mailbox", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["registered"], told["late"]["X04"]) == (exit_code, 100, 4)
