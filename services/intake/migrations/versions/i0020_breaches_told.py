"""Whether oversight knows of a broken promise."""

from alembic import op

revision = "i0020"
down_revision = "i0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE promise_breach ADD COLUMN told BOOLEAN DEFAULT false NOT NULL")
    op.execute("CREATE INDEX promise_breach_untold ON promise_breach (id) WHERE NOT told")
