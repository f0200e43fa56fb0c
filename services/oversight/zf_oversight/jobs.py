"""Work by the clock: every minute look for clocks that reached a warning or ran out."""

from datetime import timedelta

from zf_oversight.clocks.scan_clocks import scan_clocks
from zf_platform.jobs import Job

SCAN = "scan_clocks"
JOBS = (Job(SCAN, scan_clocks, every=timedelta(minutes=1)),)
