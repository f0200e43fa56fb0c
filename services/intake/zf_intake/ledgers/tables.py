"""ledger_source, ledger_import, ledger_row, ledger_entry.

What a row says is stored sealed as a whole: names, numbers and telephones stand there in clear. `ledger_entry` remembers for
ever which row of which source is which petition, so that nothing comes in twice.
"""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_ZERO = text("0")


class LedgerSource(Base):
    """How the columns of one ledger are read; the latest saved mapping is offered again."""

    __tablename__ = "ledger_source"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    columns: Mapped[dict[str, str]] = mapped_column(JSONB)
    saved_by: Mapped[str] = mapped_column(Text)
    saved_by_name: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(_TIME)


class LedgerImport(Base):
    """One file of one source, checked once. state: checked | running | done | cancelled."""

    __tablename__ = "ledger_import"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    source_title: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    columns: Mapped[dict[str, str]] = mapped_column(JSONB)
    header: Mapped[list[str]] = mapped_column(JSONB)
    file_name: Mapped[str] = mapped_column(Text)
    file_digest: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    late: Mapped[dict[str, int]] = mapped_column(JSONB)
    unanswered: Mapped[int] = mapped_column(Integer, server_default=_ZERO)
    created_by: Mapped[str] = mapped_column(Text)
    created_by_name: Mapped[str] = mapped_column(Text)
    created_by_unit: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    started_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index(
            "ledger_import_file",
            "source",
            "file_digest",
            unique=True,
            postgresql_where=text("state <> 'cancelled'"),
        ),
    )


class LedgerRow(Base):
    """A row with its verdict. state: accepted | rejected | known | registered. `place` is its turn, oldest petition first.

    `problems` are codes with values; `same_as` the line that says the same, when there is one.
    """

    __tablename__ = "ledger_row"

    import_id: Mapped[str] = mapped_column(ForeignKey("ledger_import.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(Text)
    matter: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text)
    same_as: Mapped[int] = mapped_column(Integer, server_default=_ZERO)
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    sealed: Mapped[str] = mapped_column(Text)
    petition_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (Index("ledger_row_waiting", "import_id", "place", postgresql_where=text("state = 'accepted'")),)


class LedgerEntry(Base):
    """`matter` is the keyed hash of person, day and matter: equal ones are the same petition entered twice."""

    __tablename__ = "ledger_entry"

    source: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    matter: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    petition_id: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ledger_entry_matter", "matter", postgresql_where=text("matter <> ''")),)
