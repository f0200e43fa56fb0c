"""The counters of every service in the process, for a collector: read when it asks, so that counting stays an addition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader

from zf_contracts.envelope import Address, EnvelopeRefused
from zf_platform.telemetry import all_counters
from zf_platform.telemetry_names import ATTRIBUTES, MetricName

_EVERY_MS = 15_000


def install_metrics(reader: MetricReader | None = None) -> MeterProvider:
    """Export every registered counter; the collector's address comes from the standard OTEL_* variables."""
    chosen = reader or PeriodicExportingMetricReader(OTLPMetricExporter(), export_interval_millis=_EVERY_MS)
    provider = MeterProvider(metric_readers=[chosen], shutdown_on_exit=False)
    meter = provider.get_meter("zhengfa")
    for name in MetricName:
        meter.create_observable_counter(name.value, callbacks=[_reading(name)])
    return provider


def _reading(name: MetricName) -> Callable[[CallbackOptions], Iterable[Observation]]:
    def read(_options: CallbackOptions) -> Iterable[Observation]:
        return [
            Observation(value, _owner(owner)) for (owner, metric), value in all_counters().items() if metric == name
        ]

    return read


def _owner(text: str) -> dict[str, str]:
    """Counters of the process itself belong to no service."""
    try:
        address = Address.parse(text)
    except EnvelopeRefused:
        return {}
    return {ATTRIBUTES["agency"]: address.agency, ATTRIBUTES["service"]: address.service}
