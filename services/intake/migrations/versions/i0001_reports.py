"""Case reports with named persons and handed-in items, and the counters of their numbers."""

from pathlib import Path

from alembic import op

revision = "i0001"
down_revision = None
branch_labels = ("intake",)
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
