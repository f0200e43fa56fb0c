"""Every page in both languages: heading, title, landmarks, labels, no style or handler attributes, at most 8 columns."""

from __future__ import annotations

import gzip

import pytest

from tests.web.conftest import Visit, page_of
from tests.web.page_case import PageCase
from tests.web.page_table import PAGES
from tests.web.reading import Element, parse
from zf_hall.i18n import LANGUAGES

EACH_PAGE = pytest.mark.parametrize("case", PAGES, ids=lambda case: case.path)
EACH_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
LABELLED = ("input", "select", "textarea")


@EACH_LANGUAGE
@EACH_PAGE
async def test_page_shows_its_heading_in_the_language_asked_for(visit: Visit, case: PageCase, lang: str) -> None:
    root = await page_of(visit(case.role, lang=lang), case.path)
    headings = [heading.text for heading in root.all("h1")]
    expected = case.zh if lang == "zh" else case.en
    assert headings == [expected]
    assert root.one("html").attributes["lang"] == ("zh-CN" if lang == "zh" else "en")
    assert root.one("main").attributes["id"] == "main"
    assert root.one("head").one("title").children, "the tab of the browser says where one is"


@EACH_PAGE
async def test_page_keeps_the_strict_policy_and_the_budget(visit: Visit, case: PageCase) -> None:
    answer = await visit(case.role).get(case.path)
    root = parse(answer.text)
    for element in root.all():
        found = [name for name in element.attributes if name == "style" or name.startswith("on")]
        assert not found, f"<{element.name} {found}> breaks the content security policy"
    assert not [script for script in root.all("script") if "src" not in script.attributes]
    assert len(gzip.compress(answer.content)) <= 40_000


@EACH_PAGE
async def test_every_control_has_a_name_and_every_id_is_single(visit: Visit, case: PageCase) -> None:
    root = await page_of(visit(case.role), case.path)
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    named = {label.attributes["for"] for label in root.all("label") if "for" in label.attributes}
    inside = {id(field) for label in root.all("label") for name in LABELLED for field in label.all(name)}
    for field in (field for name in LABELLED for field in root.all(name)):
        hidden = field.attributes.get("type") == "hidden" or "hidden" in field.attributes
        has_name = field.attributes.get("id") in named or id(field) in inside or "aria-label" in field.attributes
        assert hidden or has_name, field.attributes
    for reference in ("aria-describedby", "aria-labelledby"):
        for element in root.all():
            assert set(element.attributes.get(reference, "").split()) <= set(ids), element.attributes


@EACH_PAGE
async def test_table_has_at_most_eight_columns_with_scope(visit: Visit, case: PageCase) -> None:
    root = await page_of(visit(case.role), case.path)
    for table in root.all("table"):
        heads = [cell for head in table.all("thead") for cell in head.all("th")]
        assert len(heads) <= 8
        assert all(cell.attributes.get("scope") == "col" for cell in heads)


@EACH_PAGE
async def test_people_are_shown_by_name_never_by_account(visit: Visit, case: PageCase) -> None:
    """Accounts of the sample begin with acc-."""
    root = await page_of(visit(case.role), case.path)
    assert "acc-" not in root.one("main").text


@EACH_PAGE
async def test_every_form_that_changes_something_carries_token_and_key(visit: Visit, case: PageCase) -> None:
    root = await page_of(visit(case.role), case.path)
    for form in (form for form in root.all("form") if form.attributes.get("method") == "post"):
        names = [field.attributes.get("name") for field in form.all("input")]
        assert "csrf" in names
        service_form = form.attributes["action"] not in ("/logout", "/preferences", "/audit")
        assert ("key" in names) == service_form, form.attributes["action"]


@EACH_PAGE
async def test_links_lead_to_pages_that_exist(visit: Visit, case: PageCase) -> None:
    root = await page_of(visit(case.role), case.path)
    for link in root.all("a"):
        target = link.attributes["href"]
        assert target.startswith(("/", "#")), target
        if target.startswith("#"):
            assert root.all(id=target[1:]), f"{target} leads nowhere"
        else:
            assert "//" not in target
            assert "None" not in target


