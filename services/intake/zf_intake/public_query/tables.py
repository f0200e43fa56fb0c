"""query_try: how often somebody asked, by number and by address. petition_rating: what the petitioner thought of it."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)


class QueryTry(Base):
    """How often somebody asked with a number or from an address since `since`; committed by itself, never undone."""

    __tablename__ = "query_try"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime] = mapped_column(_TIME)


class PetitionRating(Base):
    """满意度: one per petition; it counts for the unit and officer of the moment."""

    __tablename__ = "petition_rating"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    score: Mapped[int] = mapped_column(Integer)
    comment: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    officer_id: Mapped[str] = mapped_column(Text)
    rated_at: Mapped[datetime] = mapped_column(_TIME)
