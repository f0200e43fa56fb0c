"""Ledgers for tests, in sample people's words, and what is done with them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from zf_platform.clock import ZONE
from zf_platform.ids import new_id
from zf_platform.testing import Caller, ServiceUnderTest, drain
from zf_platform.workbooks import write_sheet

HEAD = ("编号", "用户", "主题", "时间", "详情", "答复", "答复时间")
MAPPING: Mapping[str, object] = {
    "source": "mailbox",
    "title": "领导信箱",
    "channel": "online",
    "unit": "petition",
    "columns": {
        "key": "编号",
        "person": "用户",
        "title": "主题",
        "text": "详情",
        "received_at": "时间",
        "answer": "答复",
        "answered_at": "答复时间",
    },
}
ROWS: Sequence[Sequence[str]] = (
    (
        "1",
        "U1",
        "反映云岭小区停车收费",
        "2026/3/2 9:00:00",
        "物业擅自提高停车收费标准",
        "已责成整改",
        "2026/3/10 9:00:00",
    ),
    ("2", "U2", "咨询户口迁移", "2026/3/3 9:00:00", "请问户口怎样迁移", "请到派出所办理", "2026/6/1 9:00:00"),
    ("3", "U1", "再次反映云岭小区停车收费", "2026/4/2 9:00:00", "物业没有整改", "", ""),
    ("4", "U3", "", "2026/4/3 9:00:00", "没有主题", "", ""),
    ("5", "U1", "反映云岭小区停车收费", "2026/3/2 12:00:00", "物业擅自提高停车收费标准。", "", ""),
)


def ledger(rows: Sequence[Sequence[str]] = ROWS, head: Sequence[str] = HEAD) -> bytes:
    return write_sheet("台账", head, rows)


async def check(caller: Caller, content: bytes, **changed: object) -> dict[str, object]:
    """Status and body of the dry run."""
    answer = await caller.http.post(
        "/imports",
        files={"file": ("台账.xlsx", content, "application/octet-stream")},
        data={"mapping": json.dumps({**MAPPING, **changed})},
        headers={"idempotency-key": new_id(datetime.now(ZONE))},
    )
    return {"status": answer.status_code, **answer.json()}


async def run(service: ServiceUnderTest, caller: Caller, report: Mapping[str, object]) -> dict[str, object]:
    """Start, let everything come to rest, and read the report again."""
    started = await caller.post(f"/imports/{report['id']}/start", json={"version": report["version"]})
    assert started.status_code == 200, started.text
    await drain(service.service)
    found: dict[str, object] = (await caller.get(f"/imports/{report['id']}")).json()
    return found


def codes(report: Mapping[str, object]) -> dict[int, list[str]]:
    """Line → codes of its reasons."""
    errors = report["errors"]
    assert isinstance(errors, list)
    return {one["line"]: [reason["code"] for reason in one["reasons"]] for one in errors}
