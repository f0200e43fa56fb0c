"""Every check turns red when its violation is planted. A check that cannot fail protects nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house_rules, registries
from tests.architecture.layering import layering_violations

NOTHING_EXCEPTED: dict[str, str] = {}
INTAKE = "services/intake/zf_intake"
LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 41


def plant(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A service as it should be: two subjects, each with all its roles."""
    plant(tmp_path, f"{INTAKE}/__init__.py", '"""Doc."""\n')
    plant(tmp_path, f"{INTAKE}/tables.py", '"""Doc."""\nimport sqlalchemy\n')
    plant(tmp_path, f"{INTAKE}/main.py", '"""Doc."""\nfrom zf_intake import consumers, jobs\n')
    plant(tmp_path, f"{INTAKE}/consumers.py", '"""Doc."""\nfrom zf_intake.one import act\n')
    plant(tmp_path, f"{INTAKE}/jobs.py", '"""Doc."""\n')
    for subject in ("one", "two"):
        below = f"{INTAKE}/{subject}"
        own = f"zf_intake.{subject}"
        plant(tmp_path, f"{below}/__init__.py", '"""Doc."""\n')
        plant(tmp_path, f"{below}/rules.py", '"""Doc."""\n')
        plant(
            tmp_path, f"{below}/tables.py", f'"""Doc."""\nfrom zf_intake.tables import Base\nfrom {own} import rules\n'
        )
        plant(tmp_path, f"{below}/queries.py", f'"""Doc."""\nfrom {own}.tables import Row\n')
        plant(tmp_path, f"{below}/act.py", f'"""Doc."""\nfrom {own} import queries, tables\nasync def act(): ...\n')
        plant(tmp_path, f"{below}/api.py", f'"""Doc."""\nfrom {own} import act, queries, rules\n')
    plant(tmp_path, f"{INTAKE}/one/act.py", '"""Doc."""\nfrom zf_intake.two import queries\nasync def act(): ...\n')
    return tmp_path


def test_a_good_tree_is_green(tree: Path) -> None:
    assert layering_violations(tree) == []
    assert all(check(tree) == [] for check, _, _ in HOUSE.values())


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("one/rules.py", "from zf_intake.one import tables"),
        ("one/rules.py", "from zf_intake.one.queries import rows"),
        ("one/tables.py", "from zf_intake.one import act"),
        ("one/tables.py", "from zf_intake.two.tables import Row"),
        ("one/act.py", "from zf_intake.one import api"),
        ("one/act.py", "from zf_intake import consumers"),
        ("one/act.py", "from zf_intake.two.tables import Row"),
        ("one/queries.py", "import zf_intake.two.tables"),
        ("one/api.py", "from zf_intake.one.tables import Row"),
        ("one/api.py", "from sqlalchemy import select"),
        ("one/api.py", "from zf_intake.two import api"),
        ("one/api.py", "from zf_intake import main"),
        ("consumers.py", "from zf_intake.one import api"),
        ("jobs.py", "from zf_intake.one.tables import Row"),
        ("jobs.py", "def later():\n    from zf_intake.main import spec"),
    ],
)
def test_an_import_upwards_or_sideways_is_found(tree: Path, path: str, line: str) -> None:
    file = tree / INTAKE / path
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert [text for text in layering_violations(tree) if text.startswith(f"{INTAKE}/{path}:")]


Check = Callable[[Path], list[str]]


def _sizes(root: Path) -> list[str]:
    return house_rules.size_violations(root, exceptions=NOTHING_EXCEPTED)


def _names(root: Path) -> list[str]:
    return house_rules.name_violations(root, legal=frozenset({"AssignHandler"}))


def _entrances(root: Path) -> list[str]:
    return house_rules.entrance_violations(root, exceptions=NOTHING_EXCEPTED)


