"""Papers of a petition, material, and the public check: what a press becomes, and what a page says when it is refused."""

from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from tests.web.sample_papers import PAPER
from tests.web.test_board_page import REVERSED

BASE = "/petitions/pet-1"
LACKING = {
    "code": "paper.characters_lacking",
    "zh": "字库缺字，无法打印：𤋮（U+242EE）。",
    "en": "No font here has these characters.",
    "next_zh": "",
    "next_en": "",
}


async def test_one_press_makes_the_paper_prints_it_and_shows_the_file(visit: Visit, node: FakeNode) -> None:
    client = visit("receiver")
    answer = await submit(client, f"{BASE}/papers", {}, action=f"{BASE}/papers/print")
    assert answer.headers["location"] == f"{BASE}/papers/{PAPER}/prints/2"
    made, done = node.commands
    assert made.body == {"type": "petition_registration_form", "number": ""}
    assert (done.path, done.body) == (f"{BASE}/papers/{PAPER}/prints", {"reason": "", "by_hand": False})
    assert made.key
    assert done.key
    assert made.key != done.key
    file = await client.get(answer.headers["location"])
    assert file.headers["content-type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")


async def test_a_missing_character_offers_the_hand(visit: Visit, node: FakeNode) -> None:
    node.refuse[f"{BASE}/papers/{PAPER}/prints"] = (422, [LACKING])
    client = visit("receiver")
    answer = await submit(client, f"{BASE}/papers", {}, action=f"{BASE}/papers/print")
    assert answer.status_code == 422
    root = parse(answer.text)
    assert "𤋮（U+242EE）" in root.one("main").text
    assert any(field.attributes.get("name") == "by_hand" for field in root.all("input"))


async def test_a_reprint_asks_for_its_reason(visit: Visit, node: FakeNode) -> None:
    page = f"{BASE}/papers/print?type=petition_receipt&number=云公信收字〔2026〕1号"
    root = await page_of(visit("receiver"), page)
    assert any(field.attributes.get("name") == "reason" for field in root.all("input"))
    await submit(visit("receiver"), page, {"reason": "信访人遗失"}, action=f"{BASE}/papers/print")
    assert node.commands[-1].body == {"reason": "信访人遗失", "by_hand": False}


async def test_an_unknown_document_is_not_there(visit: Visit) -> None:
    await page_of(visit("receiver"), f"{BASE}/papers/print?type=moon", status=404)
    await page_of(visit("petition_head"), f"{BASE}/papers/none/void", status=404)
    await page_of(visit("receiver"), f"{BASE}/drafts/love_letter", status=404)


async def test_a_paper_is_voided_with_its_replacement(visit: Visit, node: FakeNode) -> None:
    page = f"{BASE}/papers/{PAPER}/void"
    answer = await submit(visit("petition_head"), page, {"reason": "日期有误"}, action=page)
    assert answer.headers["location"] == f"{BASE}/papers?done=paper_void"
    assert node.commands[-1].body == {"reason": "日期有误", "replaced_by": ""}


async def test_the_draft_comes_back_and_can_be_previewed(visit: Visit, node: FakeNode) -> None:
    client = visit("receiver")
    assert (await client.get(f"{BASE}/drafts/petition_handling_opinion")).content == b"PK draft"
    root = await page_of(client, f"{BASE}/papers")
    csrf = next(field.attributes["value"] for field in root.all("input") if field.attributes.get("name") == "csrf")
    answer = await client.post(
        f"{BASE}/drafts/petition_handling_opinion",
        data={"csrf": csrf, "key": "draft-key-1"},
        files={"file": ("draft.docx", b"PK", "application/zip")},
    )
    assert answer.status_code == 200, answer.text
    assert "三、意见" in answer.text
    preview = await client.post(
        f"{BASE}/papers/preview", data={"csrf": csrf, "type": "petition_handling_opinion", "opinion": "三、意见"}
    )
    assert preview.headers["content-type"] == "application/pdf"
    nothing = await client.post(f"{BASE}/drafts/petition_handling_opinion", data={"csrf": csrf})
    assert nothing.status_code == 422
    assert "请选择草稿文件" in nothing.text


async def test_material_is_noted_and_told(visit: Visit, node: FakeNode) -> None:
    page = "/register/pet-1/materials"
    client = visit("receiver")
    await submit(client, page, {"checklist": "general", "received": ["identity"]}, action=page)
    assert node.commands[-1].body == {"checklist": "general", "received": ["identity"], "needed": []}
    answer = await submit(client, page, {"reason": "请求发生变化"}, action=page + "/notice")
    assert answer.headers["location"] == page + "?done=notice"
    assert node.commands[-1].body == {"due": "2026-12-08", "place": "云川市公安局信访科", "reason": "请求发生变化"}


