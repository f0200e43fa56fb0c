"""Circulars on supervised tasks."""

from alembic import op

revision = "l0010"
down_revision = "l0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE task_circular ("
        "id TEXT NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL, since DATE NOT NULL,"
        " until DATE NOT NULL, text TEXT NOT NULL, lines JSONB NOT NULL, issued_by TEXT NOT NULL,"
        " issued_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (id))"
    )
