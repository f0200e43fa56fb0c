"""Breaches of public promises."""

from alembic import op

revision = "o0006"
down_revision = "o0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE broken_promise ("
        "id TEXT PRIMARY KEY, version INTEGER NOT NULL, promise TEXT NOT NULL, promise_zh TEXT NOT NULL,"
        " promise_en TEXT NOT NULL, unit TEXT NOT NULL, label TEXT NOT NULL,"
        " due_at TIMESTAMP WITH TIME ZONE NOT NULL, happened_on DATE NOT NULL,"
        " person_name TEXT DEFAULT '' NOT NULL, cause TEXT DEFAULT '' NOT NULL,"
        " answered_by_name TEXT DEFAULT '' NOT NULL, answered_at TIMESTAMP WITH TIME ZONE)"
    )
    op.execute("CREATE INDEX broken_promise_by_day ON broken_promise (happened_on, id)")
