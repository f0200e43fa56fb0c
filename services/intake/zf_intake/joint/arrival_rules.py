"""What another agency tells of a petition, so that it can be stored in the form of our own registrations. Pure.

Their check of a form is not ours: hidden characters go, a number that is wrong in itself is kept unchecked, marks we do not
know are left out. Nothing of what the petitioner said is dropped.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TypeVar

from zf_contracts import petition_values as v
from zf_law.loader import Law
from zf_law.numbering import parse_person_id

K = TypeVar("K", bound=v.PetitionKeys)

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_VULNERABLE = ("elderly", "disabled", "ill", "minor", "pregnant")
_UNCHECKED = ("none", "unknown")
_MOST_REQUESTS = 20
NO_TITLE = "（来文未写明标题）"


def storable(keys: K, *, law: Law, today: date) -> K:
    """The same petition with a content that our form takes. Without content nothing changes."""
    content = keys.content
    if content is None:
        return keys
    clean = content.model_copy(
        update={
            "title": _title(content.title),
            "requests": _requests(content.requests),
            "facts": text(content.facts),
            "reasons": text(content.reasons),
            "place": line(content.place),
            "petitioners": tuple(_person(one, law=law, today=today) for one in content.petitioners),
            "accused": tuple(_accused(one) for one in content.accused),
            "case_nos": tuple(line(one) for one in content.case_nos if line(one)),
            "complaint_kind": line(content.complaint_kind),
        }
    )
    return keys.model_copy(update={"content": clean, "topic": line(keys.topic)})


def text(value: str) -> str:
    """Without characters that hide or turn the text."""
    return "".join(one for one in value if one in "\n\r\t" or not _hidden(one)).strip()


def line(value: str) -> str:
    return " ".join(text(value).split())


def _title(value: str) -> str:
    """A single character is no title by itself, but it was written."""
    found = line(value)
    return found if len(found) > 1 else f"{NO_TITLE}{found}"


def _hidden(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or character in _DIRECTIONS


def _requests(requests: tuple[v.RequestLine, ...]) -> tuple[v.RequestLine, ...]:
    """Our form has twenty requests; further ones are joined to the last."""
    clean = [one.model_copy(update={"content": text(one.content)}) for one in requests if text(one.content)]
    if len(clean) <= _MOST_REQUESTS:
        return tuple(clean)
    kept, rest = clean[: _MOST_REQUESTS - 1], clean[_MOST_REQUESTS - 1 :]
    joined = "\n".join(one.content for one in rest)
    return (*kept, rest[0].model_copy(update={"content": joined}))


def _person(one: v.PetitionerLine, *, law: Law, today: date) -> v.PetitionerLine:
    number, kind = line(one.id_number), line(one.id_kind) or "none"
    if kind not in _UNCHECKED and not parse_person_id(kind, number, tables=law.numbering, now=today).ok:
        kind = "unknown"
    return one.model_copy(
        update={
            "name": line(one.name),
            "id_kind": kind,
            "id_number": number,
            "phone": line(one.phone),
            "address": line(one.address),
            "birth_date": one.birth_date if one.birth_date is None or one.birth_date <= today else None,
            "vulnerable": tuple(mark for mark in _VULNERABLE if mark in one.vulnerable),
        }
    )


def _accused(one: v.AccusedLine) -> v.AccusedLine:
    return one.model_copy(
        update={"agency": line(one.agency), "unit": line(one.unit), "name": line(one.name), "post": line(one.post)}
    )
