"""Every form becomes the right command, once; a refused one comes back with all errors and all values."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.fake_operations import PARKED_ID
from tests.web.reading import parse

CASE = "/cases/case-1"
REPORT: dict[str, str | list[str]] = {
    "source": "walk_in",
    "title": "云岭商场被盗",
    "facts": "23 时许柜台被撬",
    "unit": "criminal",
    "kind": "criminal",
    "reporter.name": "钱某",
    "suspects.1.name": "王某",
    "items.0.title": "U 盘",
}


async def test_registration_becomes_a_report_and_leads_to_its_receipt(visit: Visit, node: FakeNode) -> None:
    answer = await submit(visit("duty_officer"), "/reports/new", REPORT, action="/reports/new")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/reports/rep-1/receipt?print=1&done=registered"
    (command,) = node.commands
    assert command.path == "/reports"
    assert command.body["received_at"] == "2026-11-23T10:20:00+08:00"
    assert [suspect["name"] for suspect in command.body["suspects"]] == ["王某"]  # type: ignore[attr-defined]
    assert command.body["items"] == [{"title": "U 盘", "quantity": 1, "feature": ""}]
    assert len(command.key) >= 8


async def test_the_same_form_twice_carries_the_same_key(visit: Visit, node: FakeNode) -> None:
    client = visit("duty_officer")
    root = await page_of(client, "/reports/new")
    form = next(form for form in root.all("form") if form.attributes["action"] == "/reports/new")
    hidden = {field.attributes["name"]: field.attributes["value"] for field in form.all("input", type="hidden")}
    for _ in range(2):
        await client.post("/reports/new", data={**hidden, **REPORT, "received_at": "2026-11-23T10:20"})
    assert len({command.key for command in node.commands}) == 1
    other = await page_of(client, "/reports/new")
    assert other.all("input", name="key")[0].attributes["value"] != hidden["key"]


async def test_a_duty_about_one_person_asks_for_either_paper_and_becomes_one_act(visit: Visit, node: FakeNode) -> None:
    path = f"{CASE}/acts/notify_family_of_detention?suspect=sus-1"
    root = await page_of(visit("handler"), path)
    assert "拘留通知书 或者 未通知家属情况说明（缺）" in root.one("form", method="post", data_guard="").text
    links = [link.attributes["href"] for link in root.one("main").all("a")]
    assert f"{CASE}/documents/new?type=detention_notice&suspect=sus-1" in links
    paper = await page_of(visit("handler"), f"{CASE}/documents/new?type=detention_notice&suspect=sus-1")
    chosen = [one for one in paper.all("option") if "selected" in one.attributes]
    assert {one.attributes["value"] for one in chosen} == {"detention_notice", "sus-1"}
    values: dict[str, str | list[str]] = {"acted_at": "2026-11-23T09:00", "note": "电话通知其妻"}
    answer = await submit(visit("handler"), path, values, action=f"{CASE}/acts/notify_family_of_detention")
    assert answer.status_code == 303
    (command,) = node.commands
    assert (command.body["act"], command.body["suspect_id"]) == ("notify_family_of_detention", "sus-1")


async def test_empty_registration_shows_all_errors_and_keeps_the_values(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {"place": "云岭路 88 号", "received_at": "yesterday", "items.1.quantity": "x"}
    changes: dict[str, str | list[str]] = {**values, "items.1.title": "U 盘", "occurred_on": "2026-02-30"}
    answer = await submit(visit("duty_officer"), "/reports/new", changes, action="/reports/new")
    root = parse(answer.text)
    assert answer.status_code == 422
    links = {link.attributes["href"] for link in root.one(class_="errors").all("a")}
    expected = {"#f-source", "#f-title", "#f-facts", "#f-received_at", "#f-occurred_on", "#f-items.0.quantity"}
    assert expected <= links
    for link in links:
        assert root.all(id=link[1:]), f"{link} leads to its field"
    assert root.one(id="f-place").attributes["value"] == "云岭路 88 号"
    assert root.one(id="f-items.0.title").attributes["value"] == "U 盘"
    assert root.one(id="f-title").attributes["aria-invalid"] == "true"
    assert "请填写案由摘要" in root.one(id="e-title").text
    assert not node.commands


async def test_more_rows_without_javascript(visit: Visit) -> None:
    answer = await submit(visit("duty_officer"), "/reports/new", {**REPORT, "add": "suspects"}, action="/reports/new")
    root = parse(answer.text)
    assert answer.status_code == 200
    assert root.one(id="f-title").attributes["value"] == "云岭商场被盗"
    assert root.one(id="f-suspects.0.name").attributes["value"] == "王某"
    assert root.all(id="f-suspects.3.name")


async def test_refusal_of_the_service_stands_at_its_field(visit: Visit, node: FakeNode) -> None:
    reason = {
        "code": "request.field_invalid",
        "zh": "号码校验位不符。",
        "en": "Wrong check digit.",
        "next_zh": "请核对证件。",
    }
    node.refuse["/reports"] = (422, [{**reason, "field": "suspects[0].id_number"}])
    changes = {**REPORT, "suspects.1.id_number": "329901199803020010"}
    answer = await submit(visit("duty_officer"), "/reports/new", changes, action="/reports/new")
    root = parse(answer.text)
    assert answer.status_code == 422
    assert "号码校验位不符。 请核对证件。" in root.one(id="e-suspects.0.id_number").text
    assert root.one(id="f-suspects.0.id_number").attributes["value"] == "329901199803020010"


ACTS: list[tuple[str, str, str, dict[str, str | list[str]], str, dict[str, object]]] = [
    (
        "handler",
        f"{CASE}/acts/bail_suspect?suspect=sus-1",
        f"{CASE}/acts/bail_suspect",
        {"fact.guarantee": "deposit", "documents": ["doc-1", "doc-2"], "note": "同意"},
        f"{CASE}/acts",
        {"act": "bail_suspect", "suspect_id": "sus-1", "documents": ["doc-1", "doc-2"], "version": 4},
    ),
    (
        "handler",
        f"{CASE}/suspects/new",
        f"{CASE}/suspects/new",
        {"name": "刘某", "sex": "male", "birth_date": "2000-01-02", "at_large": "yes"},
        f"{CASE}/suspects",
        {"name": "刘某", "sex": "male", "at_large": True, "id_kind": "none", "birth_date": "2000-01-02"},
    ),
    (
        "handler",
        f"{CASE}/suspects/sus-1",
        f"{CASE}/suspects/sus-1",
        {"charge": "抢劫罪"},
        f"{CASE}/suspects/sus-1",
        {"charge": "抢劫罪", "at_large": False},
    ),
    (
        "handler",
        f"{CASE}/documents/new",
        f"{CASE}/documents/new",
        {"type": "filing_decision", "text": "决定立案侦查。"},
        f"{CASE}/documents",
        {"type": "filing_decision", "dated": "2026-11-23", "suspect_id": None},
    ),
    (
        "unit_head",
        f"{CASE}/handler",
        f"{CASE}/handler",
        {"handler_id": "acc-unit_head", "reason": "原承办人出差"},
        f"{CASE}/handler",
        {"handler_id": "acc-unit_head", "handler_name": "马骏", "unit": "criminal"},
    ),
    (
        "handler",
        f"{CASE}/deadlines/clock-1/extend",
        f"{CASE}/deadlines/clock-1/extend",
        {
            "document_id": "doc-3",
            "approved_by": "县级以上公安机关负责人",
            "approved_on": "2026-11-22",
            "reason": "流窜作案",
        },
        f"{CASE}/deadlines/clock-1/extensions",
        {"document_id": "doc-3", "approved_on": "2026-11-22"},
    ),
    (
        "legal_reviewer",
        "/cases/case-3/exit-check",
        "/cases/case-3/exit-check",
        dict.fromkeys(
            ("facts_clear", "evidence_sufficient", "charge_accurate", "procedure_lawful", "formalities_complete"), "yes"
        ),
        "/cases/case-3/exit-check",
        {"facts_clear": True, "formalities_complete": True},
    ),
    (
        "bureau_leader",
        "/cases/case-3/head-signature",
        "/cases/case-3/head-signature",
        {"opinion": "同意"},
        "/cases/case-3/head-signature",
        {"opinion": "同意", "version": 4},
    ),
    (
        "handler",
        f"{CASE}/transfer",
        f"{CASE}/transfer",
        {"kind": "prosecution", "receiver": "procuratorate", "suspect_ids": ["sus-1"], "lawyers": "李律师\n\n张律师"},
        f"{CASE}/transfers",
        {"kind": "prosecution", "suspect_ids": ["sus-1"], "lawyers": ["李律师", "张律师"]},
    ),
    (
        "outlet_clerk",
        "/transfers/tr-2",
        "/transfers/tr-2/submission",
        {},
        "/transfers/tr-2/submission",
        {"version": 1, "acted_at": "2026-11-23T10:20:00+08:00"},
    ),
    (
        "handler",
        "/transfers/tr-1",
        "/transfers/tr-1/withdrawal",
        {"reason": "发现遗漏同案人"},
        "/transfers/tr-1/withdrawal",
        {"reason": "发现遗漏同案人"},
    ),
    (
        "case_office_clerk",
        "/inbox/pk-1",
        "/inbox/pk-1/acceptance",
        {"disputed_points": ["evidence_sufficient"], "note": ""},
        "/packages/pk-1/acceptance",
        {"disputed_points": ["evidence_sufficient"], "version": 1},
    ),
    (
        "case_office_clerk",
        "/inbox/pk-1",
        "/inbox/pk-1/return",
        {"problems.0.code": "R03", "problems.0.text": "缺换押证", "problems.0.item_no": "2", "supplement": "yes"},
        "/packages/pk-1/return",
        {"problems": [{"code": "R03", "text": "缺换押证", "item_no": 2}], "supplement": True},
    ),
    ("operator", "/ops", "/ops/reconciliations", {"peer": "court"}, "/reconciliations", {"peer": "court", "day": None}),
    (
        "operator",
        f"/ops/dead-letters/casemgmt/{PARKED_ID}",
        f"/ops/dead-letters/casemgmt/{PARKED_ID}/retry",
        {"reason": "案件已建立"},
        f"/ops/parked/{PARKED_ID}/retry",
        {"reason": "案件已建立"},
    ),
]


@pytest.mark.parametrize(("role", "page", "action", "values", "path", "body"), ACTS, ids=lambda value: str(value)[:60])
async def test_form_becomes_its_command(
    visit: Visit,
    node: FakeNode,
    role: str,
    page: str,
    action: str,
    values: dict[str, str | list[str]],
    path: str,
    body: dict[str, object],
) -> None:
    client = visit(role)
    answer = await submit(client, page, values, action=action)
    assert answer.status_code == 303, answer.text[:400]
    (command,) = node.commands
    assert command.path == path
    assert {name: command.body[name] for name in body} == body
    landing = await page_of(client, answer.headers["location"])
    assert landing.all(role="status", class_="notice"), "the next page says what was done"


EMPTY = [
    ("handler", f"{CASE}/suspects/new", f"{CASE}/suspects/new", ["name"]),
    ("handler", f"{CASE}/documents/new", f"{CASE}/documents/new", ["type"]),
    ("handler", f"{CASE}/documents/upload", f"{CASE}/documents/upload", ["file", "type", "title"]),
    ("unit_head", f"{CASE}/handler", f"{CASE}/handler", ["handler_id", "reason"]),
    ("legal_reviewer", "/cases/case-3/exit-check", "/cases/case-3/exit-check", ["facts_clear", "procedure_lawful"]),
    ("handler", f"{CASE}/transfer", f"{CASE}/transfer", ["kind", "receiver"]),
    ("case_office_clerk", "/inbox/pk-1", "/inbox/pk-1/return", ["problems"]),
    ("handler", "/transfers/tr-1", "/transfers/tr-1/withdrawal", ["reason"]),
]


@pytest.mark.parametrize(("role", "page", "action", "fields"), EMPTY, ids=lambda value: str(value)[:50])
async def test_empty_form_names_every_missing_field(
    visit: Visit, node: FakeNode, role: str, page: str, action: str, fields: list[str]
) -> None:
    blank: dict[str, str | list[str]] = {"kind": ""} if "kind" in fields else {}
    answer = await submit(visit(role), page, blank, action=action)
    root = parse(answer.text)
    assert answer.status_code == 422
    links = {link.attributes["href"] for link in root.one(class_="errors").all("a")}
    assert {f"#f-{name}" for name in fields} <= links
    assert all(root.all(id=f"f-{name}") for name in fields)
    assert not node.commands


async def test_upload_sends_the_file_with_its_fields(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    root = await page_of(client, f"{CASE}/documents/upload")
    csrf = root.one("meta", name="csrf").attributes["content"]
    data = {
        "csrf": csrf,
        "key": "k" * 12,
        "type": "intake_form",
        "title": "登记表",
        "dated": "2026-11-20",
        "pages": "2",
    }
    files = {"file": ("登记表.pdf", b"%PDF-1.7 abc", "application/pdf")}
    answer = await client.post(f"{CASE}/documents/upload", data=data, files=files)
    assert answer.headers["location"] == f"{CASE}?done=upload"
    (command,) = node.commands
    assert command.body["file"] == "登记表.pdf:12"
    assert command.body["title"] == "登记表"
    assert command.key == "k" * 12


async def test_somebody_was_first(visit: Visit, node: FakeNode) -> None:
    node.refuse["/cases/case-3/head-signature"] = (
        409,
        [{"code": "version.stale", "zh": "案件已被他人更新。", "en": "The case has moved on."}],
    )
    page = "/cases/case-3/head-signature"
    answer = await submit(visit("bureau_leader"), page, {"opinion": "同意移送"}, action=page)
    root = parse(answer.text)
    assert answer.status_code == 409
    told = root.one("main").text
    assert "案件已被他人更新。" in told
    assert "陈立新" in told, "who was first"
    assert "同意移送" in told, "what was typed is not lost"
    assert [link.attributes["href"] for link in root.one(class_="buttons").all("a")] == ["/cases/case-3"]


async def test_retrying_all_asks_first(visit: Visit, node: FakeNode) -> None:
    client = visit("operator")
    action = "/ops/dead-letters/casemgmt/retry-all"
    asked = await submit(client, "/ops/dead-letters", {"reason": "规则已修正"}, action=action)
    root = parse(asked.text)
    assert asked.status_code == 200
    assert "将重试 2 条滞留消息" in root.one("main").text
    assert node.commands[0].body["dry_run"] is True
    form = root.one(class_="notice-warning").one("form")
    fields = {field.attributes["name"]: field.attributes["value"] for field in form.all("input")}
    answer = await client.post(action, data={**fields, "certain": "yes"})
    assert answer.headers["location"] == "/ops/dead-letters?done=retried"
    assert node.commands[1].body == {"reason": "规则已修正", "error_code": "stage.unknown_matter", "dry_run": False}


async def test_skip_takes_a_second_person(visit: Visit, node: FakeNode) -> None:
    path = f"/ops/dead-letters/casemgmt/{PARKED_ID}"
    node.skip_requested_by = "acc-operator"
    own = await page_of(visit("operator"), path)
    assert "提出人 李运维。须由另一人批准" in own.one("main").text
    assert not own.all("form", action=f"{path}/approval"), "nobody approves their own request"
