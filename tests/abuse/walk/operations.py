"""Every operation of a service as its own description tells it, and bodies made from that description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zf_platform.http.access import KIND_KEY, ONCE_KEY
from zf_platform.service import RunningService

Json = Mapping[str, object]
JSON, FORM = "application/json", "multipart/form-data"
STALE = 987_654
"""A version nobody has."""

_FORMATS = {"date-time": "2026-11-20T09:00:00+08:00", "date": "2026-11-20"}
_WORDS = (
    "police", "00000000-0000-7000-8000-000000000000", "sha256:" + "0" * 64, "0" * 32, "12345678", "case.opened",
)  # fmt: skip
"""One of these fits every pattern of the descriptions."""


@dataclass(frozen=True)
class Operation:
    """`kind`: person, public, node or hall, as the route says itself. `once`: what its answer shows only once."""

    service: str
    method: str
    path: str
    kind: str
    query: Mapping[str, Json]
    keyed: bool
    once: str
    content: str
    body: Json
    definitions: Mapping[str, Json]

    def __str__(self) -> str:
        return f"{self.service} {self.method} {self.path}"

    @property
    def fields(self) -> Mapping[str, Json]:
        """Top-level fields of the body."""
        found = self._object.get("properties", {})
        assert isinstance(found, dict)
        return found

    @property
    def free_texts(self) -> list[str]:
        """Fields for words of a person's own: longer than a code, without a pattern, a format or a choice."""
        return [
            name
            for name, schema in self.fields.items()
            if all(
                one.get("type") == "null"
                or (one.get("type") == "string" and not {"pattern", "format", "enum", "const"} & set(one))
                for one in self._choices(schema)
            )
        ]

    @property
    def required(self) -> list[str]:
        found = self._object.get("required", [])
        assert isinstance(found, list)
        return found

    @property
    def _object(self) -> Json:
        """A body may be left out of some routes; here it is always given."""
        return next((one for one in self._choices(self.body) if one.get("type") == "object"), {"type": "object"})

    def sample(self, *, every: bool = False, text: str = "") -> dict[str, object]:
        """The smallest body of the right form, of a version nobody has; `every`: with all optional fields."""
        made = self._sample(self._object, every=every, text=text)
        assert isinstance(made, dict)
        return made | ({"version": STALE} if "version" in self.fields else {})

    def misfit(self, name: str) -> object:
        """A value no type of this field takes."""
        kinds = set(self._kinds(self.fields[name]))
        return "no object, no list" if kinds & {"object", "array"} else {"walk": True}

    def takes_anything(self, name: str) -> bool:
        return not set(self._kinds(self.fields[name]))

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self.definitions[str(schema["$ref"]).rsplit("/", 1)[1]]
        return schema

    def _choices(self, schema: Json) -> list[Json]:
        schema = self._resolved(schema)
        for key in ("anyOf", "oneOf"):
            options = schema.get(key)
            if isinstance(options, list):
                return [self._resolved(one) for one in options]
        return [schema]

    def _kinds(self, schema: Json) -> Iterator[str]:
        for choice in self._choices(schema):
            if "type" in choice:
                yield str(choice["type"])

    def _sample(self, schema: Json, *, every: bool, text: str) -> object:
        chosen = self._choices(schema)[0]
        if "const" in chosen:
            return chosen["const"]
        options = chosen.get("enum")
        if isinstance(options, list):
            return options[0]
        kind = chosen.get("type")
        if kind == "object":
            properties, required = chosen.get("properties", {}), chosen.get("required", [])
            assert isinstance(properties, dict)
            assert isinstance(required, list)
            wanted = properties if every else [name for name in properties if name in required]
            return {name: self._sample(properties[name], every=every, text=text) for name in wanted}
        if kind == "array":
            items = chosen.get("items", {})
            assert isinstance(items, dict)
            count = max(_number(chosen, "minItems", 0), 1 if every else 0)
            return [self._sample(items, every=every, text=text) for _ in range(count)]
        return _scalar(chosen, text=text)


def operations(service: RunningService) -> list[Operation]:
    """All of them, in the order of the description; the description itself and the health checks have no input."""
    document = service.app.openapi()
    found = []
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            content = told.get("requestBody", {}).get("content", {})
            parameters = told.get("parameters", [])
            found.append(
                Operation(
                    service=service.address.service,
                    method=method.upper(),
                    path=path,
                    kind=str(told.get(KIND_KEY, "public")),
                    query={one["name"]: one["schema"] for one in parameters if one["in"] == "query"},
                    keyed=any(one["name"] == "Idempotency-Key" for one in parameters),
                    once=str(told.get(ONCE_KEY, "")),
                    content=next(iter(content), ""),
                    body=next(iter(content.values()))["schema"] if content else {},
                    definitions=document["components"]["schemas"],
                )
            )
    return found


def _scalar(schema: Json, *, text: str) -> object:
    kind = schema.get("type")
    if kind == "integer":
        return max(_number(schema, "minimum", 1), 1)
    if kind == "number":
        return 1.0
    if kind == "boolean":
        return True
    if kind == "string":
        return _text(schema, text=text)
    return None


def _text(schema: Json, *, text: str) -> str:
    if "format" in schema and schema["format"] != "binary":
        return _FORMATS.get(str(schema["format"]), "")
    if "pattern" in schema:
        pattern, longest = str(schema["pattern"]), _number(schema, "maxLength", 200)
        return next(word for word in _WORDS if re.search(pattern, word) and len(word) <= longest)
    shortest, longest = _number(schema, "minLength", 0), _number(schema, "maxLength", 200)
    return ((text or "试验") + "试" * shortest)[: min(max(shortest, len(text or "试验")), longest)]


def _number(schema: Json, name: str, otherwise: int) -> int:
    found = schema.get(name, otherwise)
    return found if isinstance(found, int) else otherwise
