"""Sentences of problems: both languages, the next step, and codes that must exist."""

import ast
from pathlib import Path

import pytest

import zf_law
from zf_law.loader import Law
from zf_law.problems import Problem, describe, next_step, placeholders
from zf_law.reading import LawDataError


def codes_in_this_package() -> set[str]:
    found: set[str] = set()
    for path in Path(str(zf_law.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Problem", "refused")
            ):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                found.update(text for text in texts if "." in text)
    return found


def test_every_code_of_the_package_has_a_text(law: Law) -> None:
    used = codes_in_this_package()
    assert len(used) > 40
    assert used <= law.problems.codes()


def test_every_text_names_a_next_step_in_both_languages(law: Law) -> None:
    for code in law.problems.codes():
        text = law.problems.text(code)
        assert bool(text.next_zh) == bool(text.next_en), code
        assert text.zh.strip().endswith("。"), code
        assert placeholders(text.zh + text.next_zh) == placeholders(text.en + text.next_en), code


def test_the_sentence_carries_the_values_and_the_next_step() -> None:
    problem = Problem("stage.no_return_left", {"maximum": 2})
    assert describe(problem) == "退回补充侦查以 2 次为限。请作出起诉或者不起诉的决定。"
    assert describe(problem, language="en") == "A case can be returned 2 times at most. Decide whether to prosecute."
    assert next_step(problem) == "请作出起诉或者不起诉的决定。"


def test_a_value_may_have_an_english_partner() -> None:
    problem = Problem("document.missing", {"document": "立案决定书", "document_en": "Filing decision"})
    assert "立案决定书" in describe(problem)
    assert "Filing decision" in describe(problem, language="en")


def test_a_missing_value_is_shown_as_missing() -> None:
    assert "（未提供）" in describe(Problem("document.missing"))
    assert "(not given)" in describe(Problem("document.missing"), language="en")


def test_values_with_braces_are_shown_as_they_are() -> None:
    assert "{x}" in describe(Problem("document.missing", {"document": "{x}"}))


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(LawDataError, match=r"moon\.full"):
        describe(Problem("moon.full"))


def test_sentence_and_step_can_be_had_apart(law: Law) -> None:
    problem = Problem("gate.head_not_signed")
    assert law.problems.sentence(problem) + law.problems.next_step(problem) == law.problems.describe(problem)


def test_a_sentence_names_agencies_in_words_not_by_code() -> None:
    problem = Problem("meeting.no_quorum", {"agencies": "police、court"})
    assert "云川市公安局、云川市人民法院" in describe(problem)
    assert "Yunchuan" in describe(problem, language="en")
    assert "police、" not in describe(problem, language="en")


def test_what_is_no_code_of_an_agency_stands_as_it_is() -> None:
    assert "某单位" in describe(Problem("meeting.convener_only", {"agency": "某单位"}))
