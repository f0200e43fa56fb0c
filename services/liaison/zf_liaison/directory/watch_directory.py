"""Hourly: a directory that nobody renews is an alarm, long before its age stops new exchanges."""

from zf_liaison.alarms.clear_alarm import clear_alarms
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import DIRECTORY_STALE
from zf_platform.directory import DirectorySource, Freshness
from zf_platform.transaction import Scope


async def watch_directory(scope: Scope, *, directory: DirectorySource) -> None:
    if directory.current().freshness(scope.now) is Freshness.FRESH:
        await clear_alarms(scope, kind=DIRECTORY_STALE, peers=[""])
    else:
        await raise_alarm(scope, kind=DIRECTORY_STALE, peer="")
