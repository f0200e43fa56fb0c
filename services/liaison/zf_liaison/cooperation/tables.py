"""cooperation_matter and its steps: one copy on each side, with the same id and number."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base, StepColumns

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")
_NONE = text("'{}'::jsonb")
_LIST = text("'[]'::jsonb")
Json = dict[str, object]


class CooperationMatter(Base):
    """协作事项. `facts` is what is known of it: what the opening stated, and what later acts stated after it.

    `unit` and `from_unit` are this agency's own business: the unit that has it now, and the one that opened it here.
    `concerned` are the plain names of persons of this agency who are never to see it. `late`: a period of it ended
    late. `group_id` joins what was opened together.
    """

    __tablename__ = "cooperation_matter"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    matter_no: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    copies: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    group_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    from_unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    concerned: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    collab_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    title: Mapped[str] = mapped_column(Text)
    facts: Mapped[Json] = mapped_column(JSONB, server_default=_NONE)
    state: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    late: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    opened_by: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(_TIME)
    message_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("cooperation_matter_kind", "kind", "id"),
        Index("cooperation_matter_collab", "collab_no"),
        Index("cooperation_matter_group", "group_id"),
        Index("cooperation_matter_unit", "unit"),
        Index("cooperation_matter_from_unit", "from_unit"),
    )


class CooperationStep(StepColumns, Base):
    """`facts` is what this act stated. `account`: who did it, if it was done here."""

    __tablename__ = "cooperation_step"

    matter_id: Mapped[str] = mapped_column(ForeignKey("cooperation_matter.id"))
    facts: Mapped[Json] = mapped_column(JSONB, server_default=_NONE)
    account: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (Index("cooperation_step_of", "matter_id", "at", "no"),)
