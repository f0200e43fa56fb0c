"""Missed days of supervised tasks."""

from alembic import op

revision = "o0005"
down_revision = "o0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE inaction_item ("
        "task_id TEXT NOT NULL, due DATE NOT NULL, task_no TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL,"
        " agency TEXT NOT NULL, unit TEXT NOT NULL, state TEXT NOT NULL, reported_at TIMESTAMP WITH TIME ZONE,"
        " revision INTEGER NOT NULL, PRIMARY KEY (task_id, due))"
    )
    op.execute("CREATE INDEX inaction_item_day ON inaction_item (due, task_id)")
