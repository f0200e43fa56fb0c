"""petition and what belongs to it: people, accused, requests, answers, closings, attachments, links, steps.

Personal numbers and the names of accused are encrypted (`…_sealed`); `…_hash` finds equal ones; the query code is a hash only.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NO = text("false")
_HANDLED = text("first_handler_id <> ''")
_LIST = text("'[]'::jsonb")


class Petition(Base):
    """`due_order` is the end of the nearest running clock of ours, or the far future: the worklist is sorted by it.

    `participants` maps an account to the role it played here, `recused` an account to the reason it stands back.
    `origin`: direct | forwarded | assigned | joint | import. `hand_over_id`, `origin_notice_id`: notice that handed it over,
    from here and to here; `objection_id`: notice that disputes it. `flags` are the marks that acts set.
    """

    __tablename__ = "petition"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_no: Mapped[str] = mapped_column(Text, unique=True)
    collab_no: Mapped[str] = mapped_column(Text)
    query_hash: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    channel: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text, server_default=text("'direct'"))
    origin_agency: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    origin_petition_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    origin_notice_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    part_no: Mapped[int | None] = mapped_column(Integer)
    hand_over_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    objection_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    report_day: Mapped[date | None] = mapped_column(Date)
    received_at: Mapped[datetime] = mapped_column(_TIME)
    registered_at: Mapped[datetime] = mapped_column(_TIME)
    registered_by: Mapped[str] = mapped_column(Text)
    registered_by_name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    reasons: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    place: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    category: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    people_count: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    collective: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    collective_threshold: Mapped[int] = mapped_column(Integer, server_default=text("5"))
    repeat: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    skip_level: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    urgent: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    serious: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    confidential: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    vulnerable: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    long_standing: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    complaint_kind: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    sensitivity: Mapped[str] = mapped_column(Text, server_default=text("'L3'"))
    case_numbers: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    state: Mapped[str] = mapped_column(Text)
    flags: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    competent_agency: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    competent_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    first_handler_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    first_handler_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    first_handler_unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    first_handler_agency: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    duty: Mapped[str] = mapped_column(Text, server_default=text("'investigate'"))
    officer_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    officer_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    plan: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    leader_received_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    leader_received_at: Mapped[datetime | None] = mapped_column(_TIME)
    case_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    closing_path: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    closed_at: Mapped[datetime | None] = mapped_column(_TIME)
    refusal_ground: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    refusal_earlier_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    participants: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    recused: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    due_order: Mapped[datetime] = mapped_column(_TIME, server_default=text("'9999-12-31 00:00:00+00'"))
    due_rule: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    last_act_at: Mapped[datetime] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("petition_by_due", "due_order", "id"),
        Index("petition_by_unit", "unit", "due_order", "id"),
        Index("petition_by_officer", "officer_id", "due_order", "id", postgresql_where=text("officer_id <> ''")),
        Index("petition_by_first_handler", "first_handler_id", "due_order", "id", postgresql_where=_HANDLED),
        Index("petition_by_registrar", "registered_by", "id"),
        Index("petition_by_collab", "collab_no"),
        Index("petition_by_received", "received_at", "id"),
        Index(
            "petition_by_origin",
            "origin_agency",
            "origin_petition_no",
            postgresql_where=text("origin_petition_no <> ''"),
        ),
        Index(
            "petition_by_notice",
            "origin_agency",
            "origin_notice_id",
            "part_no",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("origin_notice_id <> ''"),
        ),
        Index("petition_participants", "participants", postgresql_using="gin"),
    )


class PetitionPerson(Base):
    """Petitioners and representatives, in the order of the form. role: petitioner | representative | agent."""

    __tablename__ = "petition_person"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    id_kind: Mapped[str] = mapped_column(Text)
    id_sealed: Mapped[str] = mapped_column(Text)
    id_hash: Mapped[str] = mapped_column(Text)
    id_masked: Mapped[str] = mapped_column(Text)
    phone_sealed: Mapped[str] = mapped_column(Text)
    phone_hash: Mapped[str] = mapped_column(Text)
    phone_masked: Mapped[str] = mapped_column(Text)
    address_sealed: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(Text)
    sex: Mapped[str] = mapped_column(Text)
    birth_date: Mapped[date | None] = mapped_column(Date)
    vulnerable: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)

    __table_args__ = (
        Index("petition_person_id", "id_hash", postgresql_where=text("id_hash <> ''")),
        Index("petition_person_phone", "phone_hash", postgresql_where=text("phone_hash <> ''")),
        Index("petition_person_name", "name"),
    )


class PetitionAccused(Base):
    """Who is accused: an agency, a unit, or a person. Restricted; never in routing nor in logs."""

    __tablename__ = "petition_accused"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    account_id: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[str] = mapped_column(Text)
    post_sealed: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("petition_accused_unit", "unit", postgresql_where=text("unit <> ''")),
        Index("petition_accused_account", "account_id", postgresql_where=text("account_id <> ''")),
    )


class PetitionRequest(Base):
    """One request of the petitioner (诉求), from registration or added later; each wants a result of its own."""

    __tablename__ = "petition_request"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(_TIME)
    result: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)


class PetitionAnswer(Base):
    """What was answered: reply, procedure notice, handling opinion, review and final review opinion."""

    __tablename__ = "petition_answer"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    no: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    kind: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    claims: Mapped[str] = mapped_column(Text)
    facts_and_reasons: Mapped[str] = mapped_column(Text)
    opinion: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    document_no: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(Text)
    signed_by_name: Mapped[str] = mapped_column(Text)
    signed_as_leader: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    issued_by: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    served_at: Mapped[datetime | None] = mapped_column(_TIME)
    served_how: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (Index("petition_answer_by_petition", "petition_id", "id"),)


class PetitionClosing(Base):
    """A proposal to close. state: proposed | approved | refused | lapsed."""

    __tablename__ = "petition_closing"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    path: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    checks: Mapped[dict[str, dict[str, str]]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    follow_up: Mapped[str] = mapped_column(Text)
    follow_up_until: Mapped[date | None] = mapped_column(Date)
    confirmed_by: Mapped[str] = mapped_column(Text)
    confirmation_level: Mapped[str] = mapped_column(Text)
    confirmation_no: Mapped[str] = mapped_column(Text)
    case_no: Mapped[str] = mapped_column(Text)
    case_no_told_at: Mapped[datetime | None] = mapped_column(_TIME)
    note: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_by_name: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(_TIME)
    decided_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decided_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    decided_at: Mapped[datetime | None] = mapped_column(_TIME)
    decision_note: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (
        Index("petition_closing_open", "petition_id", unique=True, postgresql_where=text("state = 'proposed'")),
        Index("petition_closing_by_petition", "petition_id", "id"),
    )


class PetitionAttachment(Base):
    """A paper handed in or produced; the content lies in the file store under its digest."""

    __tablename__ = "petition_attachment"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    pages: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(Text)
    restricted: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("petition_attachment_by_petition", "petition_id", "id"),)


class PetitionLink(Base):
    """This petition has to do with another one of ours: duplicate | merged | earlier | related."""

    __tablename__ = "petition_link"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    explanation: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("petition_link_other", "other_id"),)


class PetitionStep(Base):
    """One line of the timeline: who did what, when it was done and when it was entered, on which basis."""

    __tablename__ = "petition_step"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(_TIME)
    recorded_at: Mapped[datetime] = mapped_column(_TIME)
    act: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Text)
    actor_name: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    documents: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=_LIST)
    note: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("petition_step_by_petition", "petition_id", "version"),)
