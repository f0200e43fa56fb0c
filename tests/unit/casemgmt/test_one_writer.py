"""`advance` is the only code that changes a state: the source is asked, and a planted writer is found."""

import ast
from collections.abc import Iterator
from pathlib import Path

import zf_casemgmt

STATE_FIELDS = frozenset({"state", "holder", "returns", "adjournments", "flags"})
TABLES = frozenset({"CaseRecord", "Suspect"})
WRITERS = {
    "cases/advance.py": "the one way a state changes",
    "cases/open_record.py": "an empty record stands in the pseudo-state `new`",
    "cases/write_suspect.py": "a person starts without a measure",
}


def state_writers(source: str) -> Iterator[int]:
    """Lines that write a state: insert or update of a case table with such a field, or an assignment to one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
            target = ast.dump(node.func.value)
            named = {keyword.arg for keyword in node.keywords} & STATE_FIELDS
            spread = any(keyword.arg is None for keyword in node.keywords) or bool(node.args)
            if any(f"id='{table}'" in target for table in TABLES) and (named or spread):
                yield node.lineno
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in targets:
                if isinstance(part, ast.Attribute) and part.attr in STATE_FIELDS:
                    yield node.lineno


def test_nothing_but_advance_writes_a_state() -> None:
    root = Path(str(zf_casemgmt.__file__)).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if any(True for _ in state_writers(path.read_text(encoding="utf-8")))
    }
    guarded = {
        "cases/touch_case.py",  # Refuses state fields by name; tested below.
        "cases/amend_suspect.py",  # Writes charge and at_large alone.
        "packages/show_package.py",  # The state of a package, not of a case.
    }
    assert found - guarded == set(WRITERS)
    assert found >= set(WRITERS), "an exception that is no longer needed"


def test_a_planted_writer_is_found() -> None:
    assert list(state_writers("update(CaseRecord).where(x).values(state='closed')"))
    assert list(state_writers("record.state = 'closed'"))
    assert list(state_writers("insert(Suspect).values(**values)"))
    assert not list(state_writers("update(Transfer).values(state='accepted')"))
