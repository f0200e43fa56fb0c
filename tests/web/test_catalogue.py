"""The English catalogue is complete, current and fits; no Chinese word stands outside the catalogue."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import zf_hall
from zf_hall.catalogue import source_texts
from zf_hall.i18n import load_catalogue

PACKAGE = Path(zf_hall.__file__).parent
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
SAID_AS_IS = {"中文", "云川市", "星期", "一二三四五六日"}
"""The name of the other language, the sample city's name, and the days of the week (formatted, not translated)."""


def test_every_text_has_an_english_line() -> None:
    english = load_catalogue("en")
    assert not [text for text in source_texts() if text not in english]


def test_no_line_of_the_catalogue_is_left_over() -> None:
    assert set(load_catalogue("en")) <= set(source_texts())


def test_english_lines_are_english_and_keep_their_placeholders() -> None:
    for chinese, english in load_catalogue("en").items():
        assert not CHINESE.search(english), english
        assert sorted(re.findall(r"%\(\w+\)s", chinese)) == sorted(re.findall(r"%\(\w+\)s", english)), chinese


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_says_chinese_only_through_the_catalogue(path: Path) -> None:
    source = path.read_text("utf-8")
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r'_\("[^"]*"', "", source)
    left = set(re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", source))
    assert left <= SAID_AS_IS, left


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<style", source)
    assert "| safe" not in source, "what comes from people is always escaped"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_says_chinese_only_through_msg(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    marked = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "msg"
        for argument in call.args
    }
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in marked | documentation:
            continue
        assert not CHINESE.search(node.value) or node.value in SAID_AS_IS, f"line {node.lineno}: {node.value}"
