"""The whole tree keeps the rules of the house. That each check can fail is proved in test_planted_violations.py."""

from tests.architecture import exceptions, house_rules
from tests.architecture.layering import layering_violations
from tests.architecture.source_tree import ROOT


def test_inside_a_service_imports_go_downwards() -> None:
    none_of(layering_violations(ROOT))


def test_functions_and_files_stay_small() -> None:
    none_of(house_rules.size_violations(ROOT, exceptions=exceptions.TOO_LONG))


def test_no_function_takes_a_row_of_positional_parameters() -> None:
    none_of(house_rules.parameter_violations(ROOT))


def test_names_say_something() -> None:
    none_of(house_rules.name_violations(ROOT, legal=exceptions.LEGAL_HANDLERS))


def test_every_module_says_what_it_is_for() -> None:
    none_of(house_rules.docstring_violations(ROOT))


def test_tasks_commits_and_acknowledgements_have_one_home() -> None:
    none_of(house_rules.call_violations(ROOT))


def test_no_decision_names_an_agency() -> None:
    none_of(house_rules.agency_violations(ROOT))


def test_one_use_case_per_file() -> None:
    none_of(house_rules.entrance_violations(ROOT, exceptions=exceptions.SEVERAL_USE_CASES))


def none_of(violations: list[str]) -> None:
    assert not violations, "\n" + "\n".join(violations)
