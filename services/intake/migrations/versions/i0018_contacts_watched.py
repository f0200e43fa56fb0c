"""Whether oversight watches an appointment."""

from alembic import op

revision = "i0018"
down_revision = "i0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contact ADD COLUMN watched BOOLEAN DEFAULT false NOT NULL")
    op.execute("CREATE INDEX contact_unwatched ON contact (planned_at, id) WHERE state = 'planned' AND NOT watched")
