"""Tables every service has in its own schema: outbox, inbox, quarantine, idempotency keys, audit, jobs.

Tables carry no schema name; the connection's `search_path` decides. Times marked "database time" are `now()` of the
server (leases, retries); business times come from the clock.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

platform_metadata = MetaData()

_NOW = text("now()")
AHEAD = datetime(1970, 1, 1, tzinfo=UTC)
"""`next_at` of a message that goes before all that wait for their turn: a receipt, because until it is acted on its message is
sent again and again; and what is urgent."""

outbox = Table(
    "outbox",
    platform_metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    Column("receipted", Boolean, nullable=False, server_default=text("false")),
    Column("body", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("causation_id", Text),
    Column("correlation_id", Text, nullable=False),
    Column("traceparent", Text),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("sends", Integer, nullable=False, server_default=text("0")),
    Column("next_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("lease_token", Text),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("last_error", Text, nullable=False, server_default=text("''")),
    Index("outbox_open", "next_at", "id", postgresql_where=text("state IN ('open', 'awaiting_receipt')")),
    Index("outbox_causation", "causation_id", postgresql_where=text("causation_id IS NOT NULL")),
    Index("outbox_subject", "receiver", "subject", "sequence"),
)
"""states: open → done (internal) | awaiting_receipt → done | rejected (between agencies). `receipted` asks for a receipt."""

outbox_sequence = Table(
    "outbox_sequence",
    platform_metadata,
    Column("receiver", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

inbox = Table(
    "inbox",
    platform_metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("traceparent", Text),
    Column("state", Text, nullable=False, server_default=text("'taken'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("crashes", Integer, nullable=False, server_default=text("0")),
    Column("next_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("lease_token", Text),
    Column("taken_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("stored_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("ended_at", DateTime(timezone=True)),
    Column("first_error", Text, nullable=False, server_default=text("''")),
    Column("last_error", Text, nullable=False, server_default=text("''")),
    Column("error_code", Text, nullable=False, server_default=text("''")),
    Column("parked_at", DateTime(timezone=True)),
    Column("duplicates", Integer, nullable=False, server_default=text("0")),
    Index("inbox_ready", "next_at", "id", postgresql_where=text("state = 'taken'")),
    Index("inbox_order", "source", "subject", "sequence", postgresql_where=text("state <> 'done'")),
    Index("inbox_parked", "parked_at", postgresql_where=text("state = 'parked'")),
)
"""states: taken → done | rejected | parked | skipped. `id` is unique for ever, so a message takes effect once.

The service's schema is the consumer, which makes (consumer, id) unique. `taken_at` is business time (receipts state it,
legal clocks may run from it); `stored_at` is database time (ages, retries).
"""

inbox_cursor = Table(
    "inbox_cursor",
    platform_metadata,
    Column("source", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

quarantine = Table(
    "quarantine",
    platform_metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("channel", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=text("''")),
    Column("message_id", Text),
    Column("digest", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("digest", "code"),
)

idempotency_key = Table(
    "idempotency_key",
    platform_metadata,
    Column("account_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("status", SmallInteger),
    Column("content_type", Text),
    Column("body", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
)

audit_entry = Table(
    "audit_entry",
    platform_metadata,
    Column("id", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("account_id", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("unit", Text, nullable=False, server_default=text("''")),
    Column("roles", Text, nullable=False, server_default=text("''")),
    Column("act", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("basis", Text, nullable=False, server_default=text("''")),
    Column("before_digest", Text, nullable=False, server_default=text("''")),
    Column("after_digest", Text, nullable=False, server_default=text("''")),
    Column("sensitive_read", Boolean, nullable=False, server_default=text("false")),
    Column("request_id", Text, nullable=False, server_default=text("''")),
    Column("correlation_id", Text, nullable=False, server_default=text("''")),
    Column("client", Text, nullable=False, server_default=text("''")),
    Column("seq", BigInteger),
    Column("hash", Text),
    Index("audit_unsequenced", "id", postgresql_where=text("seq IS NULL")),
    Index("audit_seq", "seq", unique=True, postgresql_where=text("seq IS NOT NULL")),
    Index("audit_object", "object_kind", "object_id"),
)

audit_chain = Table(
    "audit_chain",
    platform_metadata,
    Column("only", SmallInteger, primary_key=True, server_default=text("1")),
    Column("seq", BigInteger, nullable=False, server_default=text("0")),
    Column("hash", Text, nullable=False, server_default=text("''")),
    Column("at", DateTime(timezone=True), nullable=False, server_default=_NOW),
)
"""One row: the head of the hash chain, so that a cut-off tail is noticed."""

job_run = Table(
    "job_run",
    platform_metadata,
    Column("name", Text, primary_key=True),
    Column("next_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    Column("runs", BigInteger, nullable=False, server_default=text("0")),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("last_error", Text, nullable=False, server_default=text("''")),
)

node_state = Table(
    "node_state",
    platform_metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
)
"""Small facts of the node: `epoch` (raised after a restore), pauses, last checks."""

skip_request = Table(
    "skip_request",
    platform_metadata,
    Column("message_id", Text, primary_key=True),
    Column("requested_by", Text, nullable=False),
    Column("requested_by_name", Text, nullable=False, server_default=text("''")),
    Column("reason", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
)
"""A skip needs a second person: the first asks here, another one carries it out."""
