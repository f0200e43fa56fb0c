"""Two languages: Chinese texts are the message ids, English comes from `locale/en.po`, read into memory at start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("zh", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

Translate = Callable[[str], str]


def msg(text: str) -> str:
    """Marks a text in Python code for the catalogue; it is translated where it is shown."""
    return text


def load_catalogue(language: str) -> Mapping[str, str]:
    with (LOCALE_DIR / f"{language}.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def translator(language: str) -> Translate:
    """Chinese answers itself; a text without an English line shows in Chinese rather than not at all."""
    texts = load_catalogue(language)

    def translate(text: str) -> str:
        return texts.get(text, text)

    return translate


def in_language(value: object, name: str, *, language: str) -> str:
    """`in_language(case, "state", language="en")` is `case.state_en`; an empty name reads `zh` or `en` itself."""
    found = getattr(value, f"{name}_{language}" if name else language, "")
    return str(found or getattr(value, f"{name}_zh" if name else "zh", ""))
