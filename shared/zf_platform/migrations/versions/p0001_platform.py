"""Outbox, inbox, quarantine, idempotency keys, audit log, jobs: the tables every service has."""

from pathlib import Path

from zf_platform.migrate import run_script

revision = "p0001"
down_revision = None
branch_labels = ("platform",)
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
