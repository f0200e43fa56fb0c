"""Bases of HTTP bodies, pages of lists, and the reasons a person gets."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Command(BaseModel):
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
