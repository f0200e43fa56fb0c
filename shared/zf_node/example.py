"""A deterministic example of a JSON schema, good enough to be stored and read back by every later release."""

from collections.abc import Mapping

Json = dict[str, object]

_FORMATS = {"date-time": "2026-11-22T09:00:00+08:00", "date": "2026-11-22"}
_PATTERNS = {
    r"^sha256:[0-9a-f]{64}$": "sha256:" + "ab" * 32,
    r"^[0-9a-f]{64}$": "cd" * 32,
}


def example_of(schema: Mapping[str, object]) -> Json:
    """The object this schema describes, with every property filled."""
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    made = _value(schema, definitions, "root")
    assert isinstance(made, dict)
    return made


def _value(schema: Mapping[str, object], definitions: Mapping[str, Json], name: str) -> object:
    if "$ref" in schema:
        return _value(definitions[str(schema["$ref"]).rsplit("/", 1)[1]], definitions, name)
    if "const" in schema:
        return schema["const"]
    for key in ("enum", "examples"):
        options = schema.get(key)
        if isinstance(options, list) and options:
            return options[0]
    for key in ("anyOf", "oneOf"):
        options = schema.get(key)
        if isinstance(options, list):
            return _value(options[0], definitions, name)
    return _typed(schema, definitions, name)


def _typed(schema: Mapping[str, object], definitions: Mapping[str, Json], name: str) -> object:
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        return {key: _value(inner, definitions, key) for key, inner in properties.items()}
    if kind == "array":
        items = schema.get("items", {})
        assert isinstance(items, dict)
        return [_value(items, definitions, name)]
    if kind == "integer":
        lowest = schema.get("minimum", 0)
        return max(int(lowest) if isinstance(lowest, int) else 0, 1)
    if kind == "boolean":
        return True
    if kind == "string":
        return _text(schema, name)
    return None


def _text(schema: Mapping[str, object], name: str) -> str:
    if "format" in schema:
        return _FORMATS[str(schema["format"])]
    if "pattern" in schema:
        return _PATTERNS[str(schema["pattern"])]
    longest = schema.get("maxLength", 40)
    return f"{name} 示例"[: longest if isinstance(longest, int) else 40]
