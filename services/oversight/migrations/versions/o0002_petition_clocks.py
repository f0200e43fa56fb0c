"""Clocks of petitions beside clocks of cases."""

from alembic import op

revision = "o0002"
down_revision = "o0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE watched_clock ADD COLUMN matter_kind TEXT DEFAULT 'case' NOT NULL")
