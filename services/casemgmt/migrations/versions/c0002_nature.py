"""Rights and terms are no duties: when their time is over nobody is late."""

from alembic import op

revision = "c0002"
down_revision = "c0001"
branch_labels = None
depends_on = None

RIGHTS = (
    "P07", "P07.higher", "P08", "P08.supervision", "P16", "P16.higher", "P23", "P23.higher", "J12", "J12.person",
    "J17.complaint", "C10", "C10.ruling", "C10.victim", "A06", "A08",
)  # fmt: skip
LIMITS = ("P12", "P14", "P14.roaming", "P18", "P19", "P19.identity", "P20", "P20.surveillance", "J15", "J16")


def upgrade() -> None:
    op.execute("ALTER TABLE deadline ADD COLUMN nature TEXT DEFAULT 'duty' NOT NULL")
    for nature, rules in (("right", RIGHTS), ("limit", LIMITS), ("term", ("J13",))):
        names = ", ".join(f"'{rule}'" for rule in rules)
        op.execute(f"UPDATE deadline SET nature = '{nature}' WHERE rule IN ({names})")
