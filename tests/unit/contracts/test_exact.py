"""A number is a number, a date is a date: what JSON readers like to guess is refused, what forms send can be asked for."""

import pytest
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from tests.integration.messaging.node import NOW
from zf_contracts.catalogue import CATALOGUE, Entry
from zf_contracts.exact import Exact
from zf_contracts.http.base import Command
from zf_contracts.values import BlobRef
from zf_node.example import example_of
from zf_node.published import payload_schema


class Inner(Command):
    number: int = Field(ge=1)


class Sample(Command):
    number: int | None = None
    yes: bool = False
    moment: AwareDatetime | None = None
    inner: tuple[Inner, ...] = ()
    by_name: dict[str, int] = Field(default_factory=dict)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"number": "3"}, "int_type"),
        ({"number": 3.0}, "int_type"),
        ({"number": True}, "int_type"),
        ({"yes": 0}, "bool_type"),
        ({"yes": "no"}, "bool_type"),
        ({"moment": 1_700_000_000}, "datetime_type"),
        ({"moment": "1700000000"}, "datetime_type"),
        ({"moment": "1.7e9"}, "datetime_type"),
        ({"moment": True}, "datetime_type"),
        ({"inner": [{"number": "1"}]}, "int_type"),
        ({"by_name": {"a": "1"}}, "int_type"),
    ],
)
def test_a_guess_is_refused(body: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Sample.model_validate(body)
    assert refused.value.errors()[0]["type"] == error


def test_what_is_meant_is_taken() -> None:
    body = {"number": 3, "yes": True, "moment": NOW.isoformat(), "inner": [{"number": 1}], "by_name": {"a": 1}}
    assert Sample.model_validate(body) == Sample(
        number=3, yes=True, moment=NOW, inner=(Inner(number=1),), by_name={"a": 1}
    )


def test_a_form_may_send_texts() -> None:
    read = Sample.model_validate({"number": "3", "yes": "true", "inner": [{"number": "1"}]}, strict=False)
    assert (read.number, read.yes, read.inner[0].number) == (3, True, 1)


def test_values_inside_of_messages_are_exact_too() -> None:
    with pytest.raises(ValidationError):
        BlobRef.model_validate({"digest": "sha256:" + "0" * 64, "size": "5"})


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_every_message_keeps_its_rule(entry: Entry) -> None:
    """A base that somebody forgets would bring the guessing back."""
    assert issubclass(entry.payload, Exact)
    entry.payload.model_validate(example_of(payload_schema(entry.payload)))


def _depth(part: object) -> int:
    if isinstance(part, dict):
        part = list(part.values())
    return 1 + max(map(_depth, part), default=0) if isinstance(part, list) else 0


def test_using_a_model_again_checks_its_dates_no_second_time() -> None:
    """Every route, list and larger model that names a model makes its schema anew from the finished one."""
    before = _depth(Sample.__pydantic_core_schema__)
    for _ in range(20):
        TypeAdapter(list[Sample])
        TypeAdapter(Sample)
    assert _depth(Sample.__pydantic_core_schema__) == before
    with pytest.raises(ValidationError):
        TypeAdapter(Sample).validate_python({"moment": 1_700_000_000})
