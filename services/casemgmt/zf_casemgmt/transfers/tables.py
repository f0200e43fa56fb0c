"""transfer: a package of this agency for another, from the draft to the answer of the receiving case office."""

from datetime import datetime

from sqlalchemy import ARRAY, DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)


class Transfer(Base):
    """states: draft | submitted | accepted | supplement_requested | returned | withdrawn.

    `package_version` is the version on the wire (a supplement is a new one); `version` guards against lost updates.
    `items` is the manifest as it left; `parties` shows persons with masked numbers; `evidences` maps a step to its time.
    """

    __tablename__ = "transfer"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    receiver: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text, server_default=text("''"))
    round: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    summary: Mapped[str] = mapped_column(Text, server_default=text("''"))
    lawyers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    suspect_ids: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    items: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    parties: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    clocks: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    exit_check: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    head_signed_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    head_signed_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    message_id: Mapped[str | None] = mapped_column(Text)
    trace_id: Mapped[str | None] = mapped_column(Text)
    submitted_at: Mapped[datetime | None] = mapped_column(_TIME)
    evidence_step: Mapped[str] = mapped_column(Text, server_default=text("''"))
    evidences: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    receiving_no: Mapped[str] = mapped_column(Text, server_default=text("''"))
    accepted_at: Mapped[datetime | None] = mapped_column(_TIME)
    accepted_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    accepted_by_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    reason: Mapped[str] = mapped_column(Text, server_default=text("''"))
    created_by: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    package_version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (Index("transfer_by_state", "state", "created_at", "id"),)
