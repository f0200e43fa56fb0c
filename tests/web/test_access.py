"""Every route × every role: 200 or 403 by the table written by hand; nothing is reachable without signing in."""

from __future__ import annotations

import html
import re

import pytest
from fastapi import APIRouter, FastAPI

from tests.web.conftest import Visit, page_of
from tests.web.page_case import PageCase
from tests.web.page_table import NOT_PAGES, PAGES
from tests.web.people import PEOPLE, Person
from zf_hall.access import PUBLIC, SIGNED_IN, needed, page_rows


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.username)
async def test_matrix_of_pages(visit: Visit, hall: FastAPI, person: Person) -> None:
    """Whoever may not open a page gets 403, and no page leads him to one."""
    client, signs = visit(person.role), _signs(hall)
    wrong = []
    for case in PAGES:
        allowed = not case.needs or any(name in person.permissions for name in case.needs)
        answer = await client.get(case.path)
        if answer.status_code != (200 if allowed else 403):
            wrong.append(f"{case.path}: {answer.status_code}, allowed={allowed}")
        elif allowed:
            wrong += [f"{case.path} leads to {link}" for link in _closed(answer.text, signs, person)]
    assert not wrong, "\n".join(wrong)


def test_a_link_to_a_closed_page_is_found(hall: FastAPI) -> None:
    person = next(one for one in PEOPLE if "report.register" not in one.permissions)
    page = '<a href="/reports/new?x=1">登记</a><a href="/me">我的</a>'
    assert _closed(page, _signs(hall), person) == ["/reports/new?x=1"]


def _signs(hall: FastAPI) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """Pages by what an address looks like; where two could match, the one with fewer open places comes first."""
    rows = [(path, permissions) for method, path, permissions in page_rows(hall) if method == "GET"]
    rows.sort(key=lambda row: row[0].count("{"))
    return [(re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)), permissions) for path, permissions in rows]


def _closed(page: str, signs: list[tuple[re.Pattern[str], tuple[str, ...]]], person: Person) -> list[str]:
    """Links of a page that would answer this person with 403."""
    closed = []
    for link in sorted(set(re.findall(r'<a[^>]* href="(/[^"#]*)', page))):
        path = html.unescape(link).partition("?")[0]
        needs = next((permissions for pattern, permissions in signs if pattern.fullmatch(path)), (PUBLIC,))
        if not {PUBLIC, SIGNED_IN}.intersection(needs) and not person.permissions.keys() & set(needs):
            closed.append(link)
    return closed


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.path)
async def test_nobody_is_sent_to_sign_in_and_back(visit: Visit, case: PageCase) -> None:
    answer = await visit().get(case.path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")


def test_table_names_every_page(hall: FastAPI) -> None:
    declared = {(path, permissions) for method, path, permissions in page_rows(hall) if method == "GET"}
    written = {(case.route, case.needs or (SIGNED_IN,)) for case in PAGES}
    assert {row for row in declared if row[0] not in NOT_PAGES} == written


def test_only_these_routes_are_public(hall: FastAPI) -> None:
    public = {f"{method} {path}" for method, path, permissions in page_rows(hall) if PUBLIC in permissions}
    assert public == {
        "GET /login",
        "POST /login",
        "POST /logout",
        "POST /preferences",
        "GET /static/{version}/{name}",
        "GET /favicon.ico",
        "GET /health/live",
        "GET /check",
        "POST /check",
        "GET /query",
        "GET /q",
        "POST /query",
        "POST /query/supplement",
        "POST /query/withdrawal",
        "POST /query/rating",
        "GET /query/register",
        "POST /query/register",
        "POST /query/appointment",
        "POST /query/consent",
        "GET /services",
        "GET /hearing-results",
        "GET /hall/screen",
        "GET /hall/screen/{agency}",
        "GET /hall/screen/{agency}/stream",
        "GET /hall/slip/{agency}/{code}",
        "POST /hall/slip/{agency}/{code}",
    }


async def test_forms_are_guarded_like_pages(visit: Visit, hall: FastAPI) -> None:
    """A person without any of the permissions cannot send the form either, whatever token it carries: here one who may keep
    accounts and the directory, and nothing else."""
    client = visit("account_admin")
    wrong = []
    for method, path, permissions in page_rows(hall):
        if method != "POST" or PUBLIC in permissions or {"session.own", "directory.keep"} & set(permissions):
            continue
        answer = await client.post(path, data={"csrf": "csrf-of-police-account_admin"})
        if answer.status_code != 403:
            wrong.append(f"{path}: {answer.status_code}")
    assert not wrong


def test_route_without_a_rule_stops_the_start() -> None:
    router = APIRouter()

    @router.get("/open")
    async def forgotten() -> None:
        """A page that does not say who may open it."""

    with pytest.raises(RuntimeError, match="declare needs"):
        needed(router.routes[0])


async def test_forbidden_page_says_what_is_missing_and_whom_to_ask(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/ops", status=403)
    assert "查看交换状态" in root.one("main").text
    assert "账号管理员" in root.one("main").text
    assert root.one("main").all("code"), "the request id is given"
