"""Who may import whom inside one service: main > consumers | jobs | api > verbs | queries > tables > rules.

Between packages import-linter decides (pyproject.toml); the roles of files inside a service are checked here.
"""

from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path

from tests.architecture.source_tree import SERVICES, Source, imports, packages, place


class Level(IntEnum):
    """Higher imports lower. SETTINGS stands below all, because it only declares variables."""

    SETTINGS = 0
    RULES = 1
    TABLES = 2
    VERB = 3
    EDGE = 4
    MAIN = 5


SERVICE_PACKAGES = frozenset(f"zf_{name}" for name in SERVICES)
# Modules of one level that may use each other: a verb calls another verb, a rule builds on a rule.
_SAME_LEVEL_ALLOWED = frozenset({Level.RULES, Level.VERB, Level.SETTINGS})


def layering_violations(root: Path) -> list[str]:
    sources = [source for source in packages(root) if source.package in SERVICE_PACKAGES]
    known = {source.module: source for source in sources}
    found: list[str] = []
    for source in sources:
        found += _upward_imports(source, known, root)
        found += _foreign_tables(source, known, root)
        found += _storage_at_the_edge(source, root)
    return found


def level(parts: tuple[str, ...]) -> Level | None:
    """The role of a module by its name; None for packages (`__init__`), which hold nothing."""
    if not parts:
        return None
    name = parts[-1]
    if len(parts) == 1:
        top = {"main": Level.MAIN, "consumers": Level.EDGE, "jobs": Level.EDGE, "settings": Level.SETTINGS}
        return top.get(name, _inner(name))
    return Level.EDGE if name == "api" or name.endswith("_api") else _inner(name)


def _inner(name: str) -> Level:
    if name == "rules" or name.endswith("_rules"):
        return Level.RULES
    return Level.TABLES if name == "tables" else Level.VERB


def _level_of(source: Source) -> Level | None:
    return None if source.path.name == "__init__.py" else level(source.parts)


def _upward_imports(source: Source, known: dict[str, Source], root: Path) -> Iterator[str]:
    own = _level_of(source)
    if own is None:
        return
    for name, line in _inside(source, known):
        other = _level_of(known[name])
        if other is None or other < own or (other is own and own in _SAME_LEVEL_ALLOWED):
            continue
        if own is Level.TABLES and other is Level.TABLES and len(known[name].parts) == 1:
            continue  # The service's declarative base.
        yield f"{place(source, root, line)}: {own.name.lower()} imports {other.name.lower()} {name}"


def _foreign_tables(source: Source, known: dict[str, Source], root: Path) -> Iterator[str]:
    """Subjects use each other's verbs and queries, never each other's tables."""
    if _level_of(source) is Level.MAIN:
        return
    for name, line in _inside(source, known):
        target = known[name].parts
        if target[-1:] == ("tables",) and len(target) > 1 and target[:-1] != source.parts[: len(target) - 1]:
            yield f"{place(source, root, line)}: {source.module} imports the tables of another subject, {name}"


def _storage_at_the_edge(source: Source, root: Path) -> Iterator[str]:
    """Routes and consumers call verbs and queries; SQL is not theirs."""
    if _level_of(source) is not Level.EDGE:
        return
    for name, line in imports(source):
        own_tables = name.startswith(f"{source.package}.") and name.endswith(".tables")
        if own_tables or name.split(".")[0] in {"sqlalchemy", "asyncpg"}:
            yield f"{place(source, root, line)}: {source.module} reaches past verbs and queries to {name}"


def _inside(source: Source, known: dict[str, Source]) -> Iterator[tuple[str, int]]:
    for name, line in imports(source):
        if name in known and name.split(".")[0] == source.package and name != source.module:
            yield name, line