async def test_menu_shows_only_what_the_role_may_use(visit: Visit) -> None:
    handler = await page_of(visit("handler"), "/worklist")
    operator = await page_of(visit("operator"), "/ops")
    assert _menu(handler) >= {"/worklist", "/cases", "/transfers", "/deadlines"}
    assert not _menu(handler) & {"/ops", "/inbox", "/audit", "/review"}
    assert _menu(operator) >= {"/ops", "/ops/dead-letters", "/ledger"}
    assert not _menu(operator) & {"/cases", "/reports"}


async def test_fragment_is_only_the_list(visit: Visit) -> None:
    client = visit("handler")
    whole = await client.get("/cases?q=诈骗")
    part = await client.get("/cases?q=诈骗", headers={"X-Fragment": "list"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "李某诈骗案" in part.text
    assert "王某等人盗窃案" not in part.text
    assert "X-Fragment" in part.headers["vary"]


async def test_live_evidence_is_served_as_a_fragment(visit: Visit) -> None:
    part = await visit("handler").get("/transfers/tr-1", headers={"X-Fragment": "evidence"})
    root = parse(part.text)
    steps = root.one("ol", class_="steps").all("li")
    assert [step.attributes["class"] for step in steps] == ["done", "done", "late", "waiting"]
    assert "迟延" in steps[2].text, "late is said in words, not by colour alone"


async def test_overdue_is_said_in_words(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/worklist")
    rows = root.all("tr", class_="row-over")
    assert [row.one("span", class_="due-over").text for row in rows] == ["逾期 2 天"]
    first = root.all("tr", data_row="/cases/case-2")
    assert first, "the most urgent case is there"
    assert root.all("tr")[1] is first[0], "the most urgent case comes first"


async def test_case_page_says_why_not_and_who_can(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/cases/case-1")
    aside = root.one("aside").text
    assert "这一步由局领导办理，您的岗位是承办人。" in aside
    assert "缺少文书：撤销案件决定书" in aside
    assert "由谁办：局领导" in aside
    assert "刑事诉讼法第105条第4款" in root.one(id="clocks").text, "a deadline is explained with its article"
    assert "补录" in root.one(id="timeline").text


async def test_traces_of_the_whole_agency_are_not_for_everyone(visit: Visit) -> None:
    """A handler may see one matter's trace; liaison refuses the list without a number, so the page asks for one."""
    own = await page_of(visit("handler"), "/ops/traces")
    assert "请输入案号查询" in own.one("main").text
    one = await page_of(visit("handler"), "/ops/traces?q=A3299002026110001")
    assert one.all("a", class_="case-link")
    assert (await page_of(visit("operator"), "/ops/traces")).all("a", class_="case-link")


def _menu(root: Element) -> set[str]:
    return {link.attributes["href"] for link in root.one("nav", class_="side").all("a")}


@EACH_LANGUAGE
async def test_a_clock_says_what_became_of_it_and_by_which_act(visit: Visit, lang: str) -> None:
    root = await page_of(visit("handler", lang=lang), "/cases/case-1")
    clocks = {clock.one("b").text: clock.text for clock in root.one(id="clocks").all(class_="clock")}
    expected = {
        "拘留后通知家属|Family notice after detention": "不再适用|No longer applies",
        "对不起诉要求复议|Ask for reconsideration": "期满未行使|Lapsed unused",
        "拘留后送看守所|Hand over to the detention house": "超期未办|Overdue, never done",
        "逮捕后通知家属|Family notice after arrest": "逾期 2 天|2 days overdue",
        "对不批准逮捕要求复议|Ask for reconsideration of the refusal": "权利期限|a right",
    }
    place = 0 if lang == "zh" else 1
    for title, words in expected.items():
        assert words.split("|")[place] in clocks[title.split("|")[place]]
    ended = clocks[["拘留后通知家属", "Family notice after detention"][place]]
    assert ("因：取保候审" if lang == "zh" else "by: Release on bail") in ended
    running = root.one(id="clocks").one("h2").text
    assert "4" in running, "two that run, one that is overdue, one right; the others have ended"


async def test_who_signed_and_who_accepted_stand_on_the_transfer_by_name(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/transfers/tr-1")
    assert "签发人孙局" in root.one("main").text.replace(" ", "")
