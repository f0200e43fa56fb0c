"""docs/features.md: every row of the requirements named there points to a test that exists."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("row", "what", "where", "test")
_ROW = re.compile(r"^[SCTPRWUQ]-\d{2,3}[a-z]?$")
_TEST = re.compile(r"(tests/[\w/.-]+\.py)::([\w.:]+)")


@dataclass(frozen=True)
class Feature:
    line: int
    rows: tuple[str, ...]
    what: str
    where: str
    tests: tuple[tuple[str, str], ...]


def feature_violations(text: str, *, root: Path) -> list[str]:
    """Each line of the table needs a known form of row, a place that exists, and at least one test that exists."""
    features = list(read_features(text))
    if not features:
        return [f"docs/features.md: no table with the columns {' | '.join(COLUMNS)}"]
    found: list[str] = []
    told: dict[tuple[object, ...], int] = {}
    for feature in features:
        first = told.setdefault((feature.rows, feature.what.partition(":")[0]), feature.line)
        if first != feature.line:
            found.append(f"docs/features.md:{feature.line}: told before in line {first}")
        here = f"docs/features.md:{feature.line}"
        if not feature.rows:
            found.append(f"{here}: no row of the requirements is named")
        if not feature.tests:
            found.append(f"{here}: {', '.join(feature.rows)} has no test")
        found += [
            f"{here}: {path}::{name} does not exist" for path, name in feature.tests if not _exists(root, path, name)
        ]
        found += [f"{here}: {place} does not exist" for place in _places(feature.where) if not (root / place).exists()]
    return found


def read_features(text: str) -> Iterator[Feature]:
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else []
        if tuple(cell.lower() for cell in cells) == COLUMNS:
            inside = True
        elif not cells:
            inside = False
        elif inside and len(cells) == len(COLUMNS) and set("".join(cells)) - set("-: "):
            rows = tuple(word for word in re.split(r"[\s,、]+", cells[0]) if _ROW.match(word))
            yield Feature(line=number, rows=rows, what=cells[1], where=cells[2], tests=tuple(_TEST.findall(cells[3])))


def _places(where: str) -> list[str]:
    return [part for part in re.findall(r"`([^`]+)`", where) if "/" in part and not part.startswith("/")]


def _exists(root: Path, path: str, name: str) -> bool:
    file = root / path
    if not file.is_file():
        return False
    body: list[ast.stmt] = ast.parse(file.read_text(encoding="utf-8")).body
    *classes, function = name.split("::")
    for wanted in classes:
        body = [inner for node in body if isinstance(node, ast.ClassDef) and node.name == wanted for inner in node.body]
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function for node in body)
