"""Names beside accounts: who signed a package out, who accepted it there."""

from alembic import op

revision = "c0004"
down_revision = "c0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE transfer ADD COLUMN head_signed_name TEXT DEFAULT '' NOT NULL, "
        "ADD COLUMN accepted_by_name TEXT DEFAULT '' NOT NULL"
    )
