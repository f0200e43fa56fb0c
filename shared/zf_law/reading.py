"""Strict reading of law tables: every key is asked for once, and a key nobody asked for is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Label:
    """The same name in Chinese and English."""

    zh: str
    en: str


class LawDataError(Exception):
    """A law table is wrong. The message names the file, the place and the fault."""

    def __init__(self, file: str, where: str, fault: str) -> None:
        super().__init__(f"{file}.toml: {where}: {fault}")
        self.file = file
        self.where = where
        self.fault = fault


class Row:
    """One TOML table with typed getters; call `finish` last so that misspelt keys are found."""

    def __init__(self, data: Mapping[str, object], *, file: str, where: str) -> None:
        self._data = data
        self._asked: set[str] = set()
        self.file = file
        self.where = where

    def error(self, fault: str) -> LawDataError:
        return LawDataError(self.file, self.where, fault)

    def has(self, key: str) -> bool:
        return key in self._data

    def keys(self) -> tuple[str, ...]:
        return tuple(self._data)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error(f"'{key}' must be text")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(f"'{key}' must be a whole number")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' must be true or false")
        return value

    def day(self, key: str) -> date:
        value = self._take(key, None)
        if type(value) is not date:
            raise self.error(f"'{key}' must be a date")
        return value

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._take(key, list(default) if default is not None else None)
        if not isinstance(value, list):
            raise self.error(f"'{key}' must be a list of texts")
        found: list[str] = []
        for item in value:
            if not isinstance(item, str):
                raise self.error(f"'{key}' must hold texts only")
            found.append(item)
        return tuple(found)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; absent means none."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.error(f"'{key}' must be a list of whole numbers")
        return tuple(Row({key: item}, file=self.file, where=self.where).number(key) for item in value)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; absent means none."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.error(f"'{key}' must be a list of lists")
        inner = [Row({key: item}, file=self.file, where=self.where).texts(key) for item in value]
        return tuple(inner)

    def row(self, key: str) -> Row:
        value = self._take(key, None)
        return self._as_row(value, key)

    def rows(self, key: str, *, name: str = "id") -> tuple[Row, ...]:
        """A list of tables; absent means none. `name` is the key that names a row in error messages."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.error(f"'{key}' must be a list of tables")
        return tuple(self._as_row(item, key, name=name, at=at) for at, item in enumerate(value, start=1))

    def finish(self) -> None:
        unknown = sorted(set(self._data) - self._asked)
        if unknown:
            raise self.error(f"unknown key(s): {', '.join(unknown)}")

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        value = self._data.get(key, default)
        if value is None:
            raise self.error(f"'{key}' is missing")
        return value

    def _as_row(self, value: object, key: str, *, name: str = "id", at: int = 0) -> Row:
        if not isinstance(value, Mapping):
            raise self.error(f"'{key}' must be a table")
        label = value.get(name)
        where = f"{key} {label if isinstance(label, str) else at or ''}".strip()
        prefix = "" if self.where == "file" else f"{self.where} / "
        return Row(value, file=self.file, where=prefix + where)


def unique(rows: tuple[Row, ...], key: str) -> None:
    """Refuses two rows with the same `key`."""
    seen: set[str] = set()
    for row in rows:
        value = row.text(key)
        if value in seen:
            raise row.error(f"'{key}' {value} appears twice")
        seen.add(value)
