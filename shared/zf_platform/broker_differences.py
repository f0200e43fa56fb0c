"""What a broker has and what it should have, compared; every difference is one sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Rows = Sequence[Mapping[str, object]]
Definitions = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Section:
    """One list of the definitions: what identifies a row, which values must agree, whether unknown rows are reported."""

    name: str
    word: str
    keys: tuple[str, ...]
    compared: tuple[str, ...]
    surplus: bool = True


_SECTIONS = (
    _Section("vhosts", "vhost", ("name",), (), surplus=False),
    _Section("users", "user", ("name",), ("tags", "password_hash"), surplus=False),
    _Section("exchanges", "exchange", ("vhost", "name"), ("type", "durable", "auto_delete", "arguments")),
    _Section("queues", "queue", ("vhost", "name"), ("durable", "auto_delete", "arguments")),
    _Section("bindings", "binding", ("vhost", "source", "destination", "routing_key"), ("destination_type",)),
    _Section("permissions", "permission", ("vhost", "user"), ("configure", "write", "read")),
    _Section("topic_permissions", "topic permission", ("vhost", "user", "exchange"), ("write", "read")),
    _Section("policies", "policy", ("vhost", "name"), ("pattern", "apply-to", "priority", "definition")),
)


def differences(expected: Definitions, *, found: Definitions, allow_guest: bool = False) -> list[str]:
    """Sentences, empty when all is as declared. Other vhosts of the same broker are none of our business."""
    vhosts = {str(row["name"]) for row in _rows(expected, "vhosts")}
    administrators = {str(row["name"]) for row in _rows(found, "users") if "administrator" in str(row.get("tags"))}
    result: list[str] = []
    for section in _SECTIONS:
        result.extend(_compare(section, expected, found, vhosts=vhosts, trusted=administrators))
    if not allow_guest and any(row["name"] == "guest" for row in _rows(found, "users")):
        result.append("user guest exists: delete it, everybody knows its password")
    return result


def _compare(
    section: _Section, expected: Definitions, found: Definitions, *, vhosts: set[str], trusted: set[str]
) -> Iterator[str]:
    there = {_key(section, row): row for row in _rows(found, section.name)}
    wanted = {_key(section, row): row for row in _rows(expected, section.name)}
    for key, row in wanted.items():
        if key not in there:
            yield f"{section.word} {_words(key)} is missing: run `zf broker setup`"
            continue
        for name in section.compared:
            if name in row and not _equal(row[name], there[key].get(name)):
                yield _differs(section, key, name, wanted=row[name], has=there[key].get(name))
    if section.surplus:
        for key, row in there.items():
            ours = str(row.get("vhost")) in vhosts and str(row.get("user")) not in trusted
            if ours and key not in wanted:
                yield f"{section.word} {_words(key)} is not declared: somebody added it by hand; remove it"


def _differs(section: _Section, key: tuple[str, ...], name: str, *, wanted: object, has: object) -> str:
    if name == "password_hash":
        return f"{section.word} {_words(key)} has another password than configured: run `zf broker setup`"
    remedy = "run `zf broker setup`"
    if section.name in ("queues", "exchanges"):
        remedy = "it cannot be changed in place: empty it, delete it, then run `zf broker setup`"
    return f"{section.word} {_words(key)}: {name} is {has!r}, should be {wanted!r}; {remedy}"


def _equal(wanted: object, has: object) -> bool:
    if isinstance(wanted, list) or isinstance(has, list):
        # Tags come as a list or, from old brokers, as one comma-separated text.
        return sorted(_items(wanted)) == sorted(_items(has))
    return wanted == has


def _items(value: object) -> list[str]:
    if isinstance(value, str):
        return [part for part in value.split(",") if part]
    return [str(part) for part in value] if isinstance(value, list) else []


def _key(section: _Section, row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")) for name in section.keys)


def _words(key: tuple[str, ...]) -> str:
    return " / ".join(key)


def _rows(definitions: Definitions, name: str) -> Rows:
    rows = definitions.get(name, [])
    return rows if isinstance(rows, list) else []
