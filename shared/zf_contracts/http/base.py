"""Bases of HTTP bodies, pages of lists, and the reasons a person gets."""

import unicodedata
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from zf_contracts.exact import Exact

T = TypeVar("T")


class Command(Exact):
    """A request body. Unknown fields are refused by name, so that a typo never passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class View(BaseModel):
    """An answer body. Clients ignore fields they do not know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Page(View, Generic[T]):
    """One keyset page: pass `next_cursor` back to get the rows after these; None ends the list."""

    items: tuple[T, ...]
    next_cursor: str | None = None


class Reason(View):
    """Why something is not possible: the rule's code, plain words in both languages, and what to do next."""

    code: str
    zh: str
    en: str
    next_zh: str = ""
    next_en: str = ""
    field: str | None = None


class Versioned(Command):
    """A command on an object carries the version the person saw; an older one answers 409 and changes nothing."""

    version: int = Field(ge=1)


def _text(value: str) -> str:
    """Line breaks and tabs may stand in a text; other control characters and marks that turn its direction may not."""
    if any(_hidden(character) for character in value if character not in "\n\r\t"):
        raise PydanticCustomError("control_character", "It should hold no control characters")
    return value


def _line(value: str) -> str:
    if any(character in "\n\r\t" for character in value):
        raise PydanticCustomError("line_break", "It should be a single line")
    return _text(value)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) == "Cc" or character in DIRECTION_MARKS


DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")

Text = Annotated[str, AfterValidator(_text)]
"""A text of several lines, in any script, without hidden characters."""

Line = Annotated[str, AfterValidator(_line)]
"""A text of one line, such as a name."""
