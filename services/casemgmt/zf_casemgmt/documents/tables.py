"""document: one official document of a case, its content kept by hash. Never changed; a new text is a new document."""

from datetime import date, datetime

from sqlalchemy import BigInteger, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base


class Document(Base):
    """`round` is the number of returns the case had when the document came on file; `origin` is issued | uploaded |
    received | report."""

    __tablename__ = "document"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(Text)
    suspect_id: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    document_no: Mapped[str] = mapped_column(Text, server_default=text("''"))
    dated: Mapped[date]
    pages: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[str] = mapped_column(Text)
    issued_by_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    step: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    origin: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("document_by_case", "case_id", "id"),)
