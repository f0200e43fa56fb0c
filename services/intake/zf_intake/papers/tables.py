"""paper, its prints, and the tries to check papers. The content and every print lie in the file store by their hashes."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")


class Paper(Base):
    """`content` names the file that holds what the paper says. state: valid | replaced | void.

    `matter_kind` is petition or report. A paper without a number (a form, a statement) is kept too, but cannot be checked.
    """

    __tablename__ = "paper"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    type: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    matter_kind: Mapped[str] = mapped_column(Text)
    matter_id: Mapped[str] = mapped_column(Text)
    dated: Mapped[date] = mapped_column(Date)
    content: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'valid'"))
    replaced_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    made_at: Mapped[datetime] = mapped_column(_TIME)
    made_by: Mapped[str] = mapped_column(Text)
    made_by_name: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("paper_number", "number", unique=True, postgresql_where=text("number <> ''")),
        Index("paper_unnumbered", "matter_id", "type", unique=True, postgresql_where=text("number = ''")),
        Index("paper_code", "code", unique=True, postgresql_where=text("code <> ''")),
        Index("paper_by_matter", "matter_id", "id"),
    )


class PaperPrint(Base):
    """One print; the first is the original, every later one is marked 补打. `by_hand`: it has 〓 to be filled in."""

    __tablename__ = "paper_print"

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    by_hand: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    printed_at: Mapped[datetime] = mapped_column(_TIME)
    printed_by: Mapped[str] = mapped_column(Text)
    printed_by_name: Mapped[str] = mapped_column(Text)


class PaperCheckTry(Base):
    """How often somebody checked, by number and by address, since `since`; committed by itself, never undone."""

    __tablename__ = "paper_check_try"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime] = mapped_column(_TIME)
