"""Papers of meetings, tasks and supervision documents on pages: printing, the list with digests, the file."""

import pytest

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode

ROOMS = (
    ("plc_coordinator", "/meetings/meet-1"),
    ("legal_reviewer", "/tasks/task-1"),
    ("legal_reviewer", "/notices/notice-1"),
    ("discipline", "/cooperation/coop-clue"),
    ("bureau_leader", "/deliberations/del-2"),
)
LACKING = {
    "code": "paper.characters_lacking",
    "zh": "字库缺字，无法打印：𠮷。",
    "en": "No font here has these characters.",
    "next_zh": "可以选择“缺字手写”打印。",
    "next_en": "",
}


@pytest.mark.parametrize(("role", "matter"), ROOMS)
async def test_a_paper_is_made_by_one_press_and_opened_from_the_list(
    visit: Visit, node: FakeNode, role: str, matter: str
) -> None:
    client = visit(role)
    page = f"{matter}/papers"
    answer = await submit(client, page, {"type": "meeting_minutes"}, action=page)
    assert answer.headers["location"] == f"{page}?done=paper_made"
    assert node.commands[-1].body == {"type": "meeting_minutes", "by_hand": False}
    shown = (await page_of(client, page)).one("main").text
    assert "5ab3" * 16 in shown
    assert "审签稿" in shown
    file = await client.get(f"{page}/mp-1")
    assert file.headers["content-type"] == "application/pdf"


@pytest.mark.parametrize(("role", "matter"), ROOMS)
async def test_the_matter_leads_to_its_papers(visit: Visit, role: str, matter: str) -> None:
    links = [one.attributes.get("href") for one in (await page_of(visit(role), matter)).all("a")]
    assert f"{matter}/papers" in links


async def test_characters_without_a_picture_are_named_above_the_form(visit: Visit, node: FakeNode) -> None:
    client, page = visit("plc_coordinator"), "/meetings/meet-1/papers"
    node.refuse[page] = (422, [LACKING])
    answer = await submit(client, page, {"type": "meeting_minutes"}, action=page)
    assert answer.status_code == 422
    assert "字库缺字" in answer.text
    node.refuse.clear()
    await submit(client, page, {"type": "meeting_minutes", "by_hand": "yes"}, action=page)
    assert node.commands[-1].body["by_hand"] is True
