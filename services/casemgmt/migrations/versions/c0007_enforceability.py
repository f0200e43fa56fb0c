"""Checks of enforceability during the trial."""

from alembic import op

revision = "c0007"
down_revision = "c0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE enforceability_check ("
        "id TEXT NOT NULL, case_id TEXT NOT NULL, state TEXT NOT NULL, contents TEXT[] DEFAULT '{}' NOT NULL,"
        " answers JSONB DEFAULT '{}'::jsonb NOT NULL, notes JSONB DEFAULT '{}'::jsonb NOT NULL, result TEXT NOT NULL,"
        " opinion TEXT DEFAULT '' NOT NULL, checked_by TEXT NOT NULL, checked_by_name TEXT DEFAULT '' NOT NULL,"
        " checked_at TIMESTAMP WITH TIME ZONE NOT NULL, used_at TIMESTAMP WITH TIME ZONE,"
        " PRIMARY KEY (id), FOREIGN KEY(case_id) REFERENCES case_record (id))"
    )
    op.execute("CREATE INDEX enforceability_by_case ON enforceability_check (case_id, checked_at)")
