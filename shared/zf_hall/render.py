"""From a template and values to an answer: one Jinja environment per language, compiled once, whole page or one block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from zf_contracts.http.casemgmt import OptionView
from zf_contracts.http.supervision import Choice
from zf_hall import charts, diagrams, formatting
from zf_hall.assets import Assets
from zf_hall.doors import Doors, reading
from zf_hall.i18n import LANGUAGES, in_language, load_catalogue, translation
from zf_hall.navigation import menu_for
from zf_hall.preferences import read_preferences
from zf_hall.settings import HallSettings
from zf_platform.clock import Clock
from zf_platform.ids import new_id

if TYPE_CHECKING:
    from zf_hall.visitor import Visitor

TEMPLATES = Path(__file__).parent / "templates"
FRAGMENT_HEADER = "x-fragment"


class Renderer:
    """Holds what every page shares; knows no service."""

    def __init__(self, settings: HallSettings, *, assets: Assets, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._environments = {language: self._environment(language, assets) for language in LANGUAGES}

    def know(self, doors: Doors) -> None:
        """The pages there are, once all of them are declared."""
        for environment in self._environments.values():
            environment.globals.update(opens=doors.opens, way=doors.way)

    def page(
        self, request: Request, template: str, values: Mapping[str, object] | None = None, *, status: int = 200
    ) -> Response:
        """The whole page, or only the block that the request's `X-Fragment` names."""
        language = read_preferences(request).lang
        found = self._environments[language].get_template(template)
        context = {**self._shared(request), **(values or {}), "layout": "base.html"}
        fragment = request.headers.get(FRAGMENT_HEADER, "")
        if fragment and status == 200 and fragment in found.blocks:
            context |= {"layout": "fragment.html", "fragment": fragment}
        with reading(request.scope.get("zf.visitor")):
            text = found.render(context)
        return HTMLResponse(text, status_code=status)

    def part(self, template: str, values: Mapping[str, object], *, language: str) -> str:
        """A piece that belongs to no request: sent alike to everybody who follows a stream in this language."""
        return self._environments[language].get_template(template).render({**values, "now": self._clock.now()})

    def _shared(self, request: Request) -> dict[str, object]:
        visitor: Visitor | None = request.scope.get("zf.visitor")
        preferences = read_preferences(request)
        now = self._clock.now()
        return {
            "visitor": visitor,
            "session": visitor.session if visitor else None,
            "csrf": visitor.csrf if visitor else request.scope.get("zf.pre_token", ""),
            "preferences": preferences,
            "settings": self._settings,
            "path": request.url.path,
            "full_path": _own_path(request),
            "query": request.query_params,
            "request_id": request.scope.get("zf.request_id", ""),
            "menu": menu_for(visitor, path=request.url.path) if visitor and visitor.session else (),
            "now": now,
            "new_key": partial(_new_key, now),
        }

    def _environment(self, language: str, assets: Assets) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
            extensions=["jinja2.ext.do", translation(language)],
        )
        texts = load_catalogue(language)

        def translate(text: str) -> str:
            return texts.get(text, text)

        environment.globals.update(
            translate=translate,
            filled=_format_named,
            lang=language,
            static=assets.url,
            tr=partial(in_language, language=language),
            days_between=formatting.days_between,
            hours_between=formatting.hours_between,
            charts=charts,
            diagrams=diagrams,
            word=partial(_word, settings=self._settings, language=language),
        )
        environment.filters.update(
            _filters(language), cited=partial(self._settings.words.sources.cited, language=language)
        )
        return environment


def _filters(language: str) -> dict[str, Callable[..., object]]:
    return {
        "day": formatting.day,
        "stamp": formatting.stamp,
        "second": formatting.second,
        "clock_time": formatting.clock_time,
        "form_stamp": formatting.form_stamp,
        "weekday": partial(formatting.weekday, language=language),
        "size": formatting.size,
        "short_hash": formatting.short_hash,
        "micro": formatting.micro,
        "format_named": _format_named,
        "choices": partial(_choices, language=language),
        "act_path": _act_path,
    }


def _format_named(text: str, **values: object) -> str:
    """`%(name)s` filled in. The result is plain text, so the page escapes what the values bring."""
    return text % values


def _choices(words: Sequence[Choice], *, language: str) -> list[tuple[str, str]]:
    return [(one.code, one.name_zh if language == "zh" else one.name_en) for one in words]


def _act_path(option: OptionView, case_id: str) -> str:
    """Where an act is done: a hand-over has its own page, every other act the form made from its option."""
    if option.package:
        return f"/cases/{case_id}/transfer?kind={option.package}"
    suspect = f"?suspect={option.suspect_id}" if option.suspect_id else ""
    return f"/cases/{case_id}/acts/{option.act}{suspect}"


def _own_path(request: Request) -> str:
    """Path and query of this page; after a refused form the page the form was on is the path itself."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _word(kind: str, code: str, *, settings: HallSettings, language: str, agency: str = "") -> str:
    """The name of a code, or the code itself: an unknown code is shown rather than hidden."""
    table: Mapping[object, tuple[str, str]] = getattr(settings.words, kind)
    key: object = (agency, code) if kind == "units" else code
    name = table.get(key)
    return code if name is None else name[LANGUAGES.index(language)]


def _new_key(now: datetime) -> str:
    return new_id(now)
