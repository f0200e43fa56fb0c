"""The parts of the HTTP edge that need no database."""

import tomllib
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zf_law.problems import Problem
from zf_platform.errors import Conflict, Forbidden, NotFound, Refused
from zf_platform.http.access import AccessMissing, access, access_rows, routes_without_access
from zf_platform.http.failures import meaning_of
from zf_platform.http.problems import field_path, reason, validation_problem
from zf_platform.http.route import service_router
from zf_platform.http.rules_text import rule_in_chinese
from zf_platform.settings import ServiceSettings, settings_table

ROOT = Path(__file__).parents[4]


def test_a_route_without_access_is_refused_when_it_is_written() -> None:
    router = service_router(tag="x")
    with pytest.raises(AccessMissing, match="/open"):

        @router.get("/open")
        async def unguarded() -> None: ...


def test_a_plain_route_is_found_too() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    plain = APIRouter()

    @plain.get("/plain")
    async def unguarded() -> None: ...

    app.include_router(plain)
    assert routes_without_access(app) == ["/plain"]
    assert access_rows(app) == [("GET", "/plain", "missing")]


@pytest.mark.parametrize("arguments", [{}, {"permission": "a.b", "public": True}, {"public": True, "node": True}])
def test_access_is_exactly_one_of_three(arguments: dict[str, bool]) -> None:
    with pytest.raises(AccessMissing):
        access(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (("body", "title"), "title"),
        (("body", "places", 0, "street"), "places[0].street"),
        (("body",), "body"),
        (("query", "limit"), "query.limit"),
        (("body", "due", "function-before[check(), date]"), "due"),
        (("body", "x" * 500), "x" * 200),
        (None, ""),
    ],
)
def test_field_paths(location: object, expected: str) -> None:
    assert field_path(location) == expected


def test_a_validation_problem_never_quotes_the_value() -> None:
    found = {"type": "string_too_short", "loc": ("body", "name"), "msg": "String should have at least 2 characters",
             "input": "张", "ctx": {"min_length": 2}}  # fmt: skip
    told = reason(validation_problem(found))
    assert told["field"] == "name"
    assert "至少 2 个字符" in str(told["zh"])
    assert "at least 2 characters" in str(told["en"])
    assert "张" not in str(told)


def test_an_unknown_rule_falls_back_to_english() -> None:
    assert rule_in_chinese("something_new", {}) == ""
    assert rule_in_chinese("string_too_short", {}) == "至少 "
    told = reason(validation_problem({"type": "something_new", "loc": ("body", "x"), "msg": "Input should be good"}))
    assert "It should be good" in str(told["zh"])


def test_statuses_of_refusals() -> None:
    problem = (Problem("skip.same_person"),)
    kinds = (Refused(problem), NotFound(), Conflict(problem), Forbidden(problem), Refused(problem, status=415))
    assert [refusal.status for refusal in kinds] == [422, 404, 409, 403, 415]


class _Driver(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "status", "ours"),
    [
        (DBAPIError("s", {}, _Driver("22P02")), 422, False),
        (DBAPIError("s", {}, _Driver("55P03")), 503, True),
        (DBAPIError("s", {}, _Driver("40001")), 503, True),
        (DBAPIError("s", {}, _Driver("57P01")), 503, True),
        (DBAPIError("s", {}, _Driver("53100")), 507, True),
        (DBAPIError("s", {}, _Driver("08006")), 503, True),
        (DBAPIError("s", {}, _Driver("23505")), 500, True),
        (DBAPIError("s", {}, _Driver("x"), connection_invalidated=True), 503, True),
        (PoolTimeout(), 503, True),
        (OSError(28, "no space"), 507, True),
        (ConnectionRefusedError(), 503, True),
        (FileNotFoundError(2, "No such file or directory"), 503, True),  # The server's socket.
        (FileNotFoundError(2, "No such file or directory", "/blobs/ab"), 500, True),
        ("\ud800", 422, False),
        (ValueError("a bug"), 500, True),
    ],
)
def test_what_a_failure_means(error: BaseException | str, status: int, ours: bool) -> None:
    if isinstance(error, str):
        error = UnicodeEncodeError("utf-8", error, 0, 1, "surrogates")
    meaning = meaning_of(error)
    assert (meaning.status, meaning.ours) == (status, ours)


def test_every_failure_has_its_text() -> None:
    texts = tomllib.loads((ROOT / "shared/zf_law/data/problems.toml").read_text())
    for error in (
        ValueError(),
        OSError(28, ""),
        PoolTimeout(),
        ConnectionError(),
        DBAPIError("", {}, _Driver("22000")),
    ):
        prefix, name = meaning_of(error).problem.code.split(".")
        assert name in texts[prefix]


def test_the_settings_page_is_the_generated_one() -> None:
    assert (ROOT / "docs/settings.md").read_text() == settings_table()


def test_every_setting_is_explained() -> None:
    for name, field in ServiceSettings.model_fields.items():
        assert field.description, name


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZF_AGENCY", "police")
    monkeypatch.setenv("ZF_SERVICE", "intake")
    monkeypatch.setenv("ZF_DATABASE_URL", "postgresql://intake:hidden@db/zf_police")
    monkeypatch.setenv("ZF_NODE_URLS", '{"liaison": "http://liaison:8000"}')
    settings = ServiceSettings()
    assert settings.node_urls == {"liaison": "http://liaison:8000"}
    assert "hidden" not in repr(settings)
    monkeypatch.setenv("ZF_BATCH", "0")
    with pytest.raises(ValueError, match="batch"):
        ServiceSettings()
