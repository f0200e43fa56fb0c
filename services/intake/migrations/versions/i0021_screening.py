"""Reports of the periodic screening."""

from alembic import op

revision = "i0021"
down_revision = "i0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE screening_report ("
        "id TEXT PRIMARY KEY, first_day DATE NOT NULL, last_day DATE NOT NULL, due_on DATE NOT NULL,"
        " state TEXT DEFAULT 'draft' NOT NULL, figures JSONB NOT NULL, drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,"
        " note TEXT DEFAULT '' NOT NULL, checked_by TEXT DEFAULT '' NOT NULL,"
        " checked_by_name TEXT DEFAULT '' NOT NULL, sent_at TIMESTAMP WITH TIME ZONE,"
        " version INTEGER DEFAULT 1 NOT NULL)"
    )
    op.execute("CREATE UNIQUE INDEX screening_report_period ON screening_report (first_day, last_day)")
