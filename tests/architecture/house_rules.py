"""Rules of the house that no linter knows: sizes, names, opening words, and calls that belong to one place."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.layering import SERVICE_PACKAGES, Level, level
from tests.architecture.source_tree import Source, everything, functions, imports, packages, place

MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 300
MAX_POSITIONAL = 6
FORBIDDEN_WORDS = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"})
AGENCIES = frozenset({"police", "procuratorate", "court", "justice", "committee"})


def size_violations(root: Path, *, exceptions: Mapping[str, str]) -> list[str]:
    """Too long functions and files. An exception that is no longer needed is a violation too."""
    found: dict[str, str] = {}
    for source in everything(root):
        path = str(source.path.relative_to(root))
        lines = source.text.count("\n")
        if lines > MAX_FILE_LINES and not _is_test_data(path):
            found[path] = f"{path}: {lines} lines, limit {MAX_FILE_LINES}"
        for name, node in functions(source.tree):
            length = _length(node)
            if length > MAX_FUNCTION_LINES:
                found[f"{path}::{name}"] = f"{path}::{name}: {length} lines, limit {MAX_FUNCTION_LINES}"
    stale = [f"{key}: the exception is no longer needed" for key in exceptions if key not in found]
    return [text for key, text in found.items() if key not in exceptions] + stale


def parameter_violations(root: Path) -> list[str]:
    """More positional parameters than a reader keeps apart; keyword-only ones say their name at the call."""
    return [
        f"{place(source, root, node.lineno)}: {name} takes {count} positional parameters, limit {MAX_POSITIONAL}"
        for source in packages(root)
        for name, node in functions(source.tree)
        if (count := len([arg for arg in node.args.posonlyargs + node.args.args if arg.arg not in {"self", "cls"}]))
        > MAX_POSITIONAL
        and not _is_route(node)
    ]


def name_violations(root: Path, *, legal: frozenset[str]) -> list[str]:
    """Names that say nothing. `legal` are class names with 承办人, the handler of the law."""
    found: list[str] = []
    for source in everything(root):
        stem = source.path.stem
        if FORBIDDEN_WORDS & set(stem.split("_")) or stem in {"handler", "handlers"}:
            found.append(f"{source.path.relative_to(root)}: the name of the module says nothing")
        found += [
            f"{place(source, root, node.lineno)}: the name {node.name} says nothing"
            for node in ast.walk(source.tree)
            if isinstance(node, ast.ClassDef) and node.name not in legal and _says_nothing(node.name)
        ]
    return found


def docstring_violations(root: Path) -> list[str]:
    return [
        f"{source.path.relative_to(root)}: opens without saying what it is for"
        for source in everything(root)
        if not (ast.get_docstring(source.tree) or "").strip()
    ]


def call_violations(root: Path) -> list[str]:
    """Calls with one home, which a linter cannot tell by the imported name alone."""
    found: list[str] = []
    for source in packages(root):
        found += _task_starts(source, root)
        found += _early_acknowledgement(source, root)
        found += _costly_middleware(source, root)
        if source.package in SERVICE_PACKAGES:
            found += _commits(source, root)
    return found


def agency_violations(root: Path) -> list[str]:
    """An agency is configuration: no decision compares with the code of one."""
    return [
        f"{place(source, root, node.lineno)}: compares with an agency by name"
        for source in packages(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare)
        and any(
            isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and leaf.value in AGENCIES
            for leaf in ast.walk(node)
        )
    ]


def entrance_violations(root: Path, *, exceptions: Mapping[str, str]) -> list[str]:
    """One use case, one file: a verb file has one public async function."""
    found: dict[str, str] = {}
    for source in packages(root):
        is_verb = source.package in SERVICE_PACKAGES and level(source.parts) is Level.VERB and len(source.parts) > 1
        if not is_verb or source.path.stem in {"__init__", "queries"} or source.path.stem.endswith("_queries"):
            continue
        public = [
            node.name
            for node in source.tree.body
            if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_")
        ]
        if len(public) > 1:
            found[source.module] = (
                f"{source.path.relative_to(root)}: several use cases in one file: {', '.join(public)}"
            )
    stale = [f"{key}: the exception is no longer needed" for key in exceptions if key not in found]
    return [text for key, text in found.items() if key not in exceptions] + stale


def _is_test_data(path: str) -> bool:
    return path.startswith("tests/") and (path.rsplit("/", 1)[-1].startswith("sample") or "/data/" in path)


def _is_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """The framework fills a route's parameters by name, so their number confuses nobody."""
    verbs = {"get", "post", "put", "patch", "delete"}
    return any(
        isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr in verbs
        for mark in node.decorator_list
    )


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring left out: explaining must not cost."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def _says_nothing(name: str) -> bool:
    words = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)}
    return bool(words & (FORBIDDEN_WORDS | {"handler", "handlers"}))


def _attribute_calls(source: Source, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def _task_starts(source: Source, root: Path) -> Iterator[str]:
    if source.package == "zf_platform":
        return
    for call in _attribute_calls(source, "create_task", "ensure_future"):
        yield f"{place(source, root, call.lineno)}: starts a task; zf_platform.tasks does that"


def _early_acknowledgement(source: Source, root: Path) -> Iterator[str]:
    if any(name.split(".")[0] == "aio_pika" for name, _ in imports(source)):
        for call in _attribute_calls(source, "process"):
            yield f"{place(source, root, call.lineno)}: message.process() acknowledges before our commit"


def _costly_middleware(source: Source, root: Path) -> Iterator[str]:
    for name, line in imports(source):
        if name.startswith("starlette.middleware.base") or name.endswith(".BaseHTTPMiddleware"):
            yield f"{place(source, root, line)}: BaseHTTPMiddleware breaks cancellation and streaming"
    for call in _attribute_calls(source, "middleware"):
        yield f"{place(source, root, call.lineno)}: .middleware() wraps in BaseHTTPMiddleware; write plain ASGI"


def _commits(source: Source, root: Path) -> Iterator[str]:
    for call in _attribute_calls(source, "commit", "rollback"):
        yield f"{place(source, root, call.lineno)}: a use case never commits; the scope does, once"
