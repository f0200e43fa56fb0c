"""The declarative base of liaison's tables, and what every step table keeps. They carry no schema; the connection's
search_path decides.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, Integer, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")


class Base(DeclarativeBase):
    pass


class StepColumns:
    """One act on a matter between two agencies, written once and never changed.

    Done here or told by the other side. `id` is the act's own id, the same on both sides; `no` orders acts of one
    instant as they came here; `officer`: the liaison officer whom an urging addressed; `late_reason`: why an answer came
    after its day; `unopened`: it arrived by message and nobody here has looked at it yet.
    """

    id: Mapped[str] = mapped_column(Text, primary_key=True)
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
    officer: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    late_reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    unopened: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
