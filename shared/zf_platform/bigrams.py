"""Chinese full text on any PostgreSQL, built by the application: pieces of two characters as lexemes of a `tsvector`.

PostgreSQL's own parsers know no Chinese words, and the embedded server has no `pg_trgm`. So the application cuts every run of
Chinese characters into overlapping pieces of two (合同纠纷 → 合同 同纠 纠纷) and every run of Latin letters or digits into one
word. In a stored text, blanks and line breaks between Chinese characters do not count, punctuation separates. In what a person
types, blanks separate too: each phrase must stand in the text. All pieces are looked for; the hits are then those whose text
really `contains` the phrases, because pieces may also meet by accident.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_WORD = 40
MOST_PIECES = 12
"""Pieces that are searched; a longer phrase is decided by `contains`."""

_CHINESE = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_CHINESE}]+)|([^\\W_{_CHINESE}]+)")
_BLANK_BETWEEN = re.compile(f"(?<=[{_CHINESE}])\\s+(?=[{_CHINESE}])")


def normalised(text: str) -> str:
    """NFKC and lower case: full-width letters and digits meet their half-width forms."""
    return unicodedata.normalize("NFKC", text).lower()


def lexemes(text: str) -> frozenset[str]:
    """What is stored: pieces of two, single characters of runs of one, and words of letters and digits."""
    return frozenset(_pieces(_BLANK_BETWEEN.sub("", normalised(text))))


def tsvector_text(text: str, *, marks: Iterable[str] = ()) -> str:
    """The literal of a `tsvector` for a bind parameter: `CAST(:words AS tsvector)`.

    `marks`: words besides those of the text.
    """
    return " ".join(_quoted(piece) for piece in (*sorted(lexemes(text)), *marks))


def query_pieces(text: str) -> tuple[str, ...]:
    """The pieces that all must be there, in their order, without repeats. Empty: nothing searchable was typed."""
    return tuple(dict.fromkeys(_pieces(normalised(text))))[:MOST_PIECES]


def tsquery_text(pieces: tuple[str, ...], *groups: tuple[str, ...]) -> str:
    """The literal of a `tsquery`: every piece must be there, and one word of each group that has some."""
    every = [_quoted(piece) for piece in pieces]
    return " & ".join([*every, *(f"({' | '.join(map(_quoted, group))})" for group in groups if group)])


def phrases(text: str) -> tuple[str, ...]:
    """What was typed, cut where blanks and punctuation separate."""
    return tuple(match[0] for match in _RUN.finditer(normalised(text)))


def searchable(text: str) -> bool:
    """From two characters on: a single Chinese character stands in almost every text and finds nothing."""
    return any(len(phrase) > 1 for phrase in phrases(text))


def contains(text: str, typed: str) -> bool:
    """Whether every typed phrase really stands there."""
    squeezed = "".join(normalised(text).split())
    return all(phrase in squeezed for phrase in phrases(typed))


def excerpt(text: str, typed: str, *, around: int = 24) -> tuple[str, str, str] | None:
    """(before, the first phrase that stands there, as it is written, after), or None when none does."""
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    signs = [normalised(text[at]) for at in kept]
    squeezed = "".join(signs)
    for phrase in phrases(typed):
        start = squeezed.find(phrase)
        if start >= 0:
            begin = kept[_sign_at(signs, start)]
            end = kept[_sign_at(signs, start + len(phrase) - 1)] + 1
            before, after = text[max(0, begin - around) : begin], text[end : end + around]
            return " ".join(before.split()), text[begin:end], " ".join(after.split())
    return None


def _pieces(text: str) -> Iterator[str]:
    for match in _RUN.finditer(text):
        chinese, word = match.groups()
        if word:
            yield word[:LONGEST_WORD]
        elif len(chinese) == 1:
            yield chinese
        else:
            yield from (chinese[at : at + 2] for at in range(len(chinese) - 1))


def _sign_at(signs: list[str], position: int) -> int:
    """Which sign holds this character of their concatenation: one may become several (㎡ → m2)."""
    seen = 0
    for at, sign in enumerate(signs):
        seen += len(sign)
        if seen > position:
            return at
    return len(signs) - 1


def _quoted(piece: str) -> str:
    """The quotes keep words apart from the syntax. A piece of a text holds none and no backslash, a mark may."""
    escaped = piece.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
