"""The columns of a search index; each service has its own three tables with its own base.

An entry repeats of its object only what decides who may see it and what is searched. It is written in the transaction of the
change it tells, so it is never older than the object.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, DateTime, Float, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

_NOTHING = text("''")
_NOBODY = text("'{}'")
_NO = text("false")


class EntryColumns:
    """`people`: accounts whose own matter it is. `barred`: `account:…` and `unit:…` that must never see it (they are accused).

    `restricted`: only for its own people and for holders of the restricted permission.
    """

    __tablename__ = "search_entry"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    unit: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    people: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NOBODY)
    barred: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NOBODY)
    restricted: Mapped[bool] = mapped_column(Boolean, server_default=_NO)
    words: Mapped[str] = mapped_column(TSVECTOR)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (
            Index("search_entry_newest", "at", "id"),
            Index("search_entry_kind", "kind", "at", "id"),
            Index("search_entry_unit", "kind", "unit", "at", "id"),
            Index("search_entry_people", "people", postgresql_using="gin"),
            Index("search_entry_words", "words", postgresql_using="gin"),
        )


class KeyColumns:
    """What finds an entry: `number` by its beginning; `person` and `name`, keyed hashes, exactly.

    `hidden`: the person asked for secrecy; only those who must know find the entry by this key.
    """

    __tablename__ = "search_key"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    entry_id: Mapped[str] = mapped_column(Text, primary_key=True)
    hidden: Mapped[bool] = mapped_column(Boolean, server_default=_NO)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[SchemaItem, ...]:
        return (
            Index("search_key_begins", "kind", "key", postgresql_ops={"key": "text_pattern_ops"}),
            Index("search_key_entry", "entry_id"),
        )


class FrequentWordColumns:
    """Pieces that stand in a good part of all entries, with that part; refreshed from the server's own statistics."""

    __tablename__ = "search_frequent_word"

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    share: Mapped[float] = mapped_column(Float)
