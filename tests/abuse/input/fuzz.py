"""Schemathesis before one service: its published description makes the inputs, its running application answers them.

Findings are collected, not raised: one run tells all of them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase
from pydantic import JsonValue
from schemathesis import APIOperation, BaseSchema, CheckFunction, checks
from schemathesis import Case as AnyCase
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test

from tests.abuse.input.aim import Aim
from zf_platform.clock import SystemClock
from zf_platform.ids import new_id

CHECKS: Sequence[CheckFunction] = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
)
_LONGEST = 400
Operation = APIOperation[Any, Any, Any, Any]
Case = AnyCase[Operation]


@dataclass
class Outcome:
    """`findings`: operation and what was wrong, with one example each."""

    inputs: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    findings: dict[tuple[str, str], str] = field(default_factory=dict)

    def __str__(self) -> str:
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return f"{self.inputs} inputs, {len(self.findings)} findings; answers {statuses}"


class Fuzzer:
    """`client` calls the service; `token` signs an input to this path in, unless it is about tokens."""

    def __init__(
        self,
        document: dict[str, object],
        *,
        client: httpx.AsyncClient,
        token: Callable[[str], str],
        aim: Aim,
        seed: int,
    ) -> None:
        self._schema: BaseSchema = schemathesis.openapi.from_dict(document)
        self._client = client
        self._token = token
        self._aim = aim
        self._seed = seed
        self._chance = random.Random(seed)
        self.outcome = Outcome()

    async def run(self, *, inputs: int) -> Outcome:
        """About so many inputs, shared evenly by the operations."""
        operations = [found.ok() for found in self._schema.get_all_operations() if isinstance(found, Ok)]
        for operation in operations:
            for case in self._cases(operation, -(-inputs // len(operations))):
                await self._try(case)
        return self.outcome

    def _cases(self, operation: Operation, count: int) -> list[Case]:
        """Borders of the schema first (a sample when there are many), then random ones, good and bad."""
        borders = list(self._generated(operation, HypothesisTestMode.COVERAGE, count=1))
        if len(borders) > count * 3 // 4:
            borders = self._chance.sample(borders, count * 3 // 4)
        return [*borders, *self._generated(operation, HypothesisTestMode.FUZZING, count=max(count - len(borders), 1))]

    def _generated(self, operation: Operation, mode: HypothesisTestMode, *, count: int) -> Iterator[Case]:
        made: list[Case] = []

        def keep(case: Case) -> None:
            made.append(case)

        settings = hypothesis.settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        configuration = HypothesisTestConfig(
            project=self._schema.config, modes=[mode], settings=settings, seed=self._seed
        )
        create_test(operation=operation, test_func=keep, config=configuration)()
        yield from made

    async def _try(self, case: Case) -> None:
        self._take_aim(case)
        prepared = _prepared(case)
        if prepared is None:
            return
        answer = await self._client.send(_request(prepared))
        self.outcome.inputs += 1
        self.outcome.statuses[answer.status_code] += 1
        try:
            case.validate_response(_seen(answer, prepared), checks=list(CHECKS))
        except FailureGroup as group:
            for failure in group.exceptions:
                key = (case.operation.label, f"{failure.title} {answer.status_code}")
                example = (
                    f"{failure.message[:_LONGEST]}\n{prepared.method} {prepared.url} {str(prepared.body)[:_LONGEST]}"
                )
                self.outcome.findings.setdefault(key, f"{example}\n→ {answer.text[:_LONGEST]}")

    def _take_aim(self, case: Case) -> None:
        """Parts that were made wrong on purpose stay as they are."""
        if case.meta is None:
            return
        good = {place for place, part in case.meta.components.items() if part.mode.is_positive}
        if ParameterLocation.PATH in good and case.path_parameters and self._chance.random() < 0.8:
            case.path_parameters = self._aim.path(case.path_parameters)
        if ParameterLocation.BODY in good and isinstance(case.body, dict) and case.media_type == "application/json":
            case.body = cast("JsonValue", self._aim.body(case.body))
        if ParameterLocation.HEADER in good and "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = new_id(SystemClock().now())
        if not _is_about_tokens(case):
            case.headers["Authorization"] = f"Bearer {self._token(case.path)}"


def _is_about_tokens(case: Case) -> bool:
    return case.meta is not None and getattr(case.meta.phase.data, "parameter", None) == "Authorization"


def _prepared(case: Case) -> requests.PreparedRequest | None:
    """None for a request that no client could put on a line."""
    try:
        return requests.Request(**case.as_transport_kwargs(base_url="http://service")).prepare()
    except (ValueError, UnicodeError):
        return None


def _request(prepared: requests.PreparedRequest) -> httpx.Request:
    """The same bytes for the client that reaches the application."""
    body = prepared.body
    content = body.encode() if isinstance(body, str) else body
    assert content is None or isinstance(content, bytes)
    headers = [(_bytes(name), _bytes(value)) for name, value in prepared.headers.items()]
    return httpx.Request(prepared.method or "GET", prepared.url or "", headers=headers, content=content)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1")


def _seen(answer: httpx.Response, prepared: requests.PreparedRequest) -> schemathesis.Response:
    return schemathesis.Response(
        status_code=answer.status_code,
        headers={name: answer.headers.get_list(name) for name in answer.headers},
        content=answer.content,
        request=prepared,
        elapsed=0.0,
        verify=False,
    )
