"""Chinese full text on any PostgreSQL, built by the application: pieces of two characters as lexemes of a `tsvector`.

PostgreSQL's own parsers know no Chinese words, and the embedded server has no `pg_trgm`. So the application cuts every run of
Chinese characters into overlapping pieces of two (合同纠纷 → 合同 同纠 纠纷) and every run of Latin letters or digits into one
word. A search of two characters or more is the conjunction of its pieces; the hits are then those whose text really contains
the phrase (`contains`), because pieces may also meet by accident.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LONGEST_WORD = 40
MOST_PIECES = 12
"""Pieces of a phrase that are searched; a longer phrase is decided by `contains`."""


def normalised(text: str) -> str:
    """NFKC and lower case: full-width letters and digits meet their half-width forms."""
    return unicodedata.normalize("NFKC", text).lower()


def lexemes(text: str) -> frozenset[str]:
    """What is stored: pieces of two, single characters of runs of one, and words of letters and digits."""
    return frozenset(_pieces(text))


def tsvector_text(text: str) -> str:
    """The literal of a `tsvector` for a bind parameter: `CAST(:words AS tsvector)`."""
    return " ".join(_quoted(piece) for piece in sorted(lexemes(text)))


def query_pieces(text: str) -> tuple[str, ...]:
    """The pieces that all must be there, in their order, without repeats. Empty: nothing searchable was typed."""
    return tuple(dict.fromkeys(_pieces(text)))[:MOST_PIECES]


def tsquery_text(pieces: tuple[str, ...]) -> str:
    """The literal of a `tsquery`: every piece must be there."""
    return " & ".join(_quoted(piece) for piece in pieces)


def searchable(text: str) -> bool:
    """From two characters on: a single Chinese character stands in almost every text and finds nothing."""
    return any(len(run) >= 2 for _, run in _runs(normalised(text)))


def contains(text: str, phrase: str) -> bool:
    """Whether the phrase really stands there, spaces and punctuation apart."""
    return _bare(phrase) in _bare(text)


def _pieces(text: str) -> Iterator[str]:
    for chinese, run in _runs(normalised(text)):
        if not chinese:
            yield run[:LONGEST_WORD]
        elif len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """(is Chinese, run) of neighbouring characters of one kind; everything else separates."""
    start, kind = 0, ""
    for at, character in enumerate(text):
        found = _kind(character)
        if found != kind:
            if kind:
                yield kind == "chinese", text[start:at]
            start, kind = at, found
    if kind:
        yield kind == "chinese", text[start:]


def _kind(character: str) -> str:
    """`chinese`: CJK ideographs of all planes; `word`: letters and digits of other scripts; empty separates."""
    point = ord(character)
    if 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF or point == 0x3007:
        return "chinese"
    return "word" if character.isalnum() else ""


def _bare(text: str) -> str:
    return "".join(character for character in normalised(text) if _kind(character))


def _quoted(piece: str) -> str:
    """Pieces hold no quotes or backslashes; the quotes keep words such as `a:b` out of the syntax."""
    return f"'{piece}'"


def excerpt(text: str, phrase: str, *, around: int = 24) -> tuple[str, str, str] | None:
    """(before, the phrase as it stands there, after), or None when it does not stand there."""
    kept = [at for at, character in enumerate(text) if _kind(normalised(character)[:1] or " ")]
    bare = [normalised(text[at]) for at in kept]
    start = "".join(bare).find(_bare(phrase))
    if start < 0 or not kept:
        return None
    first = _place(bare, start)
    last = _place(bare, start + len(_bare(phrase)) - 1)
    begin, end = kept[first], kept[last] + 1
    before = " ".join(text[max(0, begin - around) : begin].split())
    after = " ".join(text[end : end + around].split())
    return before, text[begin:end], after


def _place(pieces: list[str], position: int) -> int:
    """Which piece holds this character of their concatenation: one sign may become several (㎡ → m2)."""
    seen = 0
    for at, piece in enumerate(pieces):
        seen += len(piece)
        if seen > position:
            return at
    return len(pieces) - 1
