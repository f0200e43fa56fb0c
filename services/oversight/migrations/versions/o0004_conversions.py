"""Conversions of petitions, counted per unit and period."""

from alembic import op

revision = "o0004"
down_revision = "o0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE counted_conversion ("
        "agency TEXT NOT NULL, petition_no TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,"
        " earlier_petition_no TEXT NOT NULL, happened_on DATE NOT NULL, heard_at TIMESTAMP WITH TIME ZONE NOT NULL,"
        " PRIMARY KEY (agency, petition_no, kind))"
    )
    op.execute("CREATE INDEX counted_conversion_day ON counted_conversion (happened_on)")
