"""The ledger knows which act of intake a petition message tells."""

from alembic import op

revision = "l0002"
down_revision = "l0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE ledger ADD COLUMN notice_id TEXT")
