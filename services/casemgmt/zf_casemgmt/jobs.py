"""Work by the clock."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from zf_casemgmt.cases.become_effective import become_effective
from zf_casemgmt.office import Office
from zf_casemgmt.search.refresh_words import refresh_words
from zf_platform.jobs import Job
from zf_platform.transaction import Scope

BECOME_EFFECTIVE = "casemgmt.become_effective"


def jobs(office: Office) -> Sequence[Job]:
    """Appeal windows end at midnight; half an hour later at the latest the judgment is in effect."""
    return (
        Job(BECOME_EFFECTIVE, partial(_become_effective, office=office), every=timedelta(minutes=30)),
        Job("casemgmt.refresh_search_words", refresh_words, every=timedelta(hours=6)),
    )


async def _become_effective(scope: Scope, *, office: Office) -> None:
    await become_effective(scope, office=office)
