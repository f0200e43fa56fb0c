"""What this node knows of petitions that concern several agencies. Every node keeps its own copy, moved by messages.

Statements of others are stored without the persons they name; those lie sealed in the petition that arose from them.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")
_LIST = text("'[]'::jsonb")
_ONE = text("1")


class SentNotice(Base):
    """One statement of ours to one agency and how far it has come. Without a step it waits for liaison.

    step: submitted | relayed | delivered | rejected | failed.
    """

    __tablename__ = "joint_sent_notice"

    notice_id: Mapped[str] = mapped_column(Text, primary_key=True)
    receiver: Mapped[str] = mapped_column(Text, primary_key=True)
    message: Mapped[str] = mapped_column(Text)
    petition_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    collab_no: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    message_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    step: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    step_at: Mapped[datetime | None] = mapped_column(_TIME)
    warn_at: Mapped[datetime | None] = mapped_column(_TIME)
    fail_at: Mapped[datetime | None] = mapped_column(_TIME)
    problems: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=_LIST)

    __table_args__ = (
        Index("joint_sent_notice_petition", "petition_id", "notice_id"),
        Index("joint_sent_notice_collab", "collab_no", "notice_id"),
    )


class ArrivedNotice(Base):
    """One statement of another agency. state: applied | waiting (for an earlier one) | noted (for people to read)."""

    __tablename__ = "joint_arrived_notice"

    sender: Mapped[str] = mapped_column(Text, primary_key=True)
    notice_id: Mapped[str] = mapped_column(Text, primary_key=True)
    message: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text)
    petition_no: Mapped[str] = mapped_column(Text)
    petition_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    acted_at: Mapped[datetime] = mapped_column(_TIME)
    received_at: Mapped[datetime] = mapped_column(_TIME)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)
    answer: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (
        Index("joint_arrived_notice_message", "message_id"),
        Index("joint_arrived_notice_waiting", "collab_no", postgresql_where=text("state = 'waiting'")),
        Index("joint_arrived_notice_noted", "received_at", "notice_id", postgresql_where=text("state = 'noted'")),
    )


class PeerProgress(Base):
    """What one other agency told of one petition of ours: where it stands there, and how it was answered."""

    __tablename__ = "joint_peer_progress"

    petition_id: Mapped[str] = mapped_column(Text, primary_key=True)
    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    collab_no: Mapped[str] = mapped_column(Text)
    petition_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state_at: Mapped[datetime | None] = mapped_column(_TIME)
    officer: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    next_on: Mapped[date | None] = mapped_column(Date)
    due: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due_rule: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)
    outcome: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_text: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_document_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    closed_at: Mapped[datetime | None] = mapped_column(_TIME)
    closing_path: Mapped[str] = mapped_column(Text, server_default=_EMPTY)


class JointMatter(Base):
    """联合事项: one matter of several agencies. `petition_id` is the main petition, in the node of the hall only.

    state: open | disputed | answered (with parts missing) | completed. `answer_due` is the earliest end of a part.
    """

    __tablename__ = "joint_matter"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    collab_no: Mapped[str] = mapped_column(Text, unique=True)
    petition_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    host: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(Integer, server_default=_ONE)
    lead_agency: Mapped[str] = mapped_column(Text)
    lead_rule: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    split_at: Mapped[datetime] = mapped_column(_TIME)
    restricted: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    version: Mapped[int] = mapped_column(Integer, server_default=_ONE)

    __table_args__ = (
        Index("joint_matter_open", "id", postgresql_where=text("state <> 'completed'")),
        Index("joint_matter_petition", "petition_id", postgresql_where=text("petition_id <> ''")),
    )


class JointPart(Base):
    """One sub-matter. `own_petition_id` is the petition this node has for it; `due` the end of its handling.

    `notice_id` is the split that gave it to its agency. objection: open | upheld | returned, or empty.
    """

    __tablename__ = "joint_part"

    joint_id: Mapped[str] = mapped_column(ForeignKey("joint_matter.id"), primary_key=True)
    part_no: Mapped[int] = mapped_column(Integer, primary_key=True)
    agency: Mapped[str] = mapped_column(Text)
    request_nos: Mapped[list[int]] = mapped_column(JSONB)
    main: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    case_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    notice_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due_at: Mapped[datetime | None] = mapped_column(_TIME)
    own_petition_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    petition_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state_at: Mapped[datetime | None] = mapped_column(_TIME)
    officer: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)
    outcome: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    results: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    answer_text: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_basis: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_document_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answered_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    objection: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    objection_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    objection_reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    competent: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    objected_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("joint_part_own", "own_petition_id", postgresql_where=text("own_petition_id <> ''")),)


class JointReply(Base):
    """The combined answer of the lead agency; a later edition completes the first with parts that were missing."""

    __tablename__ = "joint_reply"

    joint_id: Mapped[str] = mapped_column(ForeignKey("joint_matter.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(Integer, primary_key=True)
    lead_agency: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    parts: Mapped[list[int]] = mapped_column(JSONB)
    missing: Mapped[list[int]] = mapped_column(JSONB, server_default=_LIST)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    answered_by: Mapped[str] = mapped_column(Text)


class Dispute(Base):
    """Who leads, or who is competent: put to the committee, answered in two working days. state: open | decided."""

    __tablename__ = "joint_dispute"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    about: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text)
    petition_no: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    of: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    part_no: Mapped[int | None] = mapped_column(Integer)
    raised_by: Mapped[str] = mapped_column(Text)
    agencies: Mapped[list[str]] = mapped_column(JSONB)
    proposed: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    reason: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(_TIME)
    due: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    decision_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    agency: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decision_reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decision_basis: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decided_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decided_at: Mapped[datetime | None] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=_ONE)

    __table_args__ = (
        Index("joint_dispute_open", "due_at", "id", postgresql_where=text("state = 'open'")),
        Index("joint_dispute_collab", "collab_no"),
    )


class TrackTask(Base):
    """The first handler has something to tell the petitioner: another agency reported (duty 跟踪答复, S-006)."""

    __tablename__ = "joint_track_task"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    acted_at: Mapped[datetime] = mapped_column(_TIME)
    created_at: Mapped[datetime] = mapped_column(_TIME)
    done_at: Mapped[datetime | None] = mapped_column(_TIME)
    done_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    note: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (
        Index("joint_track_task_open", "account_id", "id", postgresql_where=text("done_at IS NULL")),
        Index("joint_track_task_petition", "petition_id", "id"),
    )


class KnownPetition(Base):
    """Key fields of petitions that other agencies registered, as they told the committee; no person stands here."""

    __tablename__ = "joint_known_petition"

    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_no: Mapped[str] = mapped_column(Text, primary_key=True)
    collab_no: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    first_time: Mapped[bool] = mapped_column(Boolean)
    collective: Mapped[bool] = mapped_column(Boolean)
    skip_level: Mapped[bool] = mapped_column(Boolean)
    people: Mapped[int] = mapped_column(Integer)
    registered_at: Mapped[datetime] = mapped_column(_TIME)
    first_handler_unit: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("joint_known_petition_collab", "collab_no"),)
