"""serial_counter: the last number of each series."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base


class SerialCounter(Base):
    __tablename__ = "serial_counter"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    period: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)
