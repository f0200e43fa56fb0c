"""supervision_notice and its steps: one copy on each side, with the same id and number."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

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


class NoticeStep(Base):
    """One act, done here or told by the other side: written once, never changed.

    `id` is the act's own id, the same on both sides; `no` orders acts of one instant as they came here.
    """

    __tablename__ = "supervision_notice_step"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    notice_id: Mapped[str] = mapped_column(ForeignKey("supervision_notice.id"))
    no: Mapped[int] = mapped_column(Integer)
    act: Mapped[str] = mapped_column(Text)
    side: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    until: Mapped[date | None] = mapped_column(Date)
    late: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    crossed: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    at: Mapped[datetime] = mapped_column(_TIME)
    noted_at: Mapped[datetime] = mapped_column(_TIME)
    message_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    unopened: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    """It arrived by message and nobody here has looked at it yet."""

    __table_args__ = (Index("supervision_notice_step_of", "notice_id", "at", "no"),)
