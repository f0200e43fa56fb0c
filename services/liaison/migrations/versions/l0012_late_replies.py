"""An answer after its day says why it is late."""

from alembic import op

revision = "l0012"
down_revision = "l0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("supervised_task_step", "supervision_notice_step", "cooperation_step"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN late_reason TEXT DEFAULT '' NOT NULL")
