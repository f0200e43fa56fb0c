"""The clerk's and the officer's ways by keyboard alone; input methods; no JavaScript; printing; live evidence."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.web import sample_exchange
from tests.web.browser import NEEDS_BROWSER, Served, until, window
from zf_hall.settings import HallSettings

pytestmark = [pytest.mark.ui, NEEDS_BROWSER, pytest.mark.timeout(180)]


async def test_report_from_f2_to_the_printed_receipt_without_a_mouse(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="duty_officer") as seen:
        await seen.context.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
        await seen.open("/worklist")
        await seen.page.keyboard.press("F2")
        await seen.page.wait_for_url("**/reports/new")
        await seen.page.focus("#f-source")
        await seen.page.keyboard.press("2")
        assert await seen.page.locator("input[name=source]:checked").get_attribute("value") == "walk_in"
        await seen.page.keyboard.press("Tab")
        assert await seen.focused() == "f-title"
        await seen.page.keyboard.insert_text("云岭商场手机柜台被盗")
        await seen.page.keyboard.press("Enter")
        assert await seen.focused() == "f-facts", "Enter of a card reader moves on and does not send"
        await seen.page.keyboard.insert_text("23 时许柜台被撬")
        await seen.page.keyboard.press("F8")
        await seen.page.wait_for_url("**/receipt?print=1&done=registered")
        await seen.eventually("window.printed === 1")
        await seen.page.keyboard.press("F8")
        assert await seen.page.evaluate("window.printed") == 2
        assert served.node.commands[-1].body["source"] == "walk_in"


async def test_list_is_one_stop_and_moves_by_arrows(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="handler") as seen:
        await seen.open("/worklist")
        await seen.page.focus("tr[data-row]")
        assert await seen.focused() == "/cases/case-2"
        for key, row in (("ArrowDown", "case-5"), ("End", "case-4"), ("Home", "case-2"), ("PageDown", "case-4")):
            await seen.page.keyboard.press(key)
            assert await seen.focused() == f"/cases/{row}"
        assert await seen.page.locator("tr[data-row][tabindex='0']").count() == 1
        await seen.page.keyboard.press("Enter")
        await seen.page.wait_for_url("**/cases/case-4")
        await seen.page.go_back()
        await seen.eventually("document.activeElement.dataset.row === '/cases/case-4'")


async def test_review_by_letters_only_while_the_list_has_focus(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="legal_reviewer") as seen:
        await seen.open("/review")
        await seen.page.keyboard.press("a")
        assert seen.path == "/review", "letters do nothing outside the list"
        await seen.page.focus("tr[data-row]")
        await seen.page.keyboard.press("a")
        await seen.page.wait_for_url("**/cases/case-3/exit-check")
        for name in (
            "facts_clear",
            "evidence_sufficient",
            "charge_accurate",
            "procedure_lawful",
            "formalities_complete",
        ):
            await seen.page.focus(f"#f-{name}")
            await seen.page.keyboard.press("1")
        await seen.page.keyboard.press("Control+Enter")
        await seen.page.wait_for_url("**/cases/case-3?done=checked")


async def test_search_key_escape_and_keys_page(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="handler") as seen:
        await seen.open("/cases/case-1")
        await seen.page.keyboard.press("F9")
        assert await seen.focused() == "search"
        await seen.page.keyboard.insert_text("诈骗")
        await seen.page.keyboard.press("Escape")
        assert await seen.page.input_value("#search") == ""
        await seen.page.keyboard.insert_text("诈骗")
        await seen.page.keyboard.press("Enter")
        await seen.page.wait_for_url("**/search")
        assert await seen.page.input_value("main input[name=text]") == "诈骗"
        await seen.page.keyboard.press("Shift+F1")
        await seen.page.wait_for_url("**/help/keys")


async def test_hot_keys_can_be_turned_off(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="duty_officer") as seen:
        await seen.context.add_cookies([{"name": "zf_keys", "value": "off", "url": served.url}])
        await seen.open("/worklist")
        await seen.page.keyboard.press("F2")
        await seen.page.wait_for_timeout(300)
        assert seen.path == "/worklist"


async def test_errors_take_the_focus_and_lead_to_their_fields(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="duty_officer") as seen:
        await seen.open("/reports/new")
        await seen.page.keyboard.press("F8")
        await seen.page.wait_for_selector("[data-errors]")
        assert await seen.page.evaluate("document.activeElement.hasAttribute('data-errors')")
        await seen.page.click(".errors a[href='#f-title']")
        assert await seen.focused() == "f-title"


async def test_filter_waits_for_the_composed_characters(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="handler") as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
        await seen.open("/cases")
        await seen.page.focus("#q")
        session = await seen.context.new_cdp_session(seen.page)
        for text in ("z", "zh", "zha"):
            await session.send("Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1})
        await seen.page.wait_for_timeout(600)
        assert asked == [], "no request in the middle of a character"
        await session.send("Input.insertText", {"text": "诈骗"})
        await seen.eventually("document.querySelectorAll('#list tr[data-row]').length === 1")
        assert len(asked) == 1
        assert "q=" in seen.page.url, "the address follows, so the list can be shared"


async def test_double_press_sends_once(chromium: Browser, served: Served) -> None:
    served.node.commands.clear()
    async with window(chromium, served, role="bureau_leader") as seen:
        await seen.open("/cases/case-3/head-signature")
        await seen.page.focus("#f-opinion")
        await seen.page.evaluate("const b = document.querySelector('[data-submit]'); b.click(); b.click();")
        await seen.page.wait_for_url("**/cases/case-3?done=signed")
        assert len(served.node.commands) == 1


async def test_evidence_arrives_without_a_reload(
    chromium: Browser, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert HallSettings(agencies=()).live_seconds <= 5
    async with window(chromium, served, role="handler") as seen:
        await seen.open("/transfers/tr-1")
        assert await seen.page.locator("#evidence .done").count() == 2
        await seen.eventually("document.querySelector('#evidence').dataset.last !== undefined")
        monkeypatch.setattr(sample_exchange.evidences, "__defaults__", ("done",))
        monkeypatch.setattr(sample_exchange, "transfer_view", _delivered(sample_exchange.transfer_view))
        await seen.eventually("document.querySelectorAll('#evidence .done').length === 3")
        assert seen.path == "/transfers/tr-1"


def _delivered(view: object) -> object:
    def changed(transfer_id: str) -> object:
        assert callable(view)
        return view(transfer_id).model_copy(update={"evidences": sample_exchange.evidences("done")})

    return changed


async def test_everything_works_without_javascript(chromium: Browser, served: Served) -> None:
    served.node.commands.clear()
    async with window(chromium, served, role="duty_officer", scripts=False) as seen:
        await seen.open("/cases?q=诈骗")
        assert await seen.page.locator("tr[data-row]").count() == 1
        await seen.open("/reports/new")
        await seen.page.check("input[name=source][value=alert]")
        await seen.page.fill("#f-title", "临河路入室抢劫")
        await seen.page.click("[data-submit]")
        assert await seen.page.locator(".errors li").count() == 1
        assert await seen.page.input_value("#f-title") == "临河路入室抢劫"
        await seen.page.fill("#f-facts", "嫌疑人持刀入室")
        await seen.page.click("[data-submit]")
        await seen.page.wait_for_url("**/receipt*")
    await until(lambda: len(served.node.commands) == 1)


async def test_receipt_prints_on_one_page(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="duty_officer") as seen:
        await seen.open("/reports/rep-1/receipt")
        pdf = await seen.page.pdf(prefer_css_page_size=True)
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") == 1
        await seen.page.emulate_media(media="print")
        assert not await seen.page.is_visible("header.top")
        assert await seen.page.is_visible("article.sheet")
