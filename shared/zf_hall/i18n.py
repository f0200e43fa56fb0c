"""Two languages: Chinese texts are the message ids, English comes from `locale/en.po`, read into memory at start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2.ext import Extension

LANGUAGES = ("zh", "en")
SOURCE = "zh"
LOCALE_DIR = Path(__file__).parent / "locale"

_MESSAGE = re.compile(r'\b_\("(?P<text>[^"\\]+)"(?P<end>[),])')


def msg(text: str) -> str:
    """Marks a text in Python code for the catalogue; it is translated where it is shown."""
    return text


@cache
def load_catalogue(language: str) -> Mapping[str, str]:
    """Message id → text. A text without a line is absent and shows in Chinese: the source needs no translation."""
    if language == SOURCE:
        return {}
    with (LOCALE_DIR / f"{language}.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def translation(language: str) -> type[Extension]:
    """A Jinja extension that puts the texts of one language into the templates when they are compiled.

    `_("…")` becomes a constant, `_("… %(n)s", n=x)` a call of `filled`: a page of fifty rows then costs no look-ups.
    """
    texts = load_catalogue(language)

    def literal(match: re.Match[str]) -> str:
        text = texts.get(match["text"], match["text"]).replace("\\", "\\\\").replace('"', '\\"')
        return f'("{text}")' if match["end"] == ")" else f'filled("{text}",'

    class Translation(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            return _MESSAGE.sub(literal, source)

    return Translation


def in_language(value: object, name: str, *, language: str) -> str:
    """`in_language(case, "state", language="en")` is `case.state_en`; an empty name reads `zh` or `en` itself."""
    found = getattr(value, f"{name}_{language}" if name else language, "")
    return str(found or getattr(value, f"{name}_zh" if name else "zh", ""))
