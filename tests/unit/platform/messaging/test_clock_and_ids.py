"""Time has a zone; ids sort by time; secrets do not repeat."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from zf_platform.clock import ZONE, FixedClock, OffsetClock, SystemClock
from zf_platform.ids import jitter, new_id, new_secret

AT = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


def test_every_clock_tells_china_standard_time() -> None:
    for clock in (SystemClock(), OffsetClock(timedelta(days=30)), FixedClock(AT)):
        assert clock.now().utcoffset() == timedelta(hours=8)


def test_clocks_differ_as_they_say() -> None:
    now = datetime.now(UTC)
    assert abs(SystemClock().now() - now) < timedelta(seconds=5)
    assert abs(OffsetClock(timedelta(days=30)).now() - now - timedelta(days=30)) < timedelta(seconds=5)
    clock = FixedClock(AT)
    clock.advance(timedelta(hours=1))
    assert clock.now() == AT + timedelta(hours=1)


def test_an_id_is_a_uuid_of_version_seven_that_tells_its_time() -> None:
    found = UUID(new_id(AT))
    assert (found.version, found.variant) == (7, "specified in RFC 4122")
    assert found.int >> 80 == int(AT.timestamp() * 1000)


def test_ids_sort_by_time_and_never_repeat() -> None:
    ids = [new_id(AT + timedelta(milliseconds=number)) for number in range(1000)]
    assert ids == sorted(ids)
    assert len({new_id(AT) for _ in range(10_000)}) == 10_000


def test_secrets_are_long_and_different() -> None:
    assert len({new_secret() for _ in range(1000)}) == 1000
    assert len(new_secret(32)) >= 43


def test_jitter_uses_the_whole_range() -> None:
    draws = [jitter(10.0) for _ in range(2000)]
    assert min(draws) < 0.5
    assert max(draws) > 9.5
    assert all(0 <= draw < 10 for draw in draws)
