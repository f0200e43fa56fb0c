"""ruff and import-linter pass on the tree, and each ban and contract of pyproject.toml turns red when it is broken."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, SERVICES, SHARED

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
BANS: dict[str, object] = CONFIG["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
CONTRACTS: dict[str, str] = {contract["id"]: contract["name"] for contract in CONFIG["importlinter"]["contracts"]}
BIN = Path(sys.executable).parent

# One violation for each family of ruff that pyproject selects: (code, text).
FAMILIES = {
    "E": ("E711", "print(x == None)"),
    "W": ("W605", "x = '\\d'"),
    "F": ("F401", "import os"),
    "I": ("I001", "import sys\nimport os"),
    "N": ("N801", "class lower: ..."),
    "UP": ("UP006", "from typing import List\nx: List[int] = []"),
    "B": ("B006", "def f(x=[]): ..."),
    "C4": ("C400", "x = list(i for i in y)"),
    "C90": ("C901", "def f(x):\n" + "".join(f"    if x == {i}: return {i}\n" for i in range(11))),
    "SIM": ("SIM102", "if a:\n    if b:\n        c()"),
    "PIE": ("PIE790", "class A:\n    x = 1\n    pass"),
    "RET": ("RET503", "def f(x):\n    if x:\n        return 1"),
    "PERF": ("PERF401", "def f(y):\n    x = []\n    for i in y:\n        x.append(i + 1)\n    return x"),
    "RUF": ("RUF100", "x = 1  # noqa: F401"),
    "ASYNC": ("ASYNC251", "import time\nasync def f():\n    time.sleep(1)"),
    "DTZ": ("DTZ001", "import datetime\nx = datetime.datetime(2026, 1, 1)"),
    "S": ("S608", "def f(x):\n    return f'SELECT * FROM t WHERE a = {x}'"),
    "BLE": ("BLE001", "try:\n    f()\nexcept Exception:\n    g()"),
    "T20": ("T201", "print(1)"),
    "LOG": ("LOG015", "import logging\nlogging.info('x')"),
    "G": ("G004", "import logging\nlogging.getLogger(__name__).info(f'{x}')"),
    "PT": ("PT011", "import pytest\ndef test_x():\n    with pytest.raises(ValueError):\n        f()"),
    "PTH": ("PTH118", "import os\nx = os.path.join('a', 'b')"),
    "TID": ("TID252", "from . import x"),
    "ANN401": ("ANN401", "from typing import Any\ndef f(x: Any) -> None: ..."),
    "ERA": ("ERA001", "# x = f(1)"),
    "PGH": ("PGH003", "x = 1  # type: ignore"),
    "SLF": ("SLF001", "def f(x):\n    return x._inner"),
    "PLC": ("PLC0414", "import os as os"),
    "PLE": ("PLE0604", "__all__ = [1]"),
    "PLW": ("PLW0120", "for i in x:\n    f()\nelse:\n    g()"),
}

# One edge for each contract of import-linter: (file, import).
EDGES = {
    "layers": ("shared/zf_platform/planted_layers.py", "import zf_node"),
    "independence": ("services/intake/zf_intake/planted_sibling.py", "import zf_oversight"),
    "law-is-pure": ("shared/zf_law/planted_socket.py", "import socket"),
    "rules-are-pure": ("services/intake/zf_intake/planted/rules.py", "import zf_intake.planted_far"),
    "rules-without-models": ("services/oversight/zf_oversight/planted/rules.py", "from pydantic import BaseModel"),
    "one-door": ("services/casemgmt/zf_casemgmt/planted_wire.py", "import zf_contracts.interagency.notices"),
    "platform-knows-no-law": ("shared/zf_platform/planted_law.py", "from zf_law import agencies"),
    "contracts-are-data": ("shared/zf_contracts/planted_web.py", "import fastapi"),
    "hall-has-no-store": ("shared/zf_hall/planted_store.py", "import sqlalchemy"),
}
# rules-are-pure must see through a module in between.
_BETWEEN = {
    "services/intake/zf_intake/planted/__init__.py": "",
    "services/oversight/zf_oversight/planted/__init__.py": "",
    "services/intake/zf_intake/planted_far.py": "import asyncio\n",
}


def test_the_tree_is_clean_for_ruff() -> None:
    for command in (["check"], ["format", "--check"]):
        answer = run("ruff", *command, ".", folder=ROOT)
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_tree_keeps_the_import_contracts() -> None:
    answer = run("lint-imports", "--no-cache", folder=ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in answer.stdout


def test_every_family_ban_and_contract_has_a_planted_violation() -> None:
    assert set(FAMILIES) == set(CONFIG["ruff"]["lint"]["select"])
    assert set(EDGES) == set(CONTRACTS)


@pytest.fixture(scope="module")
def ruff_findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Codes found per planted file; one run of ruff for all."""
    root = tmp_path_factory.mktemp("ruff")
    shutil.copy(ROOT / "pyproject.toml", root)
    for home in ("services/intake/zf_intake", "shared/zf_platform", "tests"):
        (root / home).mkdir(parents=True)
        for number, name in enumerate(BANS):
            (root / home / f"ban_{number}.py").write_text(breach(name), encoding="utf-8")
    for family, (_, text) in FAMILIES.items():
        (root / "services/intake/zf_intake" / f"family_{family.lower()}.py").write_text(text + "\n", encoding="utf-8")
    answer = run("ruff", "check", "--no-cache", "--output-format", "json", ".", folder=root)
    found: dict[str, set[str]] = {}
    for finding in json.loads(answer.stdout):
        found.setdefault(str(Path(finding["filename"]).relative_to(root.resolve())), set()).add(finding["code"])
    return found


