"""Which requests of a merged petition the earlier one does not have yet. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def requests_to_carry(open_here: Sequence[str], there: Sequence[str]) -> list[str]:
    """The same words, whatever their width and punctuation, are the same request."""
    known = {_words(text) for text in there}
    carried: list[str] = []
    for text in open_here:
        if _words(text) not in known:
            known.add(_words(text))
            carried.append(text)
    return carried


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] in "LN")
