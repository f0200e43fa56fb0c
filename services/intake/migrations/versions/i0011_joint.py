"""Petitions that concern several agencies: statements, evidence, joint matters, disputes, tracking."""

from pathlib import Path

from alembic import op

revision = "i0011"
down_revision = "i0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
