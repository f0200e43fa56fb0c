"""The operations routes that every service mounts, as the fake node answers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tests.web.sample import DIGEST, ago, ahead
from zf_contracts.http import operations
from zf_contracts.http.liaison import AlarmView

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

PARKED_ID = "0192f0c1-0000-7000-8000-000000000001"
ACTS = ("retry", "skip", "skip/approval", "rejection")


def health(service: str) -> operations.OperationsView:
    parked = 2 if service == "casemgmt" else 0
    return operations.OperationsView(
        agency="police",
        service=service,
        outbox_open=1,
        outbox_oldest_at=ago(seconds=20),
        awaiting_receipt=(operations.PeerWaiting(receiver="procuratorate", waiting=3, oldest_at=ago(hours=2)),)
        if service == "liaison"
        else (),
        inbox_waiting=0,
        inbox_oldest_at=None,
        parked=parked,
        quarantined=0,
        audit_unsequenced=0,
        jobs=(
            operations.JobState(
                name="scan_clocks",
                next_at=ahead(minutes=1),
                started_at=ago(minutes=1),
                ended_at=ago(minutes=1),
                runs=120,
                failures=1 if service == "oversight" else 0,
                last_error="TimeoutError" if service == "oversight" else "",
            ),
        ),
        bus=operations.BusState(connected=True, blocked_seconds=0.0, consumers=1, depth={}, detail=""),
        counters={},
    )


def parked_message(*, skip_requested_by: str | None = None) -> operations.ParkedView:
    return operations.ParkedView(
        id=PARKED_ID,
        source="urn:zf:procuratorate:liaison",
        type="notice.arrived",
        subject="ZX329900202611000001",
        sequence=7,
        error_code="stage.unknown_matter",
        first_error="stage.unknown_matter",
        last_error="stage.unknown_matter",
        attempts=5,
        taken_at=ago(hours=3),
        parked_at=ago(hours=2),
        trace_id="4bf92f3577b34da6a3ce929d0e0e4736",
        digest=DIGEST,
        skip_requested_by=skip_requested_by,
        skip_requested_by_name="李运维" if skip_requested_by else None,
        waiting=2,
    )


ERRORS = (
    operations.ParkedErrorView(
        error_code="stage.unknown_matter", parked=2, oldest_at=ago(hours=2), types=("notice.arrived",)
    ),
)
ALARMS = (
    AlarmView(
        id="al-1",
        kind="evidence_late",
        zh="一件移送超过 1 小时未送达",
        en="A package was not delivered within an hour",
        peer="procuratorate",
        object_id="msg-1",
        times=2,
        raised_at=ago(hours=1),
        last_at=ago(minutes=5),
        cleared_at=None,
    ),
)


def verdict(service: str) -> operations.AuditVerdictView:
    bad = service == "liaison"
    return operations.AuditVerdictView(
        count=1204,
        ok=not bad,
        unsequenced=0,
        fault="changed" if bad else None,
        first_bad=88 if bad else None,
        head_seq=1204,
        head_hash="ab" * 32,
    )


def routes(api: str, node: FakeNode) -> list[BaseRoute]:
    async def read(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        service = request.path_params["service"]
        last = request.url.path.rsplit("/", 1)[1]
        holds = service == "casemgmt"
        answers: dict[str, object] = {
            "health": lambda: health(service).model_dump(mode="json"),
            "parked-errors": lambda: [row.model_dump(mode="json") for row in (ERRORS if holds else ())],
            "parked": lambda: {
                "items": [parked_message().model_dump(mode="json")] if holds else [],
                "next_cursor": None,
            },
            "verification": lambda: verdict(service).model_dump(mode="json"),
            "alarms": lambda: {"items": [row.model_dump(mode="json") for row in ALARMS], "next_cursor": None},
            PARKED_ID: lambda: parked_message(skip_requested_by=node.skip_requested_by).model_dump(mode="json"),
        }
        found = answers[last]
        assert callable(found)
        return JSONResponse(found())

    async def act(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        raw = json.loads(await request.body() or b"{}")
        path = "/" + request.url.path.split("/", 4)[4]
        node.record(request, path=path, body=raw)
        if path.endswith("parked-errors/retry"):
            command = operations.RetryAll.model_validate(raw)
            return JSONResponse({"matched": 2, "retried": 0 if command.dry_run else 2})
        if not path.endswith("approval"):
            operations.OperatorReason.model_validate(raw)
        return JSONResponse({"id": PARKED_ID, "state": "taken"})

    reads = ("/ops/health", "/ops/parked-errors", "/ops/parked", "/ops/audit/verification", "/alarms")
    return [
        *(Route(api + path, read, methods=["GET"]) for path in reads),
        Route(api + f"/ops/parked/{PARKED_ID}", read, methods=["GET"]),
        Route(api + "/ops/parked-errors/retry", act, methods=["POST"]),
        *(Route(api + f"/ops/parked/{PARKED_ID}/{name}", act, methods=["POST"]) for name in ACTS),
    ]
