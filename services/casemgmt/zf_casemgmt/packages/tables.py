"""package: what another agency sent, as it arrived. One row per transfer and version; a resend meets the same row."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)


class PackageRecord(Base):
    """states: arrived | opened | accepted | supplement_requested | returned | superseded.

    `body` is the package without identity numbers; those are in `numbers_sealed`, encrypted together.
    """

    __tablename__ = "package"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    transfer_id: Mapped[str] = mapped_column(Text)
    package_version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text, index=True)
    case_no: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, object]] = mapped_column(JSONB)
    numbers_sealed: Mapped[str] = mapped_column(Text, server_default=text("''"))
    checks: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    message_id: Mapped[str] = mapped_column(Text)
    trace_id: Mapped[str | None] = mapped_column(Text)
    parties: Mapped[int] = mapped_column(Integer)
    in_custody: Mapped[int] = mapped_column(Integer)
    earliest_custody_end: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime] = mapped_column(_TIME)
    received_at: Mapped[datetime] = mapped_column(_TIME)
    opened_at: Mapped[datetime | None] = mapped_column(_TIME)
    opened_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    case_id: Mapped[str | None] = mapped_column(Text)
    receiving_no: Mapped[str] = mapped_column(Text, server_default=text("''"))
    decided_at: Mapped[datetime | None] = mapped_column(_TIME)
    decided_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    decided_by_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        UniqueConstraint("transfer_id", "package_version"),
        Index("package_by_state", "state", "received_at", "id"),
    )
