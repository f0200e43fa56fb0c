"""Every refusal is problem+json with a plain reason; garbage of any kind never becomes a 5xx."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.http.desk import value
from zf_platform.testing import Caller, ServiceUnderTest


def clerk(service: ServiceUnderTest) -> Caller:
    return service.caller("police.clerk", roles=["clerk"], unit="u1")


def as_bytes(content: object) -> bytes:
    return json.dumps(content).encode()


async def send(
    caller: Caller, content: bytes, *, content_type: str | None = "application/json"
) -> tuple[int, str, str]:
    headers = {"idempotency-key": "garbage-0001"}
    if content_type is not None:
        headers["content-type"] = content_type
    answer = await caller.http.post("/notes", content=content, headers=headers)
    if answer.status_code < 300:
        return answer.status_code, "", ""
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["request_id"] == answer.headers["x-request-id"]
    first = body["problems"][0]
    assert first["zh"]
    assert first["en"]
    return answer.status_code, first["code"], first.get("field", "")


@pytest.mark.parametrize(
    ("content", "status", "code", "field"),
    [
        (b"", 422, "request.field_missing", "body"),
        (b"{", 422, "request.not_json", ""),
        (b"\xff\xfe\x00", 422, "request.unreadable", ""),
        (b"[]", 422, "request.wrong_type", "body"),
        (b"null", 422, "request.wrong_type", "body"),
        (b'{"title": 3}', 422, "request.wrong_type", "title"),
        (b'{"title": "ab", "number": "3"}', 422, "request.wrong_type", "number"),
        (b'{"title": "ab", "number": true}', 422, "request.wrong_type", "number"),
        (b'{"title": "ab", "day": 20000}', 422, "request.wrong_type", "day"),
        (b'{"title": "x"}', 422, "request.field_invalid", "title"),
        (b'{"title": "ab", "tilte": "cd"}', 422, "request.field_unknown", "tilte"),
        (b'{"title": "ab", "kind": "letter"}', 422, "request.field_invalid", "kind"),
        (b'{"title": "ab", "day": "tomorrow"}', 422, "request.wrong_type", "day"),
        (
            b'{"title": "ab", "places": [{"street": "S1"}, {"street": 1}]}',
            422,
            "request.wrong_type",
            "places[1].street",
        ),
        (b'{"title": "a\\u0000b"}', 422, "request.null_character", ""),
        (b'{"title": "ab", "number": 99999999999999999999}', 422, "request.value_refused", ""),
        (b'{"title": "ab", "number": ' + b"9" * 6000 + b"}", 422, "request.unreadable", ""),
        (b'{"title": "\\ud800 half"}', 422, "request.field_invalid", "title"),
        (b"[" * 100_000, 422, "request.unreadable", ""),
    ],
)
async def test_bodies_that_are_refused(
    service: ServiceUnderTest, content: bytes, status: int, code: str, field: str
) -> None:
    assert await send(clerk(service), content) == (status, code, field)
    assert await value(service, "SELECT count(*) FROM note") == 0


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", None, "json"])
async def test_a_wrong_content_type_is_refused(service: ServiceUnderTest, content_type: str | None) -> None:
    status, code, _ = await send(clerk(service), b'{"title": "ab"}', content_type=content_type)
    assert (status, code) == (415, "request.content_type")


async def test_the_rule_is_named_in_both_languages(service: ServiceUnderTest) -> None:
    answer = await clerk(service).post("/notes", json={"title": "x"})
    found = answer.json()["problems"][0]
    assert "至少 2 个字符" in found["zh"]
    assert "at least 2 characters" in found["en"]
    assert found["next_zh"]


async def test_a_large_body_is_refused_without_reading_it(service: ServiceUnderTest) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10 * 1024):
            read += 1024
            yield b"x" * 1024

    answer = await clerk(service).http.post(
        "/notes", content=endless(), headers={"idempotency-key": "large-0001", "content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["problems"][0]["code"] == "request.too_large"
    assert answer.headers["connection"] == "close"
    assert read <= 1024 * 1024 + 2048


async def test_a_declared_large_body_is_refused_unread(service: ServiceUnderTest) -> None:
    sent = 0

    async def receive() -> dict[str, object]:
        nonlocal sent
        sent += 1
        return {"type": "http.request", "body": b"x", "more_body": True}

    statuses: list[int] = []

    async def reply(message: object) -> None:
        assert isinstance(message, dict)
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    token = clerk(service).http.headers["authorization"].encode()
    headers = [(b"authorization", token), (b"idempotency-key", b"large-0002"), (b"content-length", b"10485760")]
    scope = {
        "type": "http", "method": "POST", "path": "/notes", "raw_path": b"/notes", "query_string": b"", "root_path": "",
        "headers": headers, "http_version": "1.1", "scheme": "http", "server": ("x", 80), "client": ("x", 1),
    }  # fmt: skip
    await service.service.app(scope, receive, reply)
    assert (statuses, sent) == ([413], 0)


async def test_a_slow_body_is_cut_off(service: ServiceUnderTest) -> None:
    runtime = service.service.app.state.zf_runtime
    object.__setattr__(runtime, "body_seconds", 0.2)

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)
        yield b"}"

    async with asyncio.timeout(3):
        answer = await clerk(service).http.post(
            "/notes", content=slow(), headers={"idempotency-key": "slow-00001", "content-type": "application/json"}
        )
    assert answer.status_code == 408


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "request.not_found"),
        ("DELETE", "/notes", 405, "request.method_not_allowed"),
        ("PATCH", "/notes/1", 405, "request.method_not_allowed"),
        ("GET", "/notes/", 404, "request.not_found"),
        ("GET", "/notes/a%00b", 422, "request.null_character"),
        ("GET", "/notes/1?limit=0", 422, "request.field_invalid"),
        ("GET", "/notes/1?limit=many", 422, "request.wrong_type"),
        ("GET", "/notes/1?limit=99999999999999999999999", 422, "request.value_refused"),
        ("GET", "/notes/1?limti=1", 422, "request.field_unknown"),
        ("GET", "/notes/1?limit=1&limit=2", 422, "request.field_repeated"),
        ("GET", "/notes/1?limit=1&LIMIT=1", 422, "request.field_unknown"),
        ("GET", "/notes/1?since=20000", 422, "request.wrong_type"),
        ("GET", "/notes/1?since=1.5", 422, "request.wrong_type"),
        ("POST", "/notes?title=elsewhere", 422, "request.field_unknown"),
    ],
)
async def test_paths_and_methods(service: ServiceUnderTest, method: str, path: str, status: int, code: str) -> None:
    answer = await clerk(service).call(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (status, code)


async def test_a_foreign_object_answers_as_a_missing_one(service: ServiceUnderTest) -> None:
    made = (await clerk(service).post("/notes", json={"title": "mine"})).json()
    other = service.caller("police.other", roles=["reader"])
    foreign, missing = await other.get(f"/notes/{made['id']}"), await other.get("/notes/none")
    for answer in (foreign, missing):
        assert answer.status_code == 404
    left, right = foreign.json(), missing.json()
    assert {**left, "request_id": ""} == {**right, "request_id": ""}


async def test_without_token_without_permission(service: ServiceUnderTest) -> None:
    stranger = await service.stranger().get("/notes/1")
    assert (stranger.status_code, stranger.headers["www-authenticate"]) == (401, "Bearer")
    reader = await service.caller("police.reader", roles=["reader"]).post("/notes", json={"title": "no"})
    assert reader.status_code == 403
    found = reader.json()["problems"][0]
    assert "note.write" in found["zh"]
    assert "clerk" in found["zh"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "Bearer", "e30.e30.e30", "x" * 20_000, "ü"])
async def test_garbage_tokens(service: ServiceUnderTest, token: str) -> None:
    answer = await service.stranger().http.get(
        "/notes/1", headers=[(b"authorization", b"Bearer " + token.encode("latin-1"))]
    )
    assert answer.status_code == 401
    assert answer.json()["problems"][0]["code"] in ("token.refused", "token.missing")


async def test_a_node_token_opens_node_routes_only(service: ServiceUnderTest) -> None:
    """The service here is not liaison, so its audience never fits; an access token does not fit either."""
    assert (await service.peer("court").get("/interagency/notes")).status_code == 401
    assert (await clerk(service).get("/interagency/notes")).status_code == 401
    assert (await service.peer("court").get("/notes/1")).status_code == 401


async def test_headers_of_every_answer(service: ServiceUnderTest) -> None:
    for path in ("/health/live", "/nowhere", "/openapi.json"):
        answer = await service.stranger().get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-request-id"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.sampled_from(["title", "kind", "day", "number", "places", "street", "extra"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=200) | st.dictionaries(_FIELDS, _JSON, max_size=5).map(as_bytes),
    path=st.sampled_from(["/notes", "/refusals/x", "/late", "/files", "/ops/parked-errors/retry"]),
    kind=st.sampled_from(["application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/x"]),
)
async def test_no_garbage_becomes_a_failure(service: ServiceUnderTest, body: bytes, path: str, kind: str) -> None:
    answer = await service.caller("police.clerk", roles=["clerk", "operator"]).http.post(
        path, content=body, headers={"idempotency-key": "garbage-" + str(hash(body)), "content-type": kind}
    )
    expected_failure = path == "/late"
    assert answer.status_code < 500 or (expected_failure and answer.status_code == 500)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["problems"]
