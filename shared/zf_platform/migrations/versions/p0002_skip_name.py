"""The name of whoever asked that a message be skipped."""

from alembic import op

revision = "p0002"
down_revision = "p0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE skip_request ADD COLUMN requested_by_name TEXT DEFAULT '' NOT NULL")
