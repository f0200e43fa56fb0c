"""What repeats are recognised by, and what people decided on a pair."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, CheckConstraint, DateTime, Float, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base


class PetitionMarks(Base):
    """Marks of the text and hashes of the people, all under the match key: nobody reads a person or a word in them.

    ask: due | asked | never, whether other agencies are to be asked for the same.
    """

    __tablename__ = "repeat_marks"

    petition_id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_no: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text)
    marks: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    people: Mapped[list[str]] = mapped_column(ARRAY(Text))
    ask: Mapped[str] = mapped_column(Text, server_default=text("'never'"))

    __table_args__ = (
        Index("repeat_marks_text", "marks", postgresql_using="gin"),
        Index("repeat_marks_number", "petition_no"),
        Index("repeat_marks_due", "petition_id", postgresql_where=text("ask = 'due'")),
        Index("repeat_marks_people", "people", postgresql_using="gin"),
    )


class PairDecision(Base):
    """The same matter or not. `first_id` is the smaller of the two ids, so that a pair is decided once."""

    __tablename__ = "repeat_decision"

    first_id: Mapped[str] = mapped_column(Text, primary_key=True)
    second_id: Mapped[str] = mapped_column(Text, primary_key=True)
    verdict: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    score: Mapped[float] = mapped_column(Float)
    decided_by: Mapped[str] = mapped_column(Text)
    decided_by_name: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint("first_id < second_id", name="repeat_decision_order"),
        Index("repeat_decision_second", "second_id"),
    )


class PeerMatch(Base):
    """Another agency has a matter of the same person, or with nearly the same words: which agency, which number."""

    __tablename__ = "repeat_peer_match"

    petition_id: Mapped[str] = mapped_column(Text, primary_key=True)
    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_no: Mapped[str] = mapped_column(Text, primary_key=True)
    same_person: Mapped[bool] = mapped_column(Boolean)
    same_subject: Mapped[bool] = mapped_column(Boolean)
    learned_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
