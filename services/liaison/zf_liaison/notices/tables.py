"""supervision_notice and its steps: one copy on each side, with the same id and number."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base, StepColumns

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")


class SupervisionNotice(Base):
    """`mark` tells of an objection: objected, objection_rejected, higher_requested, higher_rejected, upheld, or empty.

    `drafter` and `approver` are accounts of the issuer. `late`: a reply came after its day; it is kept all the same.
    """

    __tablename__ = "supervision_notice"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    notice_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    kind: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    collab_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    clue: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    source_ref: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    title: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    drafter: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    drafter_name: Mapped[str] = mapped_column(Text)
    approver_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    served_at: Mapped[datetime | None] = mapped_column(_TIME)
    signed_at: Mapped[datetime | None] = mapped_column(_TIME)
    late: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    message_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("supervision_notice_by_time", "created_at", "id"),
        Index("supervision_notice_collab", "collab_no"),
        Index("supervision_notice_unit", "unit"),
    )


class NoticeStep(StepColumns, Base):
    __tablename__ = "supervision_notice_step"

    notice_id: Mapped[str] = mapped_column(ForeignKey("supervision_notice.id"))

    __table_args__ = (Index("supervision_notice_step_of", "notice_id", "at", "no"),)
