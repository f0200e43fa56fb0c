"""Spreadsheets from outside: read only after the file was looked through, written so that nothing in a cell is executed.

An XLSX file is a ZIP of XML parts. Before the reader sees it, sizes are counted while unpacking (declared sizes lie), macros
and document types are refused, and the outermost cell is found: one cell at the far corner of a sheet makes readers
allocate the whole rectangle. Cells with formulas are listed, because a stored result may be old or invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from zf_law.problems import Problem
from zf_platform.errors import Refused

Cell = str | int | float | bool | datetime | date | time | timedelta

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_INDEX = 4 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_CHUNK = 1024 * 1024
_MACROS = ("vbaproject.bin", "vbadata.xml")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>(?:\s*<(?:\w+:)?(f)\b)?")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]{1,9})"')
_SHEET_TYPE = "worksheet"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first worksheet as it stands: `rows[0]` is line 1 of the sheet. `formulas`: cells such as B7 that compute."""

    name: str
    rows: Sequence[Sequence[Cell]]
    formulas: frozenset[str]


def read_sheet(content: bytes) -> Sheet:
    """The first worksheet. Raises Refused with a plain sentence for every file that is none, or none we may open."""
    part, name = _looked_through(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = _unpacked(archive, part, limit=LARGEST_UNPACKED)
    formulas = _formulas_within_limits(xml)
    return Sheet(name, _rows(content, name), formulas)


def cell_name(row: int, column: int) -> str:
    """The name of a cell from its line (1-based) and column (0-based): (7, 1) is B7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def write_sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One worksheet of texts. Nothing becomes a formula or a link, whatever it begins with."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet(name)
        bold = workbook.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title[:_LONGEST_CELL], bold)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value[:_LONGEST_CELL])
    return buffer.getvalue()


_LONGEST_CELL = 32_767
"""The format's own limit."""


def _looked_through(content: bytes) -> tuple[str, str]:
    """(part, name) of the first worksheet, after every part was unpacked once within the limits."""
    if len(content) > LARGEST_FILE:
        raise _refused("workbook.too_large", limit=f"{LARGEST_FILE // 1024 // 1024} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            return _first_worksheet(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, ElementTree.ParseError):
        raise _refused("workbook.unreadable") from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _refused("workbook.bomb")
    names = [part.filename.lower() for part in parts]
    if any(name.endswith(_MACROS) for name in names):
        raise _refused("workbook.macros")
    if "xl/workbook.xml" not in names:
        raise _refused("workbook.unreadable")
    left = LARGEST_UNPACKED
    for part in parts:
        left -= _counted(archive, part, limit=left)
    if b"macroEnabled" in _unpacked(archive, "[Content_Types].xml", limit=LARGEST_INDEX):
        raise _refused("workbook.macros")


def _counted(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, limit: int) -> int:
    """How many bytes the part really has; stops as soon as the limit is passed, whatever the directory declares."""
    seen = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen += len(chunk)
            if seen > limit:
                raise _refused("workbook.bomb")
    return seen


def _unpacked(archive: zipfile.ZipFile, name: str, *, limit: int) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise _refused("workbook.bomb")
    return content


def _first_worksheet(archive: zipfile.ZipFile) -> tuple[str, str]:
    kinds = {
        element.get("Id"): (element.get("Target", ""), element.get("Type", ""))
        for element in _index(archive, "xl/_rels/workbook.xml.rels")
    }
    for element in _index(archive, "xl/workbook.xml").iter():
        if not element.tag.endswith("}sheet"):
            continue
        target, kind = kinds[element.get(_OFFICE)]
        if kind.endswith(_SHEET_TYPE):
            return _part_name(target), element.get("name", "")
    raise _refused("workbook.no_sheet")


def _index(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A small part of the file's own directory; document types would let it grow without end."""
    content = _unpacked(archive, name, limit=LARGEST_INDEX)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _refused("workbook.unreadable")
    return ElementTree.fromstring(content)  # noqa: S314 - bounded, and without document types


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _formulas_within_limits(xml: bytes) -> frozenset[str]:
    """Names of cells with formulas; refuses a sheet whose outermost cell lies beyond the limits."""
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
        raise _refused("workbook.unreadable")
    formulas: set[str] = set()
    cells = 0
    for attributes, _closed, formula in _CELL.findall(xml):
        cells += 1
        found = _REFERENCE.search(attributes)
        if found is None:
            continue
        letters, digits = found.groups()
        if int(digits) > MOST_ROWS + 1 or _column(letters) > MOST_COLUMNS:
            raise _refused("workbook.too_wide", rows=MOST_ROWS, columns=MOST_COLUMNS)
        if formula:
            formulas.add((letters + digits).decode())
    if cells > MOST_ROWS * MOST_COLUMNS or any(int(row) > MOST_ROWS + 1 for row in _ROW.findall(xml)):
        raise _refused("workbook.too_wide", rows=MOST_ROWS, columns=MOST_COLUMNS)
    return frozenset(formulas)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(content: bytes, name: str) -> Sequence[Sequence[Cell]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        raise _refused("workbook.unreadable") from None


def _refused(code: str, **values: str | int) -> Refused:
    return Refused((Problem(code, {"field": "file", **values}),))
