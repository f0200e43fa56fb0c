"""What follows from a failure: park, try again, or pause everything."""

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tests.unit.platform.messaging.work import work
from zf_law.problems import Problem
from zf_platform.errors import NotFound, Refused, RejectMessage, RetryLater
from zf_platform.outcome import Lane, classify, is_transient
from zf_platform.reading import Unreadable

PROBLEM = Problem("stage.not_holder")


class Numbered(BaseModel):
    number: int


class ServerError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__("secret text of a row")
        self.sqlstate = sqlstate


def broken_contract() -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Numbered.model_validate({"number": "张三"})
    return caught.value


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused([PROBLEM]), "stage.not_holder"),
        (RejectMessage([PROBLEM]), "stage.not_holder"),
        (NotFound(), "request.not_found"),
        (Refused([]), "message.refused"),
        (Unreadable("message.unknown_type", "x.y version 2"), "message.unknown_type"),
        (broken_contract(), "message.schema"),
    ],
)
def test_permanent_faults_are_parked_at_once(error: Exception, code: str) -> None:
    failure = classify(error, work=work())
    assert (failure.code, failure.pause, failure.systemic) == (code, None, False)
    assert "张三" not in failure.text


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "55P03", "57P01", "08006", "53300", "57014"])
def test_faults_of_the_surroundings_are_transient(sqlstate: str) -> None:
    failure = classify(DBAPIError("SELECT", None, ServerError(sqlstate)), work=work())
    assert failure.code == "message.transient"
    assert failure.pause is not None
    assert failure.systemic
    assert "secret" not in failure.text


def test_what_is_transient_and_what_is_not() -> None:
    assert is_transient(TimeoutError())
    assert is_transient(ConnectionResetError())
    assert is_transient(InterfaceError("SELECT", None, ServerError("")))
    assert is_transient(OperationalError("SELECT", None, ServerError("57P03")))
    assert not is_transient(DBAPIError("INSERT", None, ServerError("23505")))
    assert not is_transient(KeyError("x"))


def test_retries_end_after_a_day() -> None:
    assert classify(RetryLater("case.unknown"), work=work(age=86_000)).pause is not None
    assert classify(RetryLater("case.unknown"), work=work(age=86_401)).pause is None


def test_pauses_grow_with_the_attempts_up_to_an_hour_and_are_jittered() -> None:
    def longest(attempts: int) -> float:
        draws = [classify(RetryLater("x.y"), work=work(attempts=attempts)).pause or 0 for _ in range(400)]
        assert len(set(draws)) > 300
        return max(draws)

    assert longest(1) <= 1.1
    assert 3.0 < longest(3) <= 4.1
    assert 1500 < longest(12) <= 2048.1
    assert longest(40) <= 3600.1


def test_an_unexpected_error_is_parked_at_the_third_attempt() -> None:
    assert classify(KeyError("x"), work=work(attempts=2)).pause is not None
    failure = classify(KeyError("x"), work=work(attempts=3))
    assert (failure.pause, failure.unexpected, failure.text) == (None, True, "KeyError")


def test_the_lane_pauses_at_the_fifth_message_of_one_minute() -> None:
    lane = Lane()
    assert [lane.failed("a", f"m{number}", at=number) for number in range(5)] == [False] * 4 + [True]
    assert [lane.pause()] + [lane.pause() for _ in range(8) if lane.failed("a", "m9", at=9)] == [
        1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0,
    ]  # fmt: skip
    lane.succeeded()
    assert not lane.paused


def test_the_lane_does_not_pause_for_one_message_or_for_different_faults_or_over_hours() -> None:
    lane = Lane()
    assert not any(lane.failed("a", "same", at=number) for number in range(20))
    assert not any(lane.failed(f"fault {number}", f"m{number}", at=number) for number in range(20))
    assert not any(lane.failed("b", f"m{number}", at=number * 61.0) for number in range(20))
    lane.failed("c", "m1", at=0)
    lane.succeeded()
    assert not any(lane.failed("c", f"m{number}", at=1) for number in range(2, 6))


def test_a_message_that_failed_before_says_nothing_about_its_surroundings() -> None:
    lane = Lane()
    assert not any(lane.failed("a", f"m{number}", at=1, first=False) for number in range(20))
    assert [lane.failed("a", f"m{number}", at=1) for number in range(5)] == [False] * 4 + [True]
    assert lane.failed("a", "m0", at=2, first=False), "but it probes like any other"
