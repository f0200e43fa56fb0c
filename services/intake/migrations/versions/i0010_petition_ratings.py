"""What petitioners thought of how their matter was handled."""

from alembic import op

revision = "i0010"
down_revision = "i0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE petition_rating ("
        " petition_id TEXT NOT NULL, score INTEGER NOT NULL, comment TEXT NOT NULL, unit TEXT NOT NULL,"
        " officer_id TEXT NOT NULL, rated_at TIMESTAMP WITH TIME ZONE NOT NULL,"
        " PRIMARY KEY (petition_id), FOREIGN KEY(petition_id) REFERENCES petition (id))"
    )
