"""Which characters the fonts have, read from their own tables (OpenType `cmap`, formats 4 and 12) before printing."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ENDINGS = {".otf", ".ttf", ".ttc", ".otc"}
_COLLECTION = b"ttcf"
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ranges of code points, joined and in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def has(self, character: str) -> bool:
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]

    def lacking(self, text: str) -> tuple[str, ...]:
        """Blanks and line ends need no picture."""
        return tuple(dict.fromkeys(one for one in text if not one.isspace() and not self.has(one)))


def read_coverage(folders: Iterable[Path]) -> Coverage:
    """What all fonts of these folders cover together. A file that is no font is passed over."""
    ranges: Ranges = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _ENDINGS:
                ranges += _ranges_of(path)
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if starts and start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Coverage(starts, ends)


def _ranges_of(path: Path) -> Ranges:
    try:
        with path.open("rb") as file:
            return [found for place in _fonts_in(file) for found in _font(file, place)]
    except (OSError, struct.error):
        return []


def _fonts_in(file: BinaryIO) -> list[int]:
    """Where the fonts of a file begin: a collection holds several."""
    if file.read(4) != _COLLECTION:
        return [0]
    _, count = struct.unpack(">II", file.read(8))
    return list(struct.unpack(f">{count}I", file.read(4 * count)))


def _font(file: BinaryIO, place: int) -> Ranges:
    file.seek(place)
    _, count = struct.unpack(">IH", file.read(6))
    file.seek(place + 12)
    for tag, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * count)):
        if tag == b"cmap":
            file.seek(offset)
            return _cmap(file.read(length))
    return []


def _cmap(table: bytes) -> Ranges:
    """Every subtable counts: one for the basic plane, one for all planes."""
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = {struct.unpack_from(">I", table, 8 + 8 * number)[0] for number in range(count)}
    return [found for offset in sorted(offsets) for found in _subtable(table, offset)]


def _subtable(table: bytes, offset: int) -> Ranges:
    (kind,) = struct.unpack_from(">H", table, offset)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", table, offset + 12)
        rows = struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * groups])
        return [(start, end) for start, end, _ in rows]
    if kind == 4:
        (double,) = struct.unpack_from(">H", table, offset + 6)
        count = double // 2
        ends = struct.unpack_from(f">{count}H", table, offset + 14)
        starts = struct.unpack_from(f">{count}H", table, offset + 16 + double)
        return [(start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF]
    return []
