"""Clocks of disputes of competence lead to the dispute, also those that ran before."""

from alembic import op

revision = "o0008"
down_revision = "o0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE watched_clock SET matter_kind = 'dispute' WHERE rule = 'G02' AND matter_kind = 'petition'")