async def test_another_list_is_shown_before_anything_is_ticked(visit: Visit, node: FakeNode) -> None:
    page = "/register/pet-1/materials"
    answer = await submit(visit("receiver"), page, {"checklist": "review", "received": ["identity"]}, action=page)
    assert answer.headers["location"] == page
    assert node.commands[-1].body == {"checklist": "review", "received": [], "needed": []}


async def test_oversight_lists_material_asked_for_again_and_leads_to_the_matter(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/material-faults/units?unit=petition")
    counts, rows = root.all("table")
    assert [cell.text for cell in counts.one("tbody").one("tr").all("td")] == ["2"]
    named, veiled = rows.one("tbody").all("tr")
    assert named.one("a").attributes["href"] == "/register/pet-1/materials"
    assert [word for word in ("请求发生变化", "接访员", "第 2 次告知") if word not in named.text] == []
    assert (veiled.all("a"), "限制知悉" in veiled.text) == ([], True)


async def test_a_reversed_period_of_material_asked_for_again_is_said_at_its_field(visit: Visit, node: FakeNode) -> None:
    node.refuse["GET /repeated-notices/counts"] = (422, [{"next_zh": "", "next_en": "", **REVERSED}])
    answer = await visit("petition_head").get("/material-faults/units?since=2026-11-02&until=2026-11-01")
    assert answer.status_code == 422
    assert [one.attributes["href"] for one in parse(answer.text).one(class_="errors").all("a")] == ["#f-until"]


async def _checked(
    client: httpx.AsyncClient, values: dict[str, str | list[str]], page: str = "/check"
) -> httpx.Response:
    return await submit(client, page, values, action="/check")


async def test_anybody_checks_a_paper(visit: Visit, node: FakeNode) -> None:
    answer = await _checked(visit(), {"number": "云公信处字(2026)1号", "code": "7kq2-m9xd"})
    assert answer.status_code == 200
    text = parse(answer.text).one("main").text
    for part in ("文书真实，现行有效", "云公信处字〔2026〕1号", "云川市公安局", "9f2c" * 16):
        assert part in text
    assert node.commands[-1].agency == "police"


async def test_the_qr_code_fills_in_the_code_and_asks_nobody_yet(visit: Visit, node: FakeNode) -> None:
    page = "/check?agency=procuratorate&code=7KQ2M9XD"
    root = await page_of(visit(), page)
    assert (
        next(one for one in root.all("input") if one.attributes.get("name") == "code").attributes["value"] == "7KQ2M9XD"
    )
    assert node.commands == []
    await _checked(visit(), {}, page)
    assert (node.commands[-1].agency, node.commands[-1].body) == ("procuratorate", {"number": "", "code": "7KQ2M9XD"})


@pytest.mark.parametrize(
    "values", [{"number": "云公信处字〔2026〕9号", "code": "x"}, {"number": "某某字〔2026〕9号", "code": "x"}]
)
async def test_a_wrong_paper_and_an_unknown_agency_read_the_same(
    visit: Visit, node: FakeNode, values: dict[str, str | list[str]]
) -> None:
    node.refuse["/papers/check"] = (404, [])
    answer = await _checked(visit(), values)
    assert answer.status_code == 422
    assert "没有查到与所填编号、核验码相符的文书" in answer.text


async def test_nothing_typed_names_both_fields(visit: Visit) -> None:
    answer = await _checked(visit(), {})
    assert answer.status_code == 422
    assert "请填写文书编号" in answer.text
    assert "核验码" in parse(answer.text).one("main").text


async def test_the_official_receipt_of_a_report_is_made_printed_and_shown(visit: Visit, node: FakeNode) -> None:
    client = visit("duty_officer")
    answer = await submit(client, "/reports/rep-1/receipt", {}, action="/reports/rep-1/receipt/pdf")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports/rep-1/papers/pap-1/prints/1")
    assert [command.path for command in node.commands] == [
        "/reports/rep-1/papers",
        "/reports/rep-1/papers/pap-1/prints",
    ]
    file = await client.get(answer.headers["location"])
    assert (file.headers["content-type"], file.content[:4]) == ("application/pdf", b"%PDF")
