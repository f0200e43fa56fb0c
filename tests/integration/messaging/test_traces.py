"""A hand-over is one trace: from the act through outbox, bus, inbox and the next act to what follows from it."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import advanced, at_rest, send
from zf_contracts.envelope import Payload
from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.telemetry import inject_traceparent, setup_telemetry, step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    setup_telemetry("test", processors=[SimpleSpanProcessor(exporter)])
    yield exporter
    exporter.shutdown()


def trace_of(traceparent: object) -> str:
    return str(traceparent).split("-")[1]


async def test_a_chain_of_messages_is_one_trace(pair: Pair, spans: InMemorySpanExporter) -> None:
    sender, receiver = pair

    async def answer(scope: Scope, payload: Payload) -> None:
        warning = DeadlineWarningRaised(
            deadline_id="d1", case_id="c1", rule="P02", due=scope.now, level="warn", at=scope.now
        )
        scope.enqueue(warning, to="casemgmt", subject="c1", acted_at=scope.now)

    with step(SpanName.CASE_DECIDE):
        position = inject_traceparent()
        await send(sender, advanced("c1", 0))
    await sender.relay.step()
    await receiver.another_worker(actions={CaseStageAdvanced: answer}).step()
    first = await sender.value("SELECT traceparent FROM outbox")
    assert first == position
    assert await receiver.value("SELECT traceparent FROM inbox") == position
    following = await receiver.value("SELECT traceparent FROM outbox")
    assert trace_of(following) == trace_of(position)
    assert following != position
    acted = [span for span in spans.get_finished_spans() if span.name == SpanName.INBOX_ACT.value]
    assert [f"{span.context.trace_id:032x}" for span in acted if span.context] == [trace_of(position)]
    assert acted[0].parent is not None
    assert f"{acted[0].parent.span_id:016x}" == str(position).split("-")[2]


async def test_without_a_trace_nothing_is_invented(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, advanced("c1", 0))
    await at_rest(sender, receiver, expected=1)
    assert await receiver.value("SELECT traceparent FROM inbox") is None
