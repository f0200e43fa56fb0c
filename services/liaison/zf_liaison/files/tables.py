"""matter_file: a file of a task or a notice. Without `act_id` it was only laid ready by the person who uploaded it."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base


class MatterFile(Base):
    __tablename__ = "matter_file"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    matter_id: Mapped[str] = mapped_column(Text)
    act_id: Mapped[str] = mapped_column(Text, server_default=text("''"))
    title: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("matter_file_of", "matter_id", "id"),)
