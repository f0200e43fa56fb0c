"""Readers see the name of a law and its article, never the short name of the tables."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables


@pytest.mark.parametrize(
    ("basis", "zh", "en"),
    [
        ("CPL 91", "《刑事诉讼法》第91条", "Criminal Procedure Law, art. 91"),
        (
            "CPL 92, 179; PSB 141",
            "《刑事诉讼法》第92、179条；《公安机关办理刑事案件程序规定》第141条",
            "Criminal Procedure Law, art. 92, 179; Public Security Procedures for Criminal Cases, art. 141",
        ),
        ("PET 23(3), 24", "《信访工作条例》第23条第3款、第24条", "Regulations on Petition Work, art. 23(3), 24"),
        ("SC310-5", "《行政执法机关移送涉嫌犯罪案件的规定》第5条", None),
        ("MPS-A 165", "《公安机关办理行政案件程序规定》第165条", None),
        ("SPP 552–554; 人民检察院组织法 21", "《人民检察院刑事诉讼规则》第552–554条；人民检察院组织法 21", None),
        ("重大复杂（CPL 172）", "重大复杂（《刑事诉讼法》第172条）", None),
        ("PET 28; S-008", "《信访工作条例》第28条", "Regulations on Petition Work, art. 28"),
        ("handbook 3.4; S-006", "本系统业务规则", "a rule of this suite"),
        ("公通字〔2015〕32号", "公通字〔2015〕32号", "公通字〔2015〕32号"),
        ("", "", ""),
    ],
)
def test_a_ground_reads_as_law_and_article(basis: str, zh: str, en: str | None) -> None:
    sources = load_law().sources
    assert sources.cited(basis, language="zh") == zh
    if en is not None:
        assert sources.cited(basis, language="en") == en


def test_every_ground_in_the_tables_names_a_known_law() -> None:
    sources = load_law().sources
    grounds = [text for table in packaged_tables().values() for text in _grounds(table)]
    assert len(grounds) > 300
    assert [ground for ground in grounds if sources.unknown(ground)] == []
    left = [ground for ground in grounds if re.search(r"\b[A-Z]{3}", sources.cited(ground, language="zh"))]
    assert left == []
    assert sources.unknown("CPL 91; XYZ 7") == ["XYZ"]


def test_a_law_named_twice_is_refused() -> None:
    table = tomllib.loads('[[source]]\ncode = "CPL"\nzh = "一"\nen = "a"\n' * 2)
    with pytest.raises(LawDataError, match="sources"):
        build_law({**packaged_tables(), "sources": table})


def _grounds(part: object, *, key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _grounds(inner, key=name)
    elif isinstance(part, list):
        for inner in part:
            yield from _grounds(inner, key=key)
    elif isinstance(part, str) and key == "basis":
        yield part
