"""Accounts and sessions of this agency's people, and the counters that slow down guessing."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_MOMENT = DateTime(timezone=True)


class Account(Base):
    __tablename__ = "account"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    username: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    password_hash: Mapped[str] = mapped_column(Text)
    disabled: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    password_changed_at: Mapped[datetime] = mapped_column(_MOMENT)


class StaffSession(Base):
    """`id` is the SHA-256 of the session number, so that a stolen table opens no session."""

    __tablename__ = "staff_session"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(_MOMENT)
    seen_at: Mapped[datetime] = mapped_column(_MOMENT)
    expires_at: Mapped[datetime] = mapped_column(_MOMENT)

    __table_args__ = (Index("staff_session_account", "account_id"), Index("staff_session_expires", "expires_at"))


class SignInTry(Base):
    """Tries within one window. `key` is a hash: a mistyped name may be a password."""

    __tablename__ = "sign_in_try"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tries: Mapped[int] = mapped_column(server_default=text("1"))
    since: Mapped[datetime] = mapped_column(_MOMENT)


class SignInPlace(Base):
    """An address from which this account signed in before; a flood from elsewhere does not lock it out there."""

    __tablename__ = "sign_in_place"

    account_id: Mapped[str] = mapped_column(Text, primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    last_at: Mapped[datetime] = mapped_column(_MOMENT)


account: Table = Base.metadata.tables["account"]
staff_session: Table = Base.metadata.tables["staff_session"]
sign_in_try: Table = Base.metadata.tables["sign_in_try"]
sign_in_place: Table = Base.metadata.tables["sign_in_place"]
