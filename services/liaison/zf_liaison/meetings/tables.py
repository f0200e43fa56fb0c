"""Joint meetings as this node has them. The parts of a record are one table: each is a key, a version and a body.

The body is the contract value itself, so that what is stored, sent and shown is one thing. Columns beside it are what
lists and boards search by.
"""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
Json = dict[str, object]


class MeetingRow(Base):
    """联席会议. `version` is the version of the head."""

    __tablename__ = "meeting"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    convener: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(_TIME)
    number: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    head: Mapped[Json] = mapped_column(JSONB)
    changed_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("meeting_start", "starts_at", "id"),)


class MeetingPartRow(Base):
    """One part of a record. `agency`, `state` and `due_on` are filled where the part has them."""

    __tablename__ = "meeting_part"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    part_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    topic_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    agency: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due_on: Mapped[date | None] = mapped_column(Date)
    body: Mapped[Json] = mapped_column(JSONB)

    __table_args__ = (
        Index("meeting_part_board", "due_on", "part_id", postgresql_where=text("kind = 'resolution'")),
        Index("meeting_part_agency", "agency", "state", postgresql_where=text("kind = 'resolution'")),
    )


class SectionRevision(Base):
    """Every text a section of the minutes ever had here; nothing that somebody wrote is overwritten."""

    __tablename__ = "meeting_section_revision"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    part_id: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[Json] = mapped_column(JSONB)


class TopicProposalRow(Base):
    """A topic that is on no agenda yet: in the node of its proposer and in that of the convener.

    state: proposed | taken | declined.
    """

    __tablename__ = "meeting_topic_proposal"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    convener: Mapped[str] = mapped_column(Text)
    proposer: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    meeting_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    body: Mapped[Json] = mapped_column(JSONB)
    proposed_at: Mapped[datetime] = mapped_column(_TIME)
    decided_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("meeting_topic_proposal_open", "id", postgresql_where=text("state = 'proposed'")),)


class SentAct(Base):
    """What a person here did in a meeting of another convener; how far it came stands in the ledger under its id."""

    __tablename__ = "meeting_sent_act"

    notice_id: Mapped[str] = mapped_column(Text, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str] = mapped_column(Text)
    body: Mapped[Json] = mapped_column(JSONB)
    acted_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("meeting_sent_act_meeting", "meeting_id", "notice_id"),)


class MinutesSerial(Base):
    """The last serial of minutes issued in a year."""

    __tablename__ = "meeting_minutes_serial"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class InterferenceRecord(Base):
    """记录: somebody wanted a meeting to decide the outcome of a pending case (三个规定; handbook 4.2 and 5.6)."""

    __tablename__ = "interference_record"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    topic_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    case_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    agency: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    act: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("interference_record_at", "at", "id"),)


class MaterialUpload(Base):
    """A paper somebody of this agency uploaded for a topic. Only such a file can become a material."""

    __tablename__ = "meeting_upload"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    account_id: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(_TIME)
