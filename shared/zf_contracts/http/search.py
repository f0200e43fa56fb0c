"""One box over everything an agency may find: number, person, words. The answer says why each object was found."""

from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, View

Why = Literal["number", "person", "name", "words"]


class SearchBox(Command):
    """POST /search: what a person types may be an identity number, which never stands in an address line."""

    text: str = Field(min_length=1, max_length=200)
    cursor: str = Field(default="", max_length=200, pattern=r"^[A-Za-z0-9_-]*$")


class SearchReason(View):
    """`where` names the part of the object; for words, `before`, `match` and `after` show the place as it is written."""

    why: Why
    where: str = ""
    before: str = ""
    match: str = ""
    after: str = ""


class SearchHit(View):
    """kind: petition | report | case."""

    kind: str
    id: str
    number: str
    title: str
    unit: str
    state: str
    state_zh: str
    state_en: str
    at: AwareDatetime
    reasons: tuple[SearchReason, ...]


class SearchPage(View):
    """`looked_for`: how the text was read. Hits newest first; pass `next_cursor` back for the next ones."""

    items: tuple[SearchHit, ...]
    looked_for: tuple[Why, ...]
    next_cursor: str | None = None
