"""supervised_task, its steps, and the listed account that every member sees."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base, StepColumns

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")


class SupervisedTask(Base):
    """督办件: one copy on each side, with the same id and number. `unit` is the addressee's own business.

    `late` is set by a report after the day; it counts as inaction. `mark` is listed or empty.
    """

    __tablename__ = "supervised_task"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    task_no: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    assignee: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    level: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    source_ref: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    on_behalf: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    collab_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    title: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    standard: Mapped[str] = mapped_column(Text)
    due: Mapped[date] = mapped_column(Date)
    asked_until: Mapped[date | None] = mapped_column(Date)
    leader: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    look_back: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    looked_back: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    late: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    reminders: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    issued_by: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    listed_at: Mapped[datetime | None] = mapped_column(_TIME)
    message_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("supervised_task_board", "assignee", "due", "id"),
        Index("supervised_task_source", "source", "source_ref"),
        Index("supervised_task_unit", "unit"),
    )


class TaskStep(StepColumns, Base):
    __tablename__ = "supervised_task_step"

    task_id: Mapped[str] = mapped_column(ForeignKey("supervised_task.id"))

    __table_args__ = (Index("supervised_task_step_of", "task_id", "at", "no"),)


class AccountEntry(Base):
    """挂账: a line of the listed account as its issuer last told it. Every node keeps all lines."""

    __tablename__ = "listed_account"

    task_id: Mapped[str] = mapped_column(Text, primary_key=True)
    task_no: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    assignee: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    leader: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    due: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    listed_at: Mapped[datetime] = mapped_column(_TIME)
    removed_at: Mapped[datetime | None] = mapped_column(_TIME)
    told_version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("listed_account_open", "due", postgresql_where=text("removed_at IS NULL")),)
