"""Entries of the search index know their kind as a word; the newest of a kind, and of a unit in it, are found by indexes."""

from alembic import op

revision = "c0008"
down_revision = "c0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table is written anew and not updated: where all old places of a word are gone, its index begins with emptied
    pages, and the server takes the most frequent words for the rarest.
    """
    op.execute(
        """ALTER TABLE search_entry ALTER COLUMN words TYPE tsvector
           USING words || array_to_tsvector(ARRAY['~' || kind])"""
    )
    op.execute("CREATE INDEX search_entry_kind ON search_entry (kind, at, id)")
    op.execute("DROP INDEX search_entry_unit")
    op.execute("CREATE INDEX search_entry_unit ON search_entry (kind, unit, at, id)")
