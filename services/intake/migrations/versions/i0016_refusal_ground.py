"""The ground on which acceptance was refused, and the earlier matter it rests on."""

from alembic import op

revision = "i0016"
down_revision = "i0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE petition"
        " ADD COLUMN refusal_ground TEXT DEFAULT '' NOT NULL,"
        " ADD COLUMN refusal_earlier_id TEXT DEFAULT '' NOT NULL"
    )
