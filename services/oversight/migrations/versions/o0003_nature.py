"""Rights and terms are no duties: when their time is over nobody is late."""

from alembic import op

revision = "o0003"
down_revision = "o0002"
branch_labels = None
depends_on = None

RIGHTS = (
    "P07", "P07.higher", "P08", "P08.supervision", "P16", "P16.higher", "P23", "P23.higher", "J12", "J12.person",
    "J17.complaint", "C10", "C10.ruling", "C10.victim", "A06", "A08", "X03.objection", "X05", "X06",
)  # fmt: skip


def upgrade() -> None:
    op.execute("ALTER TABLE watched_clock ADD COLUMN nature TEXT DEFAULT 'duty' NOT NULL")
    rules = ", ".join(f"'{rule}'" for rule in RIGHTS)
    op.execute(f"UPDATE watched_clock SET nature = 'right' WHERE rule IN ({rules})")
    op.execute("UPDATE watched_clock SET nature = 'term' WHERE rule = 'J13'")
    op.execute("UPDATE watched_clock SET breached_at = NULL WHERE nature IN ('right', 'term')")
