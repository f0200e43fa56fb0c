"""What a printed document says, its digest, and how it goes to the printer: the same for every service. Pure."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from zf_law.problems import Problem
from zf_law.templates import MATTER_FIELDS

Value = str | Sequence[str] | Sequence[Mapping[str, str]]
"""One line, paragraphs, or the rows of a list."""

GETA = "〓"
"""The printer's mark for a character that is written in by hand."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a paper says, as it was when it was made; never changed afterwards. `fields` are those of its type."""

    type: str
    title: str
    agency: str
    number: str
    dated: date
    matter: Mapping[str, str]
    fields: Mapping[str, Value]

    def canonical(self) -> bytes:
        """The bytes whose digest stands on the paper."""
        whole = {
            "type": self.type,
            "title": self.title,
            "agency": self.agency,
            "number": self.number,
            "dated": self.dated.isoformat(),
            "matter": dict(self.matter),
            "fields": {name: _plain(value) for name, value in self.fields.items()},
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def digest(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    def text(self) -> str:
        """All that is printed of it, to look for characters without a picture."""
        return "\n".join([self.title, self.agency, *self.matter.values(), *_texts(self.fields.values())])


@dataclass(frozen=True, slots=True)
class Sheet:
    """How one print differs from the others: which copy it is, and how it can be checked. `qr` is a drawing (SVG)."""

    code: str
    address: str
    qr: str
    copy: int = 1
    printed_at: datetime | None = None
    draft: bool = False


def read_content(raw: bytes) -> Content:
    """The content again from its canonical bytes."""
    found = json.loads(raw)
    return Content(
        type=found["type"],
        title=found["title"],
        agency=found["agency"],
        number=found["number"],
        dated=date.fromisoformat(found["dated"]),
        matter=found["matter"],
        fields=found["fields"],
    )


def cleaned(content: Content) -> Content:
    """Without control and direction characters, which print nothing or turn text around; lines stay lines."""
    return replace(
        content,
        matter={name: _line(value) for name, value in content.matter.items()},
        fields={name: _clean(value) for name, value in content.fields.items()},
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """A text of several lines as paragraphs; blank lines fall out."""
    return tuple(line for line in (_line(one) for one in text.splitlines()) if line)


def content_problems(content: Content, *, declared: Sequence[str]) -> list[Problem]:
    """Exactly the declared fields, and nothing of the matter that templates do not know."""
    wrong = sorted(set(content.fields) ^ set(declared)) + sorted(set(content.matter) - MATTER_FIELDS)
    return [Problem("paper.field_wrong", {"name": name, "title": content.title}) for name in wrong]


def by_hand(content: Content, lacking: Sequence[str]) -> Content:
    """The same with 〓 for each character that cannot be printed."""
    table = str.maketrans(dict.fromkeys(lacking, GETA))
    return replace(
        content,
        matter={name: value.translate(table) for name, value in content.matter.items()},
        fields={name: _translated(value, table) for name, value in content.fields.items()},
    )


def lacking_problem(lacking: Sequence[str]) -> Problem:
    shown = "、".join(f"{one}（U+{ord(one):04X}）" for one in lacking)
    english = ", ".join(f"{one} (U+{ord(one):04X})" for one in lacking)
    return Problem("paper.characters_lacking", {"characters": shown, "characters_en": english})


def sheet_data(content: Content, sheet: Sheet, *, digest: str) -> dict[str, object]:
    """What the template gets."""
    reprint = None
    if sheet.copy > 1 and sheet.printed_at is not None:
        reprint = {"no": str(sheet.copy), "at": chinese_day(sheet.printed_at.date())}
    return {
        "title": content.title,
        "agency": content.agency,
        "number": content.number,
        "dated": {"year": content.dated.year, "month": content.dated.month, "day": content.dated.day},
        "dated-zh": chinese_day(content.dated),
        "matter": {name: content.matter.get(name, "") for name in sorted(MATTER_FIELDS)},
        "fields": {name: _plain(value) for name, value in content.fields.items()},
        "digest": digest,
        "check": {"code": shown_code(sheet.code), "address": sheet.address, "qr": sheet.qr} if sheet.code else None,
        "reprint": reprint,
        "draft": sheet.draft,
    }


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def shown_code(code: str) -> str:
    """In two groups, which read better."""
    return f"{code[:4]}-{code[4:]}"


def _line(value: str) -> str:
    kept = "".join(one if not unicodedata.category(one).startswith(("C", "Z")) or _stays(one) else " " for one in value)
    return " ".join(kept.split(" ")).strip()


def _stays(character: str) -> bool:
    """Characters of private use may be names; the ideographic blank is a blank of its own width."""
    return unicodedata.category(character) == "Co" or character == "\u3000"


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return _line(value)
    return [_line(one) if isinstance(one, str) else {name: _line(text) for name, text in one.items()} for one in value]  # type: ignore[return-value]


def _translated(value: Value, table: Mapping[int, str]) -> Value:
    if isinstance(value, str):
        return value.translate(dict(table))
    kept = dict(table)
    return [
        one.translate(kept) if isinstance(one, str) else {name: text.translate(kept) for name, text in one.items()}
        for one in value
    ]  # type: ignore[return-value]


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return value
    return [one if isinstance(one, str) else dict(one) for one in value]


def _texts(values: object) -> list[str]:
    found: list[str] = []
    for value in values if not isinstance(values, str) else (values,):  # type: ignore[attr-defined]
        if isinstance(value, str):
            found.append(value)
        else:
            found += _texts(value.values() if isinstance(value, Mapping) else value)
    return found
