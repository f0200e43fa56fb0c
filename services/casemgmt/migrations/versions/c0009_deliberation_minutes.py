"""Typeset minutes of collective decisions."""

from alembic import op

revision = "c0009"
down_revision = "c0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE deliberation_minutes ("
        "id TEXT NOT NULL, deliberation_id TEXT NOT NULL, number TEXT NOT NULL, content TEXT NOT NULL, file TEXT NOT NULL,"
        " size INTEGER NOT NULL, by_hand BOOLEAN NOT NULL, made_at TIMESTAMP WITH TIME ZONE NOT NULL,"
        " made_by TEXT NOT NULL, made_by_name TEXT NOT NULL,"
        " PRIMARY KEY (id), UNIQUE (deliberation_id), UNIQUE (number),"
        " FOREIGN KEY(deliberation_id) REFERENCES deliberation (id))"
    )
