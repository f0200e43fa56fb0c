"""enforceability_check: what the trial judge found before a judgment, or why nothing was looked at."""

from datetime import datetime

from sqlalchemy import ARRAY, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("'{}'::jsonb")


class EnforceabilityCheck(Base):
    """results: ready | doubtful | no_property | unchecked.

    `state` is the instance it was made in; `used_at`: the judgment that followed.
    """

    __tablename__ = "enforceability_check"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"))
    state: Mapped[str] = mapped_column(Text)
    contents: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    answers: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_NOTHING)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_NOTHING)
    result: Mapped[str] = mapped_column(Text)
    opinion: Mapped[str] = mapped_column(Text, server_default=text("''"))
    checked_by: Mapped[str] = mapped_column(Text)
    checked_by_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    checked_at: Mapped[datetime] = mapped_column(_TIME)
    used_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("enforceability_by_case", "case_id", "checked_at"),)
