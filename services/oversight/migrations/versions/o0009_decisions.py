"""Numbers of the collective decisions made in a matter."""

from alembic import op

revision = "o0009"
down_revision = "o0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE matter ADD COLUMN decisions TEXT[] DEFAULT '{}' NOT NULL")