HOUSE: dict[str, tuple[Check, str, str]] = {
    "long function": (_sizes, f"{INTAKE}/one/planted.py", LONG_FUNCTION),
    "long method": (_sizes, "tests/unit/test_planted.py", "class A:\n    " + LONG_FUNCTION.replace("\n", "\n    ")),
    "long file": (_sizes, f"{INTAKE}/one/planted.py", "x = 1\n" * 301),
    "positional row": (house_rules.parameter_violations, f"{INTAKE}/planted.py", "def f(a, b, c, d, e, f, g): ..."),
    "utils": (_names, f"{INTAKE}/utils.py", ""),
    "date_helpers": (_names, "tests/date_helpers.py", ""),
    "handlers": (_names, f"{INTAKE}/one/handlers.py", ""),
    "manager class": (_names, f"{INTAKE}/one/planted.py", "class CaseManager: ..."),
    "handler class": (_names, f"{INTAKE}/one/planted.py", "class RequestHandler: ..."),
    "no docstring": (house_rules.docstring_violations, f"{INTAKE}/one/planted.py", "x = 1\n"),
    "empty package": (house_rules.docstring_violations, f"{INTAKE}/three/__init__.py", ""),
    "task": (house_rules.call_violations, f"{INTAKE}/planted.py", "loop.create_task(work())"),
    "commit": (house_rules.call_violations, f"{INTAKE}/planted.py", "async def f(s):\n    await s.session.commit()"),
    "acknowledge": (
        house_rules.call_violations,
        "shared/zf_platform/planted.py",
        "import aio_pika\nasync def f(message):\n    async with message.process(): ...",
    ),
    "base middleware": (
        house_rules.call_violations,
        "shared/zf_platform/planted.py",
        "from starlette.middleware.base import BaseHTTPMiddleware",
    ),
    "function middleware": (
        house_rules.call_violations,
        "shared/zf_hall/planted.py",
        "@app.middleware('http')\ndef f(): ...",
    ),
    "agency by name": (house_rules.agency_violations, f"{INTAKE}/planted.py", "if agency == 'police': ..."),
    "agency among names": (house_rules.agency_violations, f"{INTAKE}/planted.py", "if agency in ('court', 'x'): ..."),
    "two use cases": (_entrances, f"{INTAKE}/one/planted.py", "async def first(): ...\nasync def second(): ..."),
}


@pytest.mark.parametrize("fault", HOUSE)
def test_a_breach_of_the_house_rules_is_found(tree: Path, fault: str) -> None:
    check, path, text = HOUSE[fault]
    plant(tree, path, text)
    assert [violation for violation in check(tree) if path in violation]


def test_a_stale_exception_is_found(tree: Path) -> None:
    assert house_rules.size_violations(tree, exceptions={"gone.py": "once long"})
    assert house_rules.entrance_violations(tree, exceptions={"zf_intake.gone": "once several"})


def test_the_legal_handler_is_allowed(tree: Path) -> None:
    plant(tree, f"{INTAKE}/one/assign_handler.py", '"""Doc."""\nclass AssignHandler: ...\n')
    assert _names(tree) == []


SENDS = "from zf_contracts.internal.reports import Known\nKnown()\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "nobody sends or consumes Known"),
        (SENDS + "tell(message='no.such.message')", "no.such.message is no message"),
    ],
)
def test_a_message_off_the_register_is_found(tree: Path, text: str, complaint: str) -> None:
    plant(tree, f"{INTAKE}/planted.py", text)
    found = registries.message_violations(tree, registered={"a.known": "Known"}, reserved=frozenset())
    assert any(complaint in violation for violation in found)


def test_a_contract_outside_the_catalogue_is_found(tree: Path) -> None:
    plant(tree, f"{INTAKE}/planted.py", SENDS)
    plant(tree, "shared/zf_contracts/internal/planted.py", "class P:\n    TYPE: ClassVar[str] = 'planted.name'\n")
    found = registries.message_violations(tree, registered={"a.known": "Known"}, reserved=frozenset({"a.known"}))
    assert any("planted.name has a contract" in violation for violation in found)
    assert any("both in the catalogue and reserved" in violation for violation in found)


def test_a_stage_that_tells_an_unknown_message_is_found() -> None:
    stages = {"transitions": [{"tells": [{"message": "case.unknown", "to": ["court"]}]}]}
    assert registries.told_message_violations(stages, registered={"case.known": "Known"})
    assert not registries.told_message_violations(stages, registered={"case.unknown": "Known"})


def test_an_unused_or_invented_span_is_found(tree: Path) -> None:
    plant(
        tree,
        f"{INTAKE}/planted.py",
        "from zf_platform.telemetry import step\nstep(SpanName.INVENTED)\nstep('by.text')\n",
    )
    found = registries.member_violations(tree, enum="SpanName", members=frozenset({"UNUSED"}))
    assert any("INVENTED is not registered" in violation for violation in found)
    assert any("UNUSED is registered and never used" in violation for violation in found)
    assert registries.literal_step_violations(tree)


def test_an_unknown_or_unused_problem_code_is_found(tree: Path) -> None:
    plant(tree, f"{INTAKE}/planted.py", "Problem('planted.unknown')\nf'built.{kind}'\n")
    plant(tree, "shared/zf_law/data/problems.toml", "[never.used]\n")
    plant(tree, "shared/zf_law/data/stages.toml", "guard = 'told.by_table'\n")
    codes = frozenset({"never.used", "built.one", "told.by_table"})
    found = registries.problem_violations(tree, registered=codes)
    assert [violation.split(": ", 1)[1].split(" ")[0] for violation in found] == ["problem", "never.used"]


def test_an_undeclared_permission_is_found(tree: Path) -> None:
    plant(tree, f"{INTAKE}/one/api.py", "@router.get('/x', **access('no.such'))\nasync def x(): ...\n")
    assert registries.permission_violations(tree, registered=frozenset({"report.read"}))
