"""query_try: how often somebody asked, by number and by address."""

from datetime import datetime

from sqlalchemy import DateTime, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)


class QueryTry(Base):
    """How often somebody asked with a number or from an address since `since`; committed by itself, never undone."""

    __tablename__ = "query_try"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime] = mapped_column(_TIME)
