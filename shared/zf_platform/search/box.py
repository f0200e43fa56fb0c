"""What a person typed into the one box: a number, a person's number, or words. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zf_platform.bigrams import query_pieces, searchable

SHORTEST_NUMBER, LONGEST_NUMBER = 4, 60
LONGEST_TEXT = 200
_ID_NUMBER = re.compile(r"^(\d{17}[\dX]|\d{15})$")
_PHONE = re.compile(r"^(\+?86)?1\d{10}$|^0\d{2,3}\d{7,8}$")
_NUMBER = re.compile(r"^[\w()\-]*\d[\w()\-]*$")
_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff·]{2,8}$")
_BRACKETS = str.maketrans("〔〕[]【】（）", "()()()()")


@dataclass(frozen=True, slots=True)
class Box:
    """`number`: looked for as the beginning of numbers. `person`: an identity or telephone number. `name`: a whole name.

    `pieces`: what all must stand in the text; `phrase` is then really looked for. Empty parts are not looked for.
    """

    number: str = ""
    person: str = ""
    person_kind: str = ""
    name: str = ""
    phrase: str = ""
    pieces: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.number or self.person or self.name or self.pieces)


def read_box(text: str) -> Box:
    """One text may be several things at once: eighteen digits are a person's number and perhaps the beginning of another."""
    typed = text.strip()[:LONGEST_TEXT]
    bare = number_form(typed)
    person, kind = _person(bare)
    number = bare if SHORTEST_NUMBER <= len(bare) <= LONGEST_NUMBER and _NUMBER.match(bare) else ""
    name = typed if _NAME.match(typed) else ""
    pieces = query_pieces(typed) if searchable(typed) and not person else ()
    return Box(number=number, person=person, person_kind=kind, name=name, phrase=typed if pieces else "", pieces=pieces)


def number_form(number: str) -> str:
    """One form of a number for storing and finding: half-width, upper case, one kind of brackets, without blanks."""
    folded = unicodedata.normalize("NFKC", number).upper().translate(_BRACKETS)
    return "".join(folded.split())


def _person(bare: str) -> tuple[str, str]:
    if _ID_NUMBER.match(bare):
        return bare, "id"
    digits = re.sub(r"[\s\-]", "", bare)
    if _PHONE.match(digits):
        return digits, "phone"
    return "", ""
