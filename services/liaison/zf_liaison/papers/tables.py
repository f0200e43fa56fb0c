"""matter_paper: what was printed of a meeting, a task or a notice. Content and file lie in the file store by their hashes."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_EMPTY = text("''")


class MatterPaper(Base):
    """One state of a paper: made anew only when the record says something else. `no` counts the states of a type.

    `matter_kind` is meeting, task, notice, circular or cooperation. `draft`: made before the matter had its number.
    `by_hand`: it has 〓 to fill in.
    """

    __tablename__ = "matter_paper"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    matter_kind: Mapped[str] = mapped_column(Text)
    matter_id: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    no: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    content: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    draft: Mapped[bool] = mapped_column(Boolean)
    by_hand: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    made_by: Mapped[str] = mapped_column(Text)
    made_by_name: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("matter_paper_content", "matter_id", "type", "content", unique=True),
        Index("matter_paper_no", "matter_id", "type", "no", unique=True),
    )