@pytest.mark.parametrize(("number", "name"), list(enumerate(BANS)))
def test_a_banned_call_is_found(ruff_findings: dict[str, set[str]], number: int, name: str) -> None:
    assert "TID251" in ruff_findings[f"services/intake/zf_intake/ban_{number}.py"], name
    assert "TID251" not in ruff_findings.get(f"shared/zf_platform/ban_{number}.py", set())
    assert "TID251" not in ruff_findings.get(f"tests/ban_{number}.py", set())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_breach_of_style_is_found(ruff_findings: dict[str, set[str]], family: str) -> None:
    code, _ = FAMILIES[family]
    assert code in ruff_findings[f"services/intake/zf_intake/family_{family.lower()}.py"]


@pytest.mark.parametrize("contract", EDGES)
def test_a_forbidden_import_breaks_its_contract(contract: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    verdicts = broken_contracts(tmp_path_factory.getbasetemp() / "imports")
    path, _ = EDGES[contract]
    module = Path(path).stem if Path(path).stem != "rules" else f"{Path(path).parent.name}.rules"
    assert module in verdicts.get(CONTRACTS[contract], ""), f"{contract} stayed green"


@cache
def broken_contracts(root: Path) -> dict[str, str]:
    """Name of each broken contract and what import-linter says about it; one copy and one run for all edges."""
    root.mkdir()
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in SHARED:
        _copy_sources(ROOT / "shared" / name, root / "shared" / name)
    for name in SERVICES:
        _copy_sources(ROOT / "services" / name / f"zf_{name}", root / "services" / name / f"zf_{name}")
    for path, line in [*_BETWEEN.items(), *EDGES.values()]:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(line + "\n", encoding="utf-8")
    answer = run("lint-imports", "--no-cache", folder=root)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    _, _, details = answer.stdout.partition("Broken contracts")
    sections: dict[str, str] = {}
    current = ""
    for line in details.splitlines():
        current = line.strip() if line.strip() in CONTRACTS.values() else current
        sections[current] = sections.get(current, "") + line + "\n"
    return sections


def breach(name: str) -> str:
    """A small program that uses the banned name."""
    if name == "builtins.__import__":
        return "import builtins\n\nbuiltins.__import__('x')\n"
    module, _, last = name.rpartition(".")
    return (
        f"from {module} import {last}\n\nprint({last})\n"
        if module and last[0].islower() and "_pika" not in module
        else (f"import {name.split('.', maxsplit=1)[0]}\n\nprint({name})\n")
    )


def run(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    paths = [folder / "shared", *(folder / "services" / name for name in SERVICES)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "400", "NO_COLOR": "1"}
    return subprocess.run(
        [BIN / program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _copy_sources(source: Path, target: Path) -> None:
    for path in source.rglob("*.py"):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
