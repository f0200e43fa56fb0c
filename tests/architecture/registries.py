"""Names that leave the process stand in one registry each: what is used is registered, what is registered is used."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.architecture.source_tree import Source, imports, packages, place

_DOTTED = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")


def message_violations(root: Path, *, registered: Mapping[str, str], reserved: frozenset[str]) -> list[str]:
    """`registered` maps a wire name to its payload class. Every payload is built or consumed outside the contracts."""
    found = [f"{name}: both in the catalogue and reserved" for name in sorted(set(registered) & reserved)]
    used: set[str] = set()
    for source in packages(root):
        if source.package == "zf_contracts":
            found += _unregistered_contracts(source, root, registered)
            continue
        used |= {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)}
        found += [
            f"{place(source, root, line)}: {name} is no message of the catalogue"
            for name, line in _keyword_literals(source, {"message", "message_type"})
            if _DOTTED.match(name) and name not in registered
        ]
    found += [
        f"{name}: nobody sends or consumes {payload}" for name, payload in registered.items() if payload not in used
    ]
    return found


def told_message_violations(stages: Mapping[str, object], *, registered: Mapping[str, str]) -> list[str]:
    """The stage table may tell other agencies only by messages of the catalogue."""
    told = {name for name in _values_under(stages, "message") if _DOTTED.match(name)}
    return [
        f"stages.toml tells {name}, which is no message of the catalogue" for name in sorted(told - set(registered))
    ]


def member_violations(root: Path, *, enum: str, members: frozenset[str]) -> list[str]:
    """Members of a name registry such as SpanName: each is used, and none is invented."""
    used: dict[str, str] = {}
    for source in packages(root):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enum:
                used.setdefault(node.attr, place(source, root, node.lineno))
    unknown = [f"{where}: {enum}.{name} is not registered" for name, where in used.items() if name not in members]
    return unknown + [f"{enum}.{name} is registered and never used" for name in sorted(members - set(used))]


def literal_step_violations(root: Path) -> list[str]:
    """A span is named by a member of SpanName, never by a text."""
    return [
        f"{place(source, root, line)}: step({name!r}) names a span by a text"
        for source in packages(root)
        if any(name.startswith("zf_platform.telemetry") for name, _ in imports(source))
        for name, line in _first_argument_literals(source, lambda called: called == "step")
    ]


def problem_violations(root: Path, *, registered: frozenset[str]) -> list[str]:
    """Every code given to Problem has its text; every text belongs to a code that can occur."""
    found: list[str] = []
    texts: set[str] = set()
    prefixes: set[str] = set()
    for source in packages(root):
        for name, line in _first_argument_literals(source, lambda called: called == "Problem"):
            if name not in registered:
                found.append(f"{place(source, root, line)}: problem code {name} has no text")
        texts |= {
            node.value
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        prefixes |= set(_built_prefixes(source))
    texts |= _texts_of_tables(root)
    unused = [code for code in sorted(registered - texts) if not any(code.startswith(prefix) for prefix in prefixes)]
    return found + [f"problems.toml: {code} never occurs" for code in unused]


def permission_violations(root: Path, *, registered: frozenset[str]) -> list[str]:
    """Every permission a route asks for is declared and labelled in roles.toml."""
    return [
        f"{place(source, root, line)}: permission {name} is not declared in roles.toml"
        for source in packages(root)
        for name, line in _first_argument_literals(source, lambda called: called == "access")
        if name and name not in registered
    ]


def _unregistered_contracts(source: Source, root: Path, registered: Mapping[str, str]) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or node.target.id != "TYPE":
            continue
        name = node.value.value if isinstance(node.value, ast.Constant) else None
        if isinstance(name, str) and name not in registered:
            yield f"{place(source, root, node.lineno)}: {name} has a contract and no line in the catalogue"


def _keyword_literals(source: Source, names: set[str]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if (
                    keyword.arg in names
                    and isinstance(keyword.value, ast.Constant)
                    and isinstance(keyword.value.value, str)
                ):
                    yield keyword.value.value, node.lineno


def _first_argument_literals(source: Source, wanted: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        if wanted(called) and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value, node.lineno


def _built_prefixes(source: Source) -> Iterator[str]:
    """The fixed beginnings of codes that are put together, such as f"identifier.{kind}"."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            beginning = str(node.values[0].value)
            if re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*", beginning):
                yield beginning


def _texts_of_tables(root: Path) -> set[str]:
    """Law tables may name problem codes too; problems.toml itself is no use of a code."""
    found: set[str] = set()
    for path in (root / "shared" / "zf_law" / "data").glob("*.toml"):
        if path.name != "problems.toml":
            found |= set(_all_texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    return found


def _all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _all_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all_texts(inner)


def _values_under(value: object, key: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _all_texts(inner) if name == key else _values_under(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _values_under(inner, key)
