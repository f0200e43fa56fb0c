"""Urging names the liaison officer; a supervision document names where its clue comes from."""

from alembic import op

revision = "l0011"
down_revision = "l0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("supervised_task_step", "supervision_notice_step", "cooperation_step"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN officer TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE supervision_notice ADD COLUMN source_ref TEXT DEFAULT '' NOT NULL")
