"""Leader receptions, appointments, windows of other agencies, broken promises."""

from pathlib import Path

from alembic import op

revision = "i0009"
down_revision = "i0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
