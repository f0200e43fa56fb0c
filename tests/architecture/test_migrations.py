"""Migrations of a service form one line: every revision once, one beginning, one end."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, SERVICES

FOLDERS = [ROOT / "services" / name / "migrations" / "versions" for name in SERVICES] + [
    ROOT / "shared" / "zf_platform" / "migrations" / "versions"
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-3])
def test_migrations_form_one_line(folder: Path) -> None:
    steps = [_step(path) for path in sorted(folder.glob("*.py"))]
    revisions = [revision for revision, _ in steps]
    assert len(set(revisions)) == len(revisions), f"a revision stands twice: {sorted(revisions)}"
    before = [down for _, down in steps]
    assert len(set(before)) == len(before), f"two migrations follow the same one: {steps}"
    assert set(before) - {None} == set(revisions) - {_last(steps)}


def _step(path: Path) -> tuple[str, str | None]:
    found: dict[str, str | None] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        ):
            found[node.targets[0].id] = node.value.value if isinstance(node.value.value, str) else None
    return str(found["revision"]), found["down_revision"]


def _last(steps: list[tuple[str, str | None]]) -> str:
    (last,) = {revision for revision, _ in steps} - {down for _, down in steps}
    return last
