"""Legal grounds for readers: `CPL 91; PSB 129` in the tables reads 《刑事诉讼法》第91条；《公安机关…程序规定》第129条."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.reading import Label, Row, unique

_ARTICLE = r"\d+(?:\(\d+\))?(?:[–-]\d+)?"
_CITED = re.compile(rf"\b(?P<code>[A-Z][A-Z0-9]+(?:-[A-Z])?)[ -](?P<articles>{_ARTICLE}(?:, {_ARTICLE})*)")
_PARAGRAPH = re.compile(r"(\d+)\((\d+)\)")
_OWN = re.compile(r"S-\d{3}|(?:domain|handbook)\b.*")
"""Where the requirement of a rule of this suite stands; no reader has that paper."""

OWN_RULE = Label("本系统业务规则", "a rule of this suite")


@dataclass(frozen=True, slots=True)
class Sources:
    """Names of laws by the short name under which the tables cite them."""

    names: Mapping[str, Label]

    def unknown(self, basis: str) -> list[str]:
        """Short names that stand in no table."""
        return [found["code"] for found in _CITED.finditer(_legal(basis)) if found["code"] not in self.names]

    def cited(self, basis: str, *, language: str) -> str:
        chinese = language == "zh"
        legal = _legal(basis)
        if not legal:
            return (OWN_RULE.zh if chinese else OWN_RULE.en) if basis else ""

        def name(found: re.Match[str]) -> str:
            label = self.names.get(found["code"])
            if label is None:
                return found[0]
            articles = found["articles"].split(", ")
            return f"《{label.zh}》{_zh(articles)}" if chinese else f"{label.en}, art. {', '.join(articles)}"

        read = _CITED.sub(name, legal)
        return read.replace("; ", "；") if chinese else read


def _legal(basis: str) -> str:
    """Without the references to this suite's own papers."""
    return "; ".join(part for part in basis.split("; ") if part and not _OWN.fullmatch(part))


def _zh(articles: list[str]) -> str:
    if not any("(" in one for one in articles):
        return f"第{'、'.join(articles)}条"
    return "、".join(_PARAGRAPH.sub(r"第\1条第\2款", one) if "(" in one else f"第{one}条" for one in articles)


def read_sources(table: Row) -> Sources:
    rows = table.rows("source")
    unique(rows, "code")
    names = {}
    for row in rows:
        names[row.text("code")] = Label(row.text("zh"), row.text("en"))
        row.finish()
    table.finish()
    return Sources(names)
