"""The published description (OpenAPI): what every operation shares is added here once, so that no route repeats it."""

from collections.abc import Callable

from fastapi import FastAPI

from zf_platform.http.access import KEYLESS_KEY, KIND_KEY

_SCHEMES = {
    "staff": {"type": "http", "scheme": "bearer", "description": "Access token of a person, at most a minute old."},
    "hall": {"type": "http", "scheme": "bearer", "description": "Key of the front end, for what petitioners do."},
    "node": {"type": "http", "scheme": "bearer", "description": "Token of a peer agency's liaison, 60 seconds."},
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "problems", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "zh", "en", "next_zh", "next_en"],
                "properties": {
                    name: {"type": "string"} for name in ("code", "zh", "en", "next_zh", "next_en", "field")
                },
            },
        },
    },
}
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "8 to 128 visible ASCII characters. The same key answers the same bytes; the act happens once.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 128, "pattern": "^[!-~]{8,128}$"},
}
_REFUSALS = {
    "401": "No believable token.",
    "403": "The permission is missing.",
    "404": "Not there, or not yours.",
    "408": "The body arrived too slowly.",
    "409": "The object has moved on, or the same request is still running.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "A field or a rule refuses.",
    "503": "Busy; try again.",
}
ANY_FILE: dict[int | str, dict[str, object]] = {
    200: {"description": "The file.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
"""What a route that hands out files tells of its answer, with `response_class=Response`."""

_UNSAFE = frozenset({"post", "put", "patch", "delete"})


def publish_description(app: FastAPI) -> None:
    """Wrap the application's `openapi()`; the result is computed once."""
    plain: Callable[[], dict[str, object]] = app.openapi
    kept: dict[str, object] = {}

    def complete() -> dict[str, object]:
        if not kept:
            kept.update(_completed(plain()))
        return kept

    app.openapi = complete  # type: ignore[method-assign]


def _completed(document: dict[str, object]) -> dict[str, object]:
    components = document.setdefault("components", {})
    assert isinstance(components, dict)
    components["securitySchemes"] = _SCHEMES
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM
    for noise in ("HTTPValidationError", "ValidationError"):
        schemas.pop(noise, None)
    paths = document.get("paths", {})
    assert isinstance(paths, dict)
    for operations in paths.values():
        for method, operation in operations.items():
            _complete_operation(method, operation)
    return document


def _complete_operation(method: str, operation: dict[str, object]) -> None:
    person = operation.get(KIND_KEY) != "public"
    responses = operation.setdefault("responses", {})
    assert isinstance(responses, dict)
    answer = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, meaning in _REFUSALS.items():
        if person or status not in ("401", "403"):
            known = responses.get(status, {})
            if status == "422" or not known:
                responses[status] = {"description": meaning}
    for status, known in responses.items():
        if status >= "400" and "content" not in known:
            known["content"] = answer
    if method in _UNSAFE and person and KEYLESS_KEY not in operation:
        parameters = operation.setdefault("parameters", [])
        assert isinstance(parameters, list)
        parameters.append(_KEY_PARAMETER)
