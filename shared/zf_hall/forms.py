"""A form's values on their way in: typed command or all errors at once, and the values kept for the same form again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request

from zf_contracts.http.base import Reason
from zf_hall.i18n import msg
from zf_platform.clock import ZONE
from zf_platform.ids import new_id

M = TypeVar("M", bound=BaseModel)

KEY_FIELD = "key"

_TEXTS: Mapping[str, str] = {
    "missing": msg("请填写%(label)s"),
    "string_too_short": msg("请填写%(label)s，内容太短"),
    "string_too_long": msg("%(label)s太长，至多 %(limit)s 字"),
    "too_short": msg("%(label)s至少要有一项"),
    "too_long": msg("%(label)s项数太多，至多 %(limit)s 项"),
    "literal_error": msg("请选择%(label)s"),
    "int_parsing": msg("%(label)s须为整数"),
    "greater_than_equal": msg("%(label)s不得小于 %(limit)s"),
    "less_than_equal": msg("%(label)s不得大于 %(limit)s"),
    "date": msg("%(label)s须为真实日期，例如 2026-11-23"),
    "bool": msg("请就%(label)s作出选择"),
    "other": msg("%(label)s填写有误，请检查"),
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error at one field. Either a text of ours with values, or a reason of the service in both languages."""

    name: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class FormState:
    """What the form template shows: labels, values as typed, errors. A fresh form has no errors."""

    labels: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    def error_at(self, name: str) -> FieldError | None:
        return next((error for error in self.errors if error.name == name), None)

    @property
    def elsewhere(self) -> tuple[FieldError, ...]:
        """Errors without a field of this form: shown in the summary only."""
        return tuple(error for error in self.errors if error.name not in self.labels)


@dataclass(frozen=True, slots=True)
class Sent:
    """The posted values by name."""

    values: Mapping[str, str]
    many: Mapping[str, Sequence[str]]
    raw: FormData

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.many.get(name, ()) if value)

    def moment(self, name: str) -> datetime | str:
        """A `datetime-local` value in China Standard Time; what is no time stays text and fails in the model."""
        try:
            found = datetime.fromisoformat(self.text(name))
        except ValueError:
            return self.text(name)
        return found if found.tzinfo else found.replace(tzinfo=ZONE)

    def key(self, *, now: datetime) -> str:
        """The idempotency key made when the form was shown. Without one the act is still done, once."""
        found = self.text(KEY_FIELD)
        return found if 8 <= len(found) <= 128 and found.isascii() else new_id(now)

    def state(self, labels: Mapping[str, str], *, errors: Sequence[FieldError] = ()) -> FormState:
        return FormState(labels, self.values, self.many, tuple(errors))


async def read_form(request: Request) -> Sent:
    form = await request.form()
    names = dict.fromkeys(form.keys())
    many = {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in names}
    return Sent({name: values[-1] if values else "" for name, values in many.items()}, many, form)


def build(model: type[M], values: Mapping[str, object]) -> tuple[M | None, tuple[FieldError, ...]]:
    """The command, or every error of the form at once. An empty optional field counts as not given."""
    try:
        given = {name: value for name, value in values.items() if value is not None}
        return model.model_validate(given, strict=False), ()
    except ValidationError as error:
        return None, tuple(_field_error(dict(found)) for found in error.errors())


def errors_of(reasons: Sequence[Reason]) -> tuple[FieldError, ...]:
    """The reasons of a refusal, each at the field it names."""
    return tuple(FieldError(name=form_name(reason.field or ""), reason=reason) for reason in reasons)


def form_name(path: str) -> str:
    """`suspects[0].name` of a service is `suspects.0.name` of a form."""
    return re.sub(r"\[(\d+)\]", r".\1", path)


def _field_error(found: Mapping[str, object]) -> FieldError:
    location = found.get("loc")
    name = ".".join(str(part) for part in location) if isinstance(location, tuple) else ""
    context = found.get("ctx")
    limits = context if isinstance(context, Mapping) else {}
    limit = next((str(limits[key]) for key in ("max_length", "ge", "le", "min_length") if key in limits), "")
    return FieldError(name=name, text=_TEXTS[_kind(str(found.get("type", "")))], values={"limit": limit})


def _kind(pydantic_type: str) -> str:
    if pydantic_type in _TEXTS:
        return pydantic_type
    if pydantic_type.startswith(("date", "timezone")):
        return "date"
    return "bool" if pydantic_type.startswith("bool") else "other"
