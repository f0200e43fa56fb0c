"""axe-core finds nothing on any page, in both languages and the 长者模式; pages fit their screens without scripts too."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from tests.web.browser import NEEDS_BROWSER, Served, Window, window
from tests.web.page_case import PageCase
from tests.web.page_table import PAGES
from tests.web.sample_query import CODE, NUMBER

pytestmark = [pytest.mark.ui, NEEDS_BROWSER, pytest.mark.timeout(300)]
EACH_PAGE = pytest.mark.parametrize("case", PAGES, ids=lambda case: case.path)
MODES = (("zh", "normal"), ("en", "normal"), ("zh", "elder"))
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


async def violations(seen: Window) -> list[str]:
    found = await Axe().run(seen.page, options=RULES)
    return [
        f"{one['id']}: {node['html'][:160]} — {node['failureSummary'][:200]}"
        for one in found.response["violations"]
        for node in one["nodes"][:3]
    ]


@EACH_PAGE
async def test_no_barrier_on_any_page(chromium: Browser, served: Served, case: PageCase) -> None:
    for lang, size in MODES:
        async with window(chromium, served, role=case.role, lang=lang, size=size) as seen:
            await seen.open(case.path)
            assert await violations(seen) == [], f"{lang} {size}"
            assert seen.complaints == []


@pytest.mark.parametrize(("lang", "size"), MODES)
async def test_no_barrier_at_sign_in_and_on_failure_pages(
    chromium: Browser, served: Served, lang: str, size: str
) -> None:
    async with window(chromium, served, lang=lang, size=size) as seen:
        await seen.open("/login")
        assert await violations(seen) == []
        await seen.page.click("form[action='/login'] button")
        assert await seen.page.locator(".errors li").count() == 3
        assert await violations(seen) == []
    async with window(chromium, served, role="handler", lang=lang, size=size) as seen:
        for path in ("/ops", "/cases/case-99"):
            await seen.open(path)
            assert await violations(seen) == []


@pytest.mark.parametrize(("lang", "size"), MODES)
async def test_no_barrier_in_a_form_with_errors(chromium: Browser, served: Served, lang: str, size: str) -> None:
    async with window(chromium, served, role="duty_officer", lang=lang, size=size) as seen:
        await seen.open("/reports/new")
        await seen.page.click("[data-submit]")
        assert await seen.page.locator(".errors li").count() >= 3
        assert await violations(seen) == []


@EACH_PAGE
async def test_page_fits_the_office_screen_and_reflows_at_320(
    chromium: Browser, served: Served, case: PageCase
) -> None:
    sizes = (
        (1366, 768, "zh", "normal"),
        (1366, 768, "en", "normal"),
        (320, 720, "zh", "normal"),
        (320, 720, "en", "elder"),
    )
    for width, height, lang, size in sizes:
        async with window(chromium, served, role=case.role, lang=lang, size=size, width=width, height=height) as seen:
            await seen.open(case.path)
            wide = await seen.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{width} {lang} {size}: {wide}"


@pytest.mark.parametrize(("lang", "size"), MODES)
async def test_no_barrier_on_the_pages_of_petitioners(chromium: Browser, served: Served, lang: str, size: str) -> None:
    """Query from the first question to the matter, its forms, the check of a paper; none wider than a telephone."""
    async with window(chromium, served, lang=lang, size=size, width=320, height=720) as seen:
        await seen.open("/query/register")
        assert await violations(seen) == []
        for page in ("/check", "/services", "/hearing-results"):
            await seen.open(page)
            assert await violations(seen) == [], page
            assert await seen.page.evaluate("document.documentElement.scrollWidth") <= 320, page
        await seen.open("/query")
        assert await violations(seen) == []
        await seen.page.check("input[value=police]")
        for name, value in (("petition_no", NUMBER), ("code", CODE)):
            await seen.page.click("[data-submit]")
            assert await violations(seen) == []
            await seen.page.fill(f"#f-{name}", value)
        await seen.page.click("[data-submit]")
        assert await seen.page.locator(".course li").count() == 2
        assert await violations(seen) == []
        assert await seen.page.evaluate("document.documentElement.scrollWidth") <= 320
        small = await seen.page.evaluate(
            "[...document.querySelectorAll('main p, main li, main dd, main dt, main label, main a')]"
            ".filter(one => one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 18).length"
        )
        assert small == 0
        await seen.page.click("form[action='/query/consent'] button")
        assert await violations(seen) == []
        assert await seen.page.evaluate("document.documentElement.scrollWidth") <= 320
        await seen.page.click("form[action='/query'] button")
        await seen.page.click("form[action='/query/rating'] button")
        assert await violations(seen) == []
        assert seen.complaints == []
        await seen.page.click("form[action='/query'] button")
        await seen.page.click("form[action='/query/consent'] button")
        await seen.page.click("[data-submit]")
        assert await seen.page.locator(".errors li").count() == 1
        assert await violations(seen) == []
