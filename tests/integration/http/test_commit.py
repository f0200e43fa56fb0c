"""Findings 4 and 5 of the reliability paper: the answer leaves after the commit, and a key has one effect."""

import asyncio

import httpx
import pytest

from tests.integration.http.desk import value
from zf_platform.testing import Caller, ServiceUnderTest


def clerk(service: ServiceUnderTest) -> Caller:
    return service.caller("police.clerk", roles=["clerk"], unit="u1")


async def test_a_good_act_is_committed_with_its_audit_entry(service: ServiceUnderTest) -> None:
    answer = await clerk(service).post("/notes", json={"title": "first"})
    assert answer.status_code == 201
    assert await value(service, "SELECT title FROM note") == "first"
    assert await value(service, "SELECT act FROM audit_entry") == "note.write"
    assert await value(service, "SELECT request_id FROM audit_entry") == answer.headers["x-request-id"]


async def test_a_commit_that_fails_answers_5xx_and_changes_nothing(service: ServiceUnderTest) -> None:
    answer = await clerk(service).post("/late", key="late-0001")
    assert answer.status_code == 500
    assert answer.json()["problems"][0]["code"] == "request.failed"
    assert "duplicate" not in answer.text
    for table in ("note", "late", "audit_entry", "idempotency_key"):
        assert await value(service, f"SELECT count(*) FROM {table}") == 0


@pytest.mark.parametrize(("kind", "status"), [("rule", 422), ("conflict", 409), ("bug", 500)])
async def test_a_refusal_leaves_nothing_behind(service: ServiceUnderTest, kind: str, status: int) -> None:
    answer = await clerk(service).post(f"/refusals/{kind}")
    assert answer.status_code == status
    assert "13912345678" not in answer.text
    assert await value(service, "SELECT count(*) FROM note") == 0
    assert await value(service, "SELECT count(*) FROM idempotency_key") == 0


async def test_the_same_key_answers_the_same_bytes(service: ServiceUnderTest) -> None:
    first = await clerk(service).post("/notes", json={"title": "once"}, key="key-00001")
    again = await clerk(service).post("/notes", json={"title": "once"}, key="key-00001")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["content-type"] == first.headers["content-type"]
    assert await value(service, "SELECT count(*) FROM note") == 1


async def test_the_same_key_with_another_body_is_refused(service: ServiceUnderTest) -> None:
    await clerk(service).post("/notes", json={"title": "once"}, key="key-00002")
    other = await clerk(service).post("/notes", json={"title": "twice"}, key="key-00002")
    assert other.status_code == 422
    assert other.json()["problems"][0]["code"] == "idempotency.body_differs"


async def test_two_people_may_use_the_same_key(service: ServiceUnderTest) -> None:
    for account in ("police.a", "police.b"):
        answer = await service.caller(account, roles=["clerk"]).post("/notes", json={"title": "hi"}, key="shared-key")
        assert answer.status_code == 201
    assert await value(service, "SELECT count(*) FROM note") == 2


@pytest.mark.parametrize("key", ["short", "x" * 129, "has space in it", "ünïcödé-key"])
async def test_a_malformed_key_is_refused(service: ServiceUnderTest, key: str) -> None:
    answer = await clerk(service).http.post(
        "/notes", json={"title": "no"}, headers=[(b"idempotency-key", key.encode("latin-1"))]
    )
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["code"] == "idempotency.key_malformed"


async def test_an_act_without_a_key_is_refused(service: ServiceUnderTest) -> None:
    answer = await clerk(service).http.post("/notes", json={"title": "no"})
    assert answer.json()["problems"][0]["code"] == "idempotency.key_missing"


async def test_twins_wait_for_each_other_and_get_one_answer(service: ServiceUnderTest) -> None:
    caller = clerk(service)
    answers = await asyncio.gather(
        *(caller.post("/notes", json={"title": "twins"}, key="twin-key-1") for _ in range(12))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert await value(service, "SELECT count(*) FROM note") == 1


@pytest.mark.timeout(120)
async def test_500_disconnects_with_retries_have_one_effect_each(service: ServiceUnderTest) -> None:
    """The client leaves at a moment between 0 and 25 ms, then repeats with the same key until it is answered."""
    caller = clerk(service)
    left = 0

    async def act(number: int) -> httpx.Response:
        nonlocal left
        key, body = f"gone-{number:05}", {"title": f"note {number:05}"}
        try:
            async with asyncio.timeout(0.0005 * (number % 50)):
                return await caller.post("/notes", json=body, key=key)
        except TimeoutError:
            left += 1
        for _ in range(20):
            answer = await caller.post("/notes", json=body, key=key)
            if answer.status_code == 201:
                return answer
            assert answer.status_code in (409, 503), answer.text
            await asyncio.sleep(0.05)
        raise AssertionError("never answered")

    for start in range(0, 500, 4):
        answers = await asyncio.gather(*(act(number) for number in range(start, start + 4)))
        for number, answer in enumerate(answers, start):
            assert answer.json()["title"] == f"note {number:05}"
    assert left > 100, "the clients must really leave"
    assert await value(service, "SELECT count(*) FROM note") == 500
    assert await value(service, "SELECT count(DISTINCT title) FROM note") == 500
    assert await value(service, "SELECT count(*) FROM audit_entry") == 500
    assert await value(service, "SELECT count(*) FROM idempotency_key WHERE status IS NULL") == 0


async def test_a_read_commits_only_its_audit_entry(service: ServiceUnderTest) -> None:
    made = (await clerk(service).post("/notes", json={"title": "read me"})).json()
    answer = await clerk(service).get(f"/notes/{made['id']}")
    assert answer.json() == made
    assert await value(service, "SELECT count(*) FROM audit_entry WHERE sensitive_read") == 1


async def test_an_upload_is_replayed_by_its_content(service: ServiceUnderTest) -> None:
    caller = clerk(service)

    async def send(content: bytes) -> httpx.Response:
        return await caller.http.post(
            "/files",
            files={"file": ("a.txt", content, "text/plain")},
            data={"title": "file"},
            headers={"idempotency-key": "upload-key"},
        )

    first, again, other = await send(b"abc"), await send(b"abc"), await send(b"abd")
    assert first.json()["title"] == "file 3"
    assert again.content == first.content
    assert other.json()["problems"][0]["code"] == "idempotency.body_differs"


async def test_a_stream_is_served_after_its_transaction(service: ServiceUnderTest) -> None:
    answer = await clerk(service).get("/stream")
    assert answer.text == "one two"
