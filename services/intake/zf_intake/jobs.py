"""Work by the clock: name, rhythm, action."""

from collections.abc import Sequence
from datetime import timedelta

from zf_intake.reception.counter.return_handovers import return_handovers
from zf_intake.search.refresh_words import refresh_words
from zf_platform.jobs import Job

_MINUTE = timedelta(minutes=1)


def jobs() -> Sequence[Job]:
    return (
        Job("return_handovers", return_handovers, every=_MINUTE),
        Job("refresh_search_words", refresh_words, every=timedelta(hours=6)),
    )
