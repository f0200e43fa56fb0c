"""The declarative base of casemgmt's tables. They carry no schema; the connection's search_path decides."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import DeclarativeBase

Row = TypeVar("Row", bound="Base")


class Base(DeclarativeBase):
    pass


def fresh(table: type[Row]) -> Select[Row]:
    """Select whole rows as they stand in the database now, even if this session has read them before."""
    return select(table).execution_options(populate_existing=True)
