"""Spreadsheets from outside: what is read is read right, and every file that must not be opened is refused with its reason."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from zf_platform.errors import Refused
from zf_platform.workbooks import LARGEST_FILE, LARGEST_UNPACKED, cell_name, read_sheet, write_sheet


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        fill(workbook)
    return buffer.getvalue()


def plain(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("台账")
    day = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, ["编号", "主题", "时间"])
    sheet.write_row(1, 0, [1, "𤋮某反映问题\n第二行"])
    sheet.write_datetime(1, 2, datetime.fromisoformat("2026-09-01 08:30"), day)
    sheet.write_string(3, 1, "隔一行")


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed, or added when it is not there."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as found:
        read_sheet(content)
    return found.value.problems[0].code


def test_lines_stand_where_the_sheet_shows_them() -> None:
    sheet = read_sheet(book(plain))
    assert sheet.name == "台账"
    assert list(sheet.rows[0]) == ["编号", "主题", "时间"]
    assert sheet.rows[1][1] == "𤋮某反映问题\n第二行"
    assert sheet.rows[1][2] == datetime.fromisoformat("2026-09-01 08:30")
    assert sheet.rows[3][1] == "隔一行"


def test_cells_that_compute_are_named() -> None:
    def formulas(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["编号", "主题"])
        sheet.write_formula(1, 1, '=HYPERLINK("http://example.invalid","x")', None, "x")
        sheet.write_string(2, 1, "=1+1")

    found = read_sheet(book(formulas))
    assert found.formulas == {"B2"}
    assert found.rows[2][1] == "=1+1", "a text that only looks like a formula is a text"


SHEET = "xl/worksheets/sheet1.xml"
GOOD = book(plain)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook.unreadable"),
        (b"PK\x03\x04 nothing", "workbook.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.unreadable"),
        (bytes(LARGEST_FILE + 1), "workbook.too_large"),
        (changed(GOOD, "xl/vbaProject.bin", lambda _: b"x"), "workbook.macros"),
        (
            changed(GOOD, "[Content_Types].xml", lambda xml: xml.replace(b".sheet.main", b".sheet.macroEnabled.main")),
            "workbook.macros",
        ),
        (changed(GOOD, "xl/media/a.bin", lambda _: bytes(LARGEST_UNPACKED)), "workbook.bomb"),
        (changed(GOOD, SHEET, lambda xml: xml.replace(b'r="B4"', b'r="XFD1048576"')), "workbook.too_wide"),
        (changed(GOOD, SHEET, lambda xml: xml.replace(b'<row r="4"', b'<row r="900000000"')), "workbook.too_wide"),
        (changed(GOOD, SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml), "workbook.unreadable"),
        (changed(GOOD, "xl/workbook.xml", lambda xml: b"<!DOCTYPE x>" + xml), "workbook.unreadable"),
        (changed(GOOD, "xl/workbook.xml", lambda _: b"<broken"), "workbook.unreadable"),
        (changed(GOOD, SHEET, lambda _: b"<broken"), "workbook.unreadable"),
        (
            changed(GOOD, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"/worksheet", b"/chartsheet")),
            "workbook.no_sheet",
        ),
    ],
    ids=[
        "empty",
        "cut off",
        "old binary format",
        "large",
        "macro part",
        "macro type",
        "zip bomb",
        "far cell",
        "far row",
        "entities",
        "document type",
        "broken index",
        "broken sheet",
        "charts only",
    ],
)
def test_a_file_that_must_not_be_opened_says_why(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_password_is_a_reason_of_its_own_kind() -> None:
    """An encrypted workbook is no ZIP at all, but a container of the old format."""
    assert refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 40) == "workbook.unreadable"


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40), min_size=1, max_size=8)
)
def test_what_is_written_comes_back_as_text(texts: list[str]) -> None:
    rows = [[f"={text}", text, f"@{text}", "http://example.invalid"] for text in texts]
    sheet = read_sheet(write_sheet("退回", ["甲", "乙", "丙", "丁"], rows))
    assert sheet.formulas == frozenset()
    assert [list(row) for row in sheet.rows[1:]] == rows


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 0, "A1"), (7, 1, "B7"), (3, 25, "Z3"), (3, 26, "AA3"), (9, 701, "ZZ9")]
)
def test_cells_are_named_as_people_see_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name
