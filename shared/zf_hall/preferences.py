"""How one person wants the pages: language, size, density, hot keys. Kept in cookies, so they work before sign-in too."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

_YEAR = 31_536_000
_CHOICES = {"lang": ("zh", "en"), "size": ("normal", "elder"), "density": ("normal", "compact"), "keys": ("on", "off")}


@dataclass(frozen=True, slots=True)
class Preferences:
    lang: str = "zh"
    size: str = "normal"
    density: str = "normal"
    keys: str = "on"

    @property
    def html_class(self) -> str:
        return " ".join(value for value in (self.size, self.density) if value != "normal")


def read_preferences(request: Request) -> Preferences:
    found = {name: request.cookies.get(f"zf_{name}", "") for name in _CHOICES}
    return Preferences(**{name: value for name, value in found.items() if value in _CHOICES[name]})


def write_preference(response: Response, name: str, value: str, *, secure: bool) -> None:
    """Unknown names and values are dropped: a preference is never worth an error page."""
    if value in _CHOICES.get(name, ()):
        response.set_cookie(f"zf_{name}", value, max_age=_YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def preference_names() -> tuple[str, ...]:
    return tuple(_CHOICES)
