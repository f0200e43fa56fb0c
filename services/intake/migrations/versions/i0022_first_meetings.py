"""What was heard and said at the first meeting, kept with the second."""

from alembic import op

revision = "i0022"
down_revision = "i0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contact ADD COLUMN first_opinions TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE contact ADD COLUMN first_talk TEXT DEFAULT '' NOT NULL")
