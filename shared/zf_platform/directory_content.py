"""The inside of a directory file: agencies with their keys, to JSON and back, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zf_platform import jose
from zf_platform.keys import DirectoryKey, KeyUse, aware, key_content, key_entry

DIRECTORY_CODES: Mapping[str, str] = {
    "directory.unreadable": "The directory file is missing or cannot be read.",
    "directory.malformed": "The directory file is damaged or not of the expected form.",
    "directory.signature": "The directory is not signed with the operator's key.",
    "directory.older": "The directory file is an older version than the one already in use.",
    "directory.ambiguous": "An agency or a key stands twice in the directory.",
}


class DirectoryRefused(Exception):
    """The directory cannot be believed; `code` is one of DIRECTORY_CODES."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One agency of the exchange. `liaison_url` is where peers pull large files."""

    code: str
    kind: str
    name_zh: str
    name_en: str
    liaison_url: str = ""
    keys: tuple[DirectoryKey, ...] = ()

    def current_key(self, use: KeyUse, *, at: datetime) -> DirectoryKey | None:
        """The newest key of this use that is valid and not revoked at `at`."""
        fitting = [key for key in self.keys if key.use is use and usable(key, at)]
        return max(fitting, key=lambda key: (key.valid_from, key.kid), default=None)


@dataclass(frozen=True, slots=True)
class Content:
    version: int
    issued_at: datetime
    agencies: tuple[AgencyEntry, ...]
    pairs: frozenset[tuple[str, str]]


def usable(key: DirectoryKey, at: datetime) -> bool:
    return key.valid_from <= at < key.valid_to and (key.revoked_at is None or at < key.revoked_at)


def agency_content(entry: AgencyEntry) -> dict[str, object]:
    return {
        "code": entry.code,
        "kind": entry.kind,
        "name_zh": entry.name_zh,
        "name_en": entry.name_en,
        "liaison_url": entry.liaison_url,
        "keys": [key_content(key) for key in entry.keys],
    }


def read_content(payload: bytes) -> Content:
    try:
        found = jose.strict_json(payload)
        content = Content(
            version=_whole(found["version"]),
            issued_at=aware(found["issued_at"]),
            agencies=tuple(_read_agency(item) for item in _rows(found["agencies"])),
            pairs=frozenset(_pair(item) for item in _rows(found["pairs"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DirectoryRefused("directory.malformed", f"{type(error).__name__}: {error}") from None
    _check_unambiguous(content)
    return content


def _read_agency(item: object) -> AgencyEntry:
    if not isinstance(item, Mapping):
        raise TypeError("agency")
    names = {name: str(item[name]) for name in ("code", "kind", "name_zh", "name_en", "liaison_url")}
    return AgencyEntry(**names, keys=tuple(key_entry(_mapping(key)) for key in _rows(item["keys"])))


def _check_unambiguous(content: Content) -> None:
    codes = [entry.code for entry in content.agencies]
    kids = [key.kid for entry in content.agencies for key in entry.keys]
    if len(set(codes)) != len(codes) or len(set(kids)) != len(kids):
        raise DirectoryRefused("directory.ambiguous")
    unknown = {code for pair in content.pairs for code in pair} - set(codes)
    if unknown:
        raise DirectoryRefused("directory.malformed", f"pairs name unknown agencies: {', '.join(sorted(unknown))}")


def _pair(item: object) -> tuple[str, str]:
    sender, receiver = _rows(item)
    return str(sender), str(receiver)


def _rows(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("list expected")
    return value


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("object expected")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("version")
    return value
