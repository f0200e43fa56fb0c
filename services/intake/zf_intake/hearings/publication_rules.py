"""What may be published of a hearing: nobody's name, number or telephone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from zf_law.problems import Problem

_PERSON_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_SHORTEST_NAME = 2
MASK = "某某"
HIDDEN_NUMBER = "******"


def identities(text: str, *, names: Collection[str]) -> list[str]:
    """Names of people of the matter, identity numbers and mobile numbers that stand in the text."""
    plain = unicodedata.normalize("NFKC", text)
    close = "".join(plain.split())
    found = [name for name in _whole(names) if "".join(name.split()) in close]
    return found + _PERSON_NUMBER.findall(plain) + _PHONE.findall(plain)


def publication_problems(announcement: str, *, names: Collection[str]) -> list[Problem]:
    found = identities(announcement, names=names)
    if not found:
        return []
    return [Problem("hearing.announcement_names", {"field": "announcement", "found": "、".join(found)})]


def masked(text: str, *, names: Collection[str]) -> str:
    """For what was written before it was to be public, such as the subject."""
    for name in sorted(_whole(names), key=len, reverse=True):
        text = text.replace(name, name[0] + MASK)
    return _PHONE.sub(HIDDEN_NUMBER, _PERSON_NUMBER.sub(HIDDEN_NUMBER, text))


def _whole(names: Collection[str]) -> list[str]:
    """One character alone would be found in any text."""
    return [name for name in dict.fromkeys(names) if len(name.strip()) >= _SHORTEST_NAME]
