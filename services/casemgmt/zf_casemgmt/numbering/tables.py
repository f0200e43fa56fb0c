"""counter: the last serial given, per series and period. A rolled-back act gives its serial back."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base


class Counter(Base):
    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    period: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)
