"""From exceptions to answers: every refusal is `application/problem+json` with coded, bilingual reasons.

Values of a problem may differ by language: a value `rule_en` stands in for `rule` in the English sentence. A value
`field` also names the field in the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_law.problems import Problem, describe, next_step
from zf_platform.errors import Refused
from zf_platform.http.rules_text import rule_in_chinese

MEDIA_TYPE = "application/problem+json"
REQUEST_ID_KEY = "zf.request_id"
_LONGEST_LIST = 50
_LONGEST_FIELD = 200


def problem_answer(
    problems: Sequence[Problem], *, status: int, request_id: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The one shape of every 4xx and 5xx answer."""
    reasons = [reason(problem) for problem in problems[:_LONGEST_LIST]]
    body = {
        "type": f"urn:zf:problem:{problems[0].code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(str(found["zh"]) for found in reasons),
        "problems": reasons,
        "request_id": request_id,
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def reason(problem: Problem) -> dict[str, object]:
    """The shape of `zf_contracts.http.base.Reason`."""
    chinese, english = _in_language(problem, "zh"), _in_language(problem, "en")
    found: dict[str, object] = {
        "code": problem.code,
        "zh": describe(chinese, language="zh"),
        "en": describe(english, language="en"),
        "next_zh": next_step(chinese, language="zh"),
        "next_en": next_step(english, language="en"),
    }
    if "field" in problem.values:
        found["field"] = str(problem.values["field"])
    return found


def request_id_of(request: Request) -> str:
    return str(request.scope.get(REQUEST_ID_KEY, ""))


async def answer_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else {}
    if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        headers["Connection"] = "close"
    return problem_answer(error.problems, status=error.status, request_id=request_id_of(request), headers=headers)


async def answer_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = [validation_problem(found) for found in error.errors()]
    return problem_answer(problems, status=422, request_id=request_id_of(request))


async def answer_http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown path, wrong method, unreadable body."""
    assert isinstance(error, HTTPException)
    code, status = _FRAMEWORK_CODES.get(error.status_code, ("request.refused", error.status_code))
    return problem_answer(
        (Problem(code),), status=status, request_id=request_id_of(request), headers=error.headers or {}
    )


_FRAMEWORK_CODES: Mapping[int, tuple[str, int]] = {
    400: ("request.unreadable", 422),
    404: ("request.not_found", 404),
    405: ("request.method_not_allowed", 405),
    413: ("request.too_large", 413),
}


def validation_problem(found: Mapping[str, object]) -> Problem:
    """One finding of pydantic as a problem: field path and rule, never the value that was sent."""
    kind = str(found.get("type", ""))
    field = field_path(found.get("loc"))
    if kind == "missing":
        return Problem("request.field_missing", {"field": field})
    if kind == "extra_forbidden":
        return Problem("request.field_unknown", {"field": field})
    if kind == "json_invalid":
        return Problem("request.not_json")
    context = found.get("ctx")
    rule = rule_in_chinese(kind, context if isinstance(context, Mapping) else {})
    english = str(found.get("msg", "")).replace("Input should", "It should")
    code = "request.wrong_type" if kind.endswith(("_type", "_parsing")) else "request.field_invalid"
    return Problem(code, {"field": field, "rule": rule or english, "rule_en": english})


def field_path(location: object) -> str:
    """`("body", "suspects", 0, "name")` reads `suspects[0].name`; parameters keep their place: `query.limit`."""
    if not isinstance(location, Sequence) or isinstance(location, str):
        return ""
    parts = list(location[1:]) if location and location[0] == "body" else list(location)
    # Of a field that may be one of two types, the validator's own name of the type is no part of the path.
    parts = [part for part in parts if isinstance(part, int) or "[" not in str(part)]
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text[:_LONGEST_FIELD] or "body"


def _in_language(problem: Problem, language: str) -> Problem:
    suffix = f"_{language}"
    special = {name.removesuffix(suffix): value for name, value in problem.values.items() if name.endswith(suffix)}
    return Problem(problem.code, {**problem.values, **special})
