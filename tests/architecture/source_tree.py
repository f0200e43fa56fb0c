"""The source files of the project as the architecture checks see them: where they lie and what they import.

Every check takes the root as an argument, so that a planted violation in a small copy can prove the check.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("intake", "casemgmt", "oversight", "liaison")
SHARED = ("zf_law", "zf_contracts", "zf_platform", "zf_hall", "zf_node")


@dataclass(frozen=True)
class Source:
    """One Python file. `module` is its dotted name as imports see it; tests and benchmarks start at the root."""

    path: Path
    module: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @property
    def package(self) -> str:
        return self.module.split(".", 1)[0]

    @property
    def parts(self) -> tuple[str, ...]:
        """Names below the package: ('reports', 'api') for zf_intake.reports.api."""
        return tuple(self.module.split(".")[1:])


def packages(root: Path) -> Iterator[Source]:
    """Every module of the packages that are shipped, migrations left out."""
    for name in SHARED:
        yield from _below(root / "shared" / name, base=root / "shared")
    for name in SERVICES:
        yield from _below(root / "services" / name / f"zf_{name}", base=root / "services" / name)


def everything(root: Path) -> Iterator[Source]:
    """The packages, and what stands beside them: tests and benchmarks."""
    yield from packages(root)
    yield from _below(root / "tests", base=root)
    yield from _below(root / "benchmarks", base=root)


def imports(source: Source) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of everything imported. `from a.b import c` yields a.b and a.b.c: c may be a module."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def functions(tree: ast.AST, *, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """(qualified name, node) of every function and method, inner ones included."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node
            yield from functions(node, prefix=f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, prefix=f"{prefix}{node.name}.")
        else:
            yield from functions(node, prefix=prefix)


def place(source: Source, root: Path, line: int) -> str:
    return f"{source.path.relative_to(root)}:{line}"


def _below(folder: Path, *, base: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*.py")):
        names = path.relative_to(base).with_suffix("").parts
        if "__pycache__" in names or ("migrations" in names and "versions" in names):
            continue
        module = ".".join(names[:-1] if names[-1] == "__init__" else names)
        yield Source(path=path, module=module, text=path.read_text(encoding="utf-8"))
