"""Whether oversight knows of a second notice of missing material, and whose clerk issued it."""

from alembic import op

revision = "i0023"
down_revision = "i0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE material_notice ADD COLUMN unit TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE material_notice ADD COLUMN told BOOLEAN DEFAULT false NOT NULL")
    op.execute("CREATE INDEX material_notice_untold ON material_notice (issued_at) WHERE fault AND NOT told")
