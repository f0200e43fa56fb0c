"""What the published schema calls a number, a yes-or-no or a date is taken only as such.

`"3"`, `3.0` and `true` are no 3, `0` is no "no", and 1700000000 is no moment: whoever sends them means something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticKnownError, core_schema
from pydantic_core.core_schema import ErrorType

_EXACT = ("int", "float", "bool")
_TEXTS: dict[str, ErrorType] = {"date": "date_type", "datetime": "datetime_type", "time": "time_type"}


def _tighten(part: object, *, of: type[BaseModel]) -> None:
    """Models inside are of this base themselves, or know why not."""
    if isinstance(part, list):
        for inner in part:
            _tighten(inner, of=of)
    if not isinstance(part, dict) or (part.get("type") == "model" and part.get("cls") is not of):
        return
    kind = str(part.get("type"))
    if _is_tightened(part):
        return
    if kind in _EXACT:
        part["strict"] = True
    elif kind in _TEXTS:
        plain = dict(part)
        part.clear()
        part.update(core_schema.no_info_before_validator_function(_NoNumber(_TEXTS[kind]), plain))
    else:
        for inner in part.values():
            _tighten(inner, of=of)


def _is_tightened(part: Mapping[str, object]) -> bool:
    """pydantic hands out the schema of a finished model again for every use of the model; one check each is enough."""
    inside = part.get("function")
    return isinstance(inside, dict) and isinstance(inside.get("function"), _NoNumber)


@dataclass(frozen=True)
class _NoNumber:
    """Numbers, also in quotes, would be read as seconds since 1970."""

    error: ErrorType

    def __call__(self, value: object) -> object:
        if isinstance(value, int | float) or (isinstance(value, str) and is_number(value)):
            raise PydanticKnownError(self.error)
        return value


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class Exact(BaseModel):
    """Base of everything that crosses a process border. `model_validate(…, strict=False)` reads the texts of a form."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        _tighten(schema, of=cls)
        return schema
