"""No page leads its reader to one that would only answer "not for you": whether a link is a way or plain words.

What a page needs is declared where the page is (access.py); this looks it up by the address of the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from zf_hall.visitor import Visitor

_reader: ContextVar[Visitor | None] = ContextVar("reader", default=None)


@contextmanager
def reading(visitor: Visitor | None) -> Iterator[None]:
    """For whom the page is made that is rendered meanwhile."""
    token = _reader.set(visitor)
    try:
        yield
    finally:
        _reader.reset(token)


class Doors:
    """`rows` are (method, path, permissions) as access.page_rows gives them; unknown addresses are open."""

    def __init__(self, rows: Sequence[tuple[str, str, tuple[str, ...]]] = ()) -> None:
        pages = [(path, permissions) for method, path, permissions in rows if method == "GET"]
        # Where two could match, the address with fewer open places is the page.
        pages.sort(key=lambda page: page[0].count("{"))
        self._pages = [(re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)), needs) for path, needs in pages]

    def opens(self, href: str) -> bool:
        """True when the reader of the page may follow this link."""
        path = re.split(r"[?#]", href, maxsplit=1)[0]
        needs = next((permissions for pattern, permissions in self._pages if pattern.fullmatch(path)), ())
        visitor = _reader.get()
        return not needs or (visitor is not None and visitor.may(*needs))

    def way(self, href: str, label: str, css: str = "") -> Markup:
        """The label as a link, or as plain words where it would lead to a closed page."""
        if not self.opens(href):
            return Markup("<span>{}</span>").format(label)
        shape = Markup(' class="{}"').format(css) if css else Markup("")
        return Markup('<a{} href="{}">{}</a>').format(shape, href, label)
