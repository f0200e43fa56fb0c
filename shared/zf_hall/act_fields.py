"""The fields of an act's form, read from its contract: the page asks what the service accepts, neither more nor less."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

_LONG = 300
"""A text that may be longer than this gets several lines."""
_NOT_ASKED = frozenset({"version"})


@dataclass(frozen=True, slots=True)
class ActField:
    """widget: line | area | lines | day | moment | choice | yes_no. `name` of a nested field is dotted."""

    name: str
    widget: str
    optional: bool
    choices: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        return self.name.rpartition(".")[2]


def fields_of(model: type[BaseModel], *, prefix: str = "", optional: bool = False) -> tuple[ActField, ...]:
    """In the order of the contract; lists of objects are left to the page that knows their rows."""
    found: list[ActField] = []
    for name, field in model.model_fields.items():
        if name not in _NOT_ASKED:
            found.extend(_fields(prefix + name, field, optional=optional))
    return tuple(found)


def _fields(name: str, field: FieldInfo, *, optional: bool) -> Iterator[ActField]:
    kind, may_be_none = _bare(field.annotation)
    free = optional or may_be_none or not field.is_required()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from fields_of(kind, prefix=name + ".", optional=free)
    elif get_origin(kind) is Literal:
        yield ActField(name, "choice", free, tuple(str(value) for value in get_args(kind)))
    elif get_origin(kind) is tuple:
        (item, *_rest) = get_args(kind)
        if _bare(item)[0] is str:
            yield ActField(name, "lines", free)
    elif kind in _WIDGETS:
        yield ActField(name, _WIDGETS[kind], free)
    elif kind is str:
        yield ActField(name, "area" if _longest(field) > _LONG else "line", free)


_WIDGETS: Mapping[object, str] = {bool: "yes_no", date: "day", datetime: "moment", AwareDatetime: "moment"}


def _bare(annotation: object) -> tuple[object, bool]:
    """The type without its wrapping, and whether None is allowed beside it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return _bare(parts[0])[0], True
    return annotation, False


def _longest(field: FieldInfo) -> int:
    limits = [getattr(rule, "max_length", None) for rule in field.metadata]
    return max((limit for limit in limits if isinstance(limit, int)), default=0)
