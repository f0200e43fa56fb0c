"""The declarative base of oversight's tables. They carry no schema; the connection's search_path decides."""

from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass
