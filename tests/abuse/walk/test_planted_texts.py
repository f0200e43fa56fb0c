"""Personal data and hostile texts in every field of every route: the one leaves the process nowhere but in answers, the other
stays mere text.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import text

from tests.abuse.walk.node import Node
from tests.abuse.walk.operations import JSON, Operation
from zf_platform.log import setup_logging
from zf_platform.telemetry import all_counters, setup_telemetry
from zf_platform.testing import PLANTED, planted_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
HOSTILE = "=1+1,{{7919*7907}},${7919*7907},<script>alert(1)</script>,'; DROP TABLE account --,%0d%0aX-Walk: 1"
EVALUATED = "62615533"
"""Long enough that no id of a request holds it by chance."""
_ENVELOPES = {"inbox": ("source", "type", "subject"), "outbox": ("receiver", "type", "subject")}
"""What stands outside the encrypted body of a message, and so in routing keys and on the screens of operators."""


@dataclass
class Told:
    """What the process tells about itself while it is walked."""

    spans: InMemorySpanExporter
    log: io.StringIO

    @property
    def everything(self) -> str:
        spans = "\n".join(span.to_json() for span in self.spans.get_finished_spans())
        return "\n".join((spans, self.log.getvalue(), str(all_counters())))


@pytest.fixture
def told() -> Iterator[Told]:
    """Spans and logs of everything, down to the debugging level."""
    exporter, stream = InMemorySpanExporter(), io.StringIO()
    before, level = list(logging.getLogger().handlers), logging.getLogger().level
    telemetry = setup_telemetry("walk", processors=[SimpleSpanProcessor(exporter)])
    setup_logging("DEBUG", stream=stream)
    yield Told(exporter, stream)
    logging.getLogger().handlers[:] = before
    logging.getLogger().setLevel(level)
    telemetry.flush()


async def test_planted_personal_data_leaves_no_route(node: Node, told: Told) -> None:
    """In bodies, paths, queries and unknown fields of every route: never in spans, logs, metrics or routing."""
    planted = "，".join(PLANTED.values())
    for operation in node.operations:
        places = dict.fromkeys(node.objects, planted)
        query = dict.fromkeys(operation.query, planted)
        for body in _bodies(operation, planted):
            await node.call(operation, body=body)
        await node.call(operation, body=body, query=query, path=places)
        await node.call(operation, query={planted: planted}, token=planted.encode().hex())
    everything = told.everything
    assert len(told.spans.get_finished_spans()) > 300
    assert planted_in(everything) == []
    assert planted_in(await _envelopes(node)) == []


async def test_hostile_texts_stay_text_in_every_answer(node: Node) -> None:
    """Formulas, templates, markup, statements and line breaks: taken as they are or refused, never carried out."""
    wrong: list[str] = []
    kept = 0
    for operation in node.operations:
        for body in (
            (operation.sample(text=HOSTILE), operation.sample(every=True, text=HOSTILE))
            if operation.content
            else (None,)
        ):
            one = await node.call(operation, body=body, query=dict.fromkeys(operation.query, HOSTILE))
            kind = one.headers.get("content-type", "")
            fine = one.status_code < 500 and "x-walk" not in one.headers and "text/html" not in kind
            if not fine or EVALUATED in one.text or one.headers["x-content-type-options"] != "nosniff":
                wrong.append(f"{operation}: {one.status_code} {kind} {one.text[:200]}")
            kept += "{{7919*7907}}" in one.text
    assert not wrong, "\n".join(wrong[:40])
    assert kept > 5, "some of it was stored and is told as it was given"
    for name in node.services:
        await node.marks(name)


async def test_a_text_that_turns_the_direction_of_reading_is_refused(node: Node) -> None:
    """U+202E in a name makes a false name look right; every field for free text names it."""
    wrong: list[str] = []
    tried = 0
    for operation in [one for one in node.operations if one.content == JSON]:
        for name in operation.free_texts:
            answer = await node.call(operation, body={**operation.sample(), name: "甲\u202e乙"})
            tried += 1
            fields = [str(one.get("field", "")) for one in answer.json().get("problems", [])]
            if answer.status_code != 422 or name not in fields:
                wrong.append(f"{operation} {name}: {answer.status_code} {answer.text[:200]}")
    print(f"\n{tried} texts with a hidden direction, {len(wrong)} not refused")
    assert not wrong, "\n".join(wrong[:80])
    assert tried > 100


def _bodies(operation: Operation, planted: str) -> Iterator[dict[str, object] | None]:
    if not operation.content:
        yield None
        return
    yield operation.sample(text=planted)
    yield {**operation.sample(every=True, text=planted), **({planted: planted} if operation.content == JSON else {})}


async def _envelopes(node: Node) -> str:
    found: list[str] = []
    for service in node.services.values():
        async with service.parts.database.session() as session:
            for table, columns in _ENVELOPES.items():
                rows = await session.execute(text(f"SELECT {', '.join(columns)} FROM {table}"))
                found += [json.dumps([str(value) for value in row], ensure_ascii=False) for row in rows]
    return "\n".join(found)
