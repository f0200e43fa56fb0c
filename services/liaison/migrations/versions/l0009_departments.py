"""Departments of a cooperation matter: who opened it here, whom it concerns, whose account did each act."""

from pathlib import Path

from alembic import op

revision = "l0009"
down_revision = "l0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
