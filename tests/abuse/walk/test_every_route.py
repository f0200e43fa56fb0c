"""Bad input before every route of every service, made from the descriptions: refused by name, and nothing has changed.

What a service does with such input inside a form it takes is asked by schemathesis (tests/abuse/input).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta

import httpx
import pytest

from tests.abuse.walk.node import Node, changed
from tests.abuse.walk.operations import FORM, JSON, Operation
from tests.fleet.sites import POLICE, PROCURATORATE
from zf_platform.auth import TokenIssuer
from zf_platform.clock import OffsetClock
from zf_platform.ids import new_secret
from zf_platform.keys import KeyRing, load_keys

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
TEN_MEGABYTES = 10 * 1024 * 1024
STRANGE = "field_nobody_knows"
TWO_HOURS = timedelta(hours=2)


async def test_no_bad_body_passes_or_leaves_a_trace(node: Node) -> None:
    """Unknown field, wrong type of each field, no object at all, 10 MB, no key: 4xx with field and rule."""
    wrong: list[str] = []
    tried = Counter[str]()
    for operation in [one for one in node.operations if one.content]:
        before = await node.marks(operation.service)
        for name, body, statuses, field in _bad_bodies(operation):
            answer = await node.call(operation, body=body)
            tried[name] += 1
            wrong += _refused(operation, name, answer, statuses=statuses, field=field)
        if operation.keyed:
            answer = await node.call(operation, body=operation.sample(), key="short")
            wrong += _refused(operation, "bad key", answer, statuses={422})
        if differing := changed(before, await node.marks(operation.service)):
            wrong.append(f"{operation}: refused, yet changed {differing}")
    print(f"\n{sum(tried.values())} bad bodies: {dict(tried)}; {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong[:60])
    assert tried["unknown field"] > 100


async def test_no_bad_query_passes(node: Node) -> None:
    wrong: list[str] = []
    for operation in node.operations:
        if operation.kind == "public" and operation.path.startswith("/health"):
            continue
        body = operation.sample() if operation.content == JSON else None
        answer = await node.call(operation, body=body, query={STRANGE: "1"})
        wrong += _refused(operation, "unknown query", answer, statuses={422}, field=STRANGE)
        for name, schema in operation.query.items():
            if _typed(schema):
                answer = await node.call(operation, body=body, query={name: "no such value"})
                wrong += _refused(operation, f"query {name}", answer, statuses={422}, field=name)
    assert not wrong, "\n".join(wrong[:60])


async def test_no_false_token_opens_a_door(node: Node) -> None:
    """Of another agency, altered, forged, of another service, two hours early or late: 401, and nothing is said about why."""
    wrong: list[str] = []
    tried = Counter[str]()
    before = {name: await node.marks(name) for name in node.services}
    false = _false_tokens(node)
    for operation in [one for one in node.operations if one.kind != "public"]:
        body = operation.sample() if operation.content == JSON else None
        kind = f"{operation.service} {operation.kind}"
        for name, token in false[kind].items():
            answer = await node.call(operation, body=body, token=token)
            tried[name] += 1
            wrong += _refused(operation, name, answer, statuses={401})
    wrong += [f"{name}: changed" for name in before if changed(before[name], await node.marks(name))]
    print(f"\n{sum(tried.values())} false tokens: {dict(tried)}; {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong[:60])


async def test_a_stale_version_is_a_conflict(node: Node) -> None:
    """The smallest body of the right form, of a version nobody has: 409 where the object is there.

    Where a part of it is not (a suspect of the case), the version of the whole may be looked at first.
    """
    wrong: list[str] = []
    told = Counter[int]()
    for operation in [one for one in node.operations if "version" in one.required]:
        before = await node.marks(operation.service)
        answer = await node.call(operation, body=operation.sample())
        told[answer.status_code] += 1
        expected = {409} if node.has_object_of(operation) else {404, 409}
        wrong += _refused(operation, "stale", answer, statuses=_EARLIER.get(operation.path, expected))
        if differing := changed(before, await node.marks(operation.service)):
            wrong.append(f"{operation}: stale, yet changed {differing}")
    print(f"\nstale versions: {dict(told)}")
    assert not wrong, "\n".join(wrong[:60])
    assert told[409] > 40


_EARLIER = {"/cases/{case_id}/acts": {422}, "/cases/{case_id}/exit-check": {403}}
"""What is looked at before the version: an act of this name must exist, and the handler may not check his own case."""


async def test_a_repeated_request_gets_the_same_answer_and_does_nothing_twice(node: Node) -> None:
    """Same key and body: same bytes. Same key, other body: refused. What was refused before is refused again."""
    wrong: list[str] = []
    done = 0
    for operation in [one for one in node.operations if one.keyed]:
        key, body = new_secret(), operation.sample() if operation.content else None
        first = await node.call(operation, body=body, key=key)
        before = await node.marks(operation.service)
        second = await node.call(operation, body=body, key=key)
        same = _told(first, operation.once) == _told(second, operation.once) or (first.is_error and second.is_error)
        if not same:
            wrong.append(
                f"{operation}: {first.status_code} {first.text[:120]}, again {second.status_code} {second.text[:120]}"
            )
        if first.is_success:
            done += 1
            other = await node.call(operation, body={**(body or {}), STRANGE: 1}, key=key)
            wrong += _refused(operation, "other body", other, statuses={409, 422})
        if differing := changed(before, await node.marks(operation.service)):
            wrong.append(f"{operation}: repeated, and changed {differing}")
    print(f"\n{done} acts carried out once")
    assert not wrong, "\n".join(wrong[:60])


def _bad_bodies(operation: Operation) -> Iterator[tuple[str, Mapping[str, object] | bytes, set[int], str]]:
    """Name, body, expected statuses, field that must be named."""
    good = operation.sample()
    yield "unknown field", good | {STRANGE: "1"}, {422}, STRANGE
    if operation.content == FORM:
        # A form takes files, so its limit is its own; missing fields are named as in JSON.
        yield from (("missing field", _without(good, name), {422}, name) for name in good)
        return
    yield "10 MB", json.dumps(good | {STRANGE: "x" * TEN_MEGABYTES}).encode(), {413}, ""
    yield "no object", b"[1, 2]", {422}, ""
    yield "no JSON", b'{"version": 1,', {422}, ""
    yield "twice the same", b'{"version": 1, "version": 2}', {422}, "version"
    for name in operation.fields:
        if not operation.takes_anything(name):
            yield "wrong type", good | {name: operation.misfit(name)}, {422}, name
    yield from (("missing field", _without(good, name), {422}, name) for name in operation.required)


def _without(good: Mapping[str, object], name: str) -> Mapping[str, object]:
    return {key: value for key, value in good.items() if key != name}


def _false_tokens(node: Node) -> dict[str, dict[str, str]]:
    """For each service and kind of door; every token but for its one fault would do."""
    ring = load_keys(node.site.folder.key_file(POLICE))
    foreign = load_keys(node.site.folder.key_file(PROCURATORATE))
    roles = [role.id for role in node.site.law.roles.all()]

    def person(service: str, *, agency: str = POLICE, by: KeyRing = ring, off: timedelta = timedelta()) -> str:
        issuer = TokenIssuer(agency, ring=by, clock=OffsetClock(off))
        return issuer.access_token("police.handler", service=service, roles=roles, unit="criminal")

    def peer(audience: str = POLICE, *, off: timedelta = timedelta()) -> str:
        return TokenIssuer(PROCURATORATE, ring=foreign, clock=OffsetClock(off)).node_token(audience)

    found: dict[str, dict[str, str]] = {}
    for service in node.services:
        found[f"{service} person"] = {
            "none": "",
            "another agency's": person(service, agency=PROCURATORATE, by=foreign),
            "another agency's key": person(service, by=foreign),
            "another service's": person(next(name for name in node.services if name != service)),
            "altered": _altered(person(service)),
            "two hours late": person(service, off=-TWO_HOURS),
            "two hours early": person(service, off=TWO_HOURS),
            "a node's": peer(),
        }
        found[f"{service} node"] = {
            "none": "",
            "altered": _altered(peer()),
            "for another agency": peer("court"),
            "two hours late": peer(off=-TWO_HOURS),
            "two hours early": peer(off=TWO_HOURS),
            "a person's": person(service),
        }
        found[f"{service} hall"] = {"none": "", "altered": _altered(node.hall_key), "a person's": person(service)}
    return found


def _altered(token: str) -> str:
    middle = len(token) // 2
    return token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]


def _typed(schema: Mapping[str, object]) -> bool:
    """Whether `no such value` is a value of this type."""
    options = schema.get("anyOf", [schema])
    assert isinstance(options, list)
    return not any(one.get("type") in ("string", "array") and not {"format", "enum"} & set(one) for one in options)


def _refused(
    operation: Operation, name: str, answer: httpx.Response, *, statuses: set[int], field: str = ""
) -> list[str]:
    """What is wrong with this answer; empty when it is as it must be."""
    told = f"{operation}, {name} {field}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code not in statuses or answer.headers["content-type"] != "application/problem+json":
        return [told]
    problems = answer.json()["problems"]
    named = [str(one.get("field", "")) for one in problems]
    if field and not any(field in one for one in named):
        return [f"{told} does not name {field}"]
    return [] if problems and all(one["zh"] and one["en"] for one in problems) else [told]


def _told(answer: httpx.Response, once: str) -> tuple[int, object]:
    """Status and content, without what is shown only once."""
    if not once or answer.is_error:
        return answer.status_code, answer.content
    content = answer.json()
    place = content
    *path, last = once.split(".")
    for part in path:
        place = place[part]
    place.pop(last)
    return answer.status_code, content
