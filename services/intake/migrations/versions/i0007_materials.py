"""What was noted of material, and the notices of what is missing."""

from pathlib import Path

from alembic import op

revision = "i0007"
down_revision = "i0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
