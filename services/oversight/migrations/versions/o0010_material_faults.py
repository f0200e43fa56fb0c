"""Material asked for again."""

from alembic import op

revision = "o0010"
down_revision = "o0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE material_fault ("
        "id TEXT PRIMARY KEY, unit TEXT NOT NULL, number TEXT NOT NULL, no INTEGER NOT NULL,"
        " petition_id TEXT NOT NULL, petition_no TEXT NOT NULL, reason TEXT NOT NULL, person_name TEXT NOT NULL,"
        " issued_at TIMESTAMP WITH TIME ZONE NOT NULL, happened_on DATE NOT NULL)"
    )
    op.execute("CREATE INDEX material_fault_by_day ON material_fault (happened_on, id)")
