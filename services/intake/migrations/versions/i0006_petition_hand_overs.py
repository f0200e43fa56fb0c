"""Which notice handed a petition over, from here and to here, which part of a joint matter it is, which notice disputes it."""

from alembic import op

revision = "i0006"
down_revision = "i0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE petition"
        " ADD COLUMN origin_notice_id TEXT DEFAULT '' NOT NULL,"
        " ADD COLUMN part_no INTEGER,"
        " ADD COLUMN hand_over_id TEXT DEFAULT '' NOT NULL,"
        " ADD COLUMN objection_id TEXT DEFAULT '' NOT NULL"
    )
    op.execute("ALTER TABLE petition_answer ADD COLUMN no INTEGER DEFAULT 0 NOT NULL")
    op.execute(
        "CREATE UNIQUE INDEX petition_by_notice ON petition (origin_agency, origin_notice_id, part_no)"
        " NULLS NOT DISTINCT WHERE origin_notice_id <> ''"
    )
