"""Entries of the search index know whose they are, of which unit and month, as words (zf_platform/search/marks.py)."""

from alembic import op

revision = "c0005"
down_revision = "c0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """UPDATE search_entry SET words = words
           || array_to_tsvector(ARRAY(SELECT '@' || account FROM unnest(people) AS account))
           || array_to_tsvector(ARRAY['~' || kind || ':' || unit])
           || array_to_tsvector(ARRAY['#' || to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYYMM')])"""
    )
