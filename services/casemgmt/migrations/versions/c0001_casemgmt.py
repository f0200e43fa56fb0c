"""Cases, suspects, timeline, documents, deadlines, transfers, packages, notices, counters."""

from pathlib import Path

from alembic import op

revision = "c0001"
down_revision = None
branch_labels = ("casemgmt",)
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
