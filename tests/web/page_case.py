"""One page as the tests know it, and how a row of the table is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageCase:
    """`route` as declared, `path` as visited, `role` who sees it, `needs` any of which opens it; `zh` its heading."""

    route: str
    path: str
    role: str
    needs: tuple[str, ...]
    zh: str
    en: str


def page_row(route: str, path: str, role: str, needs: str, headings: str) -> PageCase:
    zh, en = headings.split("|")
    return PageCase(route, path, role, tuple(needs.split()), zh, en)
