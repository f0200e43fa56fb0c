"""Screening reports of agencies."""

from alembic import op

revision = "o0007"
down_revision = "o0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE ledger_report ("
        "agency TEXT NOT NULL, first_day DATE NOT NULL, last_day DATE NOT NULL, figures JSONB NOT NULL,"
        " reported_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (agency, first_day, last_day))"
    )
    op.execute("CREATE INDEX ledger_report_period ON ledger_report (first_day, last_day)")
