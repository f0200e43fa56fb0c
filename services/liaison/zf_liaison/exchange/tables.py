"""The ledger of the exchange, the files offered to peers, and when each peer was last heard."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Integer, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_MOMENT = DateTime(timezone=True)


class LedgerEntry(Base):
    """One message to or from another agency. Sequence, size and attempts stand in outbox and inbox, where they arise.

    `message_id` is a UUID version 7 of the sender: sorting by it is sorting by the sender's time.
    """

    __tablename__ = "ledger"

    message_id: Mapped[str] = mapped_column(Text, primary_key=True)
    direction: Mapped[str] = mapped_column(Text)
    peer: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text)
    transfer_id: Mapped[str | None] = mapped_column(Text)
    transfer_version: Mapped[int | None] = mapped_column(Integer)
    notice_id: Mapped[str | None] = mapped_column(Text)
    """The act of intake that a petition message tells; one act has a row for every receiver."""
    package: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime] = mapped_column(_MOMENT)
    relayed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    delivered_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    opened_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    ended_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    relay_warn_at: Mapped[datetime] = mapped_column(_MOMENT)
    relay_fail_at: Mapped[datetime] = mapped_column(_MOMENT)
    delivery_warn_at: Mapped[datetime] = mapped_column(_MOMENT)
    delivery_fail_at: Mapped[datetime] = mapped_column(_MOMENT)
    look_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    problems: Mapped[str] = mapped_column(Text, server_default=text("'[]'"))
    """Coded problems as a JSON list; as text, so that rows of a batch go in as one array a column."""
    receipt_id: Mapped[str | None] = mapped_column(Text)
    trace_id: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ledger_peer", "peer", "message_id"),
        Index("ledger_transfer", "transfer_id", postgresql_where=text("transfer_id IS NOT NULL")),
        Index("ledger_collab", "collab_no"),
        Index("ledger_look", "look_at", postgresql_where=text("look_at IS NOT NULL")),
        Index("ledger_waiting", "peer", "submitted_at", postgresql_where=text("state IN ('waiting', 'failed')")),
        Index("ledger_reopen", "opened_at", postgresql_where=text("direction = 'in' AND receipt_id IS NOT NULL")),
    )


class BlobOffer(Base):
    """This file was named in a message to this agency, which may therefore pull it."""

    __tablename__ = "blob_offer"

    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    message_id: Mapped[str] = mapped_column(Text, primary_key=True)


class PeerContact(Base):
    """When a peer's message was last acted on."""

    __tablename__ = "peer_contact"

    peer: Mapped[str] = mapped_column(Text, primary_key=True)
    heard_at: Mapped[datetime] = mapped_column(_MOMENT)


ledger: Table = Base.metadata.tables["ledger"]
blob_offer: Table = Base.metadata.tables["blob_offer"]
peer_contact: Table = Base.metadata.tables["peer_contact"]
