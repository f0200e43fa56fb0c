"""Numbers, documents, identities, cursors, moments, notices, evidences: one small rule at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.unit.casemgmt.files import NOW, case_file
from zf_casemgmt import cursor_rules, moment_rules
from zf_casemgmt.cases import person_rules
from zf_casemgmt.documents import rules as documents
from zf_casemgmt.documents.rules import Heading
from zf_casemgmt.notices.rules import Turn, turn_of
from zf_casemgmt.numbering import rules as numbering
from zf_casemgmt.transfers import rules as transfers
from zf_contracts.values import ManifestItem
from zf_law.loader import load_law
from zf_law.numbering.cases import parse_court_case_no, parse_department_case_no, parse_police_case_no
from zf_law.numbering.own import parse_document_no
from zf_law.problems import Problem
from zf_platform import file_kinds

LAW = load_law()
ON = date(2026, 9, 1)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
POLICE, PROC, COURT = (LAW.agencies.by_code(code) for code in ("police", "procuratorate", "court"))


def test_given_numbers_pass_the_laws_own_checks() -> None:
    tables = LAW.numbering
    police = numbering.police_case_number(POLICE, on=ON, serial=7)
    assert parse_police_case_no(police, tables=tables, now=ON).problems == ()
    for package in ("arrest_request", "prosecution", "resubmission"):
        number = numbering.receiving_number(PROC, package=package, on=ON, serial=12)
        assert parse_department_case_no(number, tables=tables, now=ON).problems == ()
    court = numbering.receiving_number(COURT, package="indictment", on=ON, serial=3)
    assert parse_court_case_no(court, tables=tables, now=ON).problems == ()
    for document in LAW.documents.all():
        if document.number and not documents.takes_case_number(document):
            made = numbering.document_number(document.number, agency=PROC, on=ON, serial=9)
            assert parse_document_no(made, tables=tables, now=ON).problems == (), made


def test_a_month_ends_after_9999_cases() -> None:
    with pytest.raises(ValueError, match="no case number left"):
        numbering.police_case_number(POLICE, on=ON, serial=10_000)


def test_series_begin_anew_with_their_period() -> None:
    assert numbering.police_case_series(ON) != numbering.police_case_series(date(2026, 10, 1))
    assert numbering.receiving_series("prosecution", on=ON) == numbering.receiving_series("resubmission", on=ON)
    assert numbering.document_series("judgment", on=ON) != numbering.document_series("judgment", on=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.4", "x.txt", "application/pdf"),
        (
            b"PK\x03\x04" + b"\0" * 22 + b"\x13\0\0\0[Content_Types].xml",
            "x.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x07\0\0\0OFD.xml", "x.ofd", "application/ofd"),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x07\0\0\0OFD.xml", "x.docx", None),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x08\0\0\0evil.exe", "x.docx", None),
        (b"PK\x03\x04" + b"\0" * 22 + b"\x07\0\0\0OFD.xml", "x.zip", None),
        ("中文".encode(), "x.txt", file_kinds.TEXT),
        ("中文".encode()[:-1], "x.txt", None),
        (b"", "x.txt", None),
        (b"plain", "x.exe", None),
        (b"GIF89a", "x.gif", None),
    ],
)
def test_kinds_are_known_by_their_bytes(head: bytes, name: str, kind: str | None) -> None:
    assert file_kinds.media_type(head, filename=name, whole=True) == kind


def test_a_character_cut_at_the_end_of_the_first_part_is_no_fault() -> None:
    assert file_kinds.media_type("中文".encode()[:-1], filename="x.txt", whole=False) == file_kinds.TEXT


def test_a_document_reads_top_to_bottom() -> None:
    document = LAW.documents.by_id("detention_warrant")
    heading = Heading(POLICE, "云公拘字〔2026〕1号", "A1", "丙某", ON, "局领导")
    text = documents.render(document, heading, fields={"charge": "诈骗罪"}, text="即日执行。")
    lines = [line for line in text.splitlines() if line]
    assert lines[:3] == ["云川市公安局", "拘留证", "云公拘字〔2026〕1号"]
    assert lines[-1] == "2026年9月1日"
    assert "charge：诈骗罪" in text


def test_numbers_are_masked_to_the_first_six_and_last_two() -> None:
    assert person_rules.masked("citizen_id", "11010519491231002X") == "110105**********2X"
    assert person_rules.masked("passport", "E12345678") == "*******78"
    assert person_rules.masked("citizen_id", "") == ""


def test_minority_ends_on_the_eighteenth_birthday() -> None:
    assert person_rules.is_minor(date(2008, 9, 2), on=ON)
    assert not person_rules.is_minor(date(2008, 9, 1), on=ON)
    assert not person_rules.is_minor(None, on=ON)
    assert person_rules.birth_of("citizen_id", "11010519491231002X") == date(1949, 12, 31)
    assert person_rules.birth_of("citizen_id", "110105194913310021") is None
    assert person_rules.birth_of("passport", "110105194912310021") is None


def test_moments_survive_their_text() -> None:
    for moment in (ON, NOW):
        assert moment_rules.read(moment_rules.written(moment)) == moment
    assert moment_rules.written(datetime(2026, 9, 1, 1, 0, tzinfo=UTC)) == "2026-09-01T09:00:00+08:00"
    assert moment_rules.last_instant(ON) == datetime(2026, 9, 1, 23, 59, 59, tzinfo=NOW.tzinfo)


def test_cursors_come_back_or_are_refused() -> None:
    assert cursor_rules.read_cursor(cursor_rules.write_cursor(NOW, "id-1")) == (NOW, "id-1")
    assert cursor_rules.read_cursor("") is None
    for text in ("!", "bm9uc2Vuc2U", "4pyT", cursor_rules.write_cursor(NOW.replace(tzinfo=None), "x")):
        assert isinstance(cursor_rules.read_cursor(text), Problem)


@pytest.mark.parametrize(
    ("act", "state", "kind", "turn"),
    [
        ("order_supplementary_investigation", "prosecution_review", "police", Turn.NOW),
        ("order_supplementary_investigation", "transfer_pending", "police", Turn.LATER),
        ("order_supplementary_investigation", "investigating", "police", Turn.NEVER),
        ("accept_for_trial", "indictment_pending", "procuratorate", Turn.NOW),
        ("confirm_enforcement", "closed", "procuratorate", Turn.DONE),
        ("pronounce_judgment", "effective", "police", Turn.NEVER),
    ],
)
def test_a_notice_has_its_turn(act: str, state: str, kind: str, turn: Turn) -> None:
    assert turn_of(LAW.stages.transition(act), case_file(state), stages=LAW.stages, kind=kind) is turn


def test_the_sending_act_follows_from_where_the_case_stands() -> None:
    def act(package: str, state: str, kind: str) -> str | None:
        found = transfers.sending_act(LAW.stages, package=package, file=case_file(state), kind=kind)
        return found.id if found else None

    assert act("prosecution", "exit_review", "police") == "T16"
    assert act("prosecution", "filing_review", "police") == "T16", "its guards then say why not"
    assert act("indictment", "conditional_non_prosecution", "procuratorate") == "T24.b"
    assert act("indictment", "prosecution_review", "procuratorate") == "T27"
    assert act("indictment", "prosecution_review", "police") is None


def test_lines_of_a_manifest_are_counted_through() -> None:
    items = [ManifestItem(no=7, category="other", title=str(number)) for number in range(3)]
    assert [item.no for item in transfers.numbered(items)] == [1, 2, 3]


def test_missing_evidence_grows_late_then_failed() -> None:
    def states(minutes: int, **known: datetime) -> list[str]:
        found = transfers.evidences(known, submitted_at=NOW, now=NOW + timedelta(minutes=minutes), ended=False)
        return [one.state for one in found]

    assert states(1) == ["done", "waiting", "waiting", "waiting"]
    assert states(10) == ["done", "late", "waiting", "waiting"]
    assert states(90) == ["done", "failed", "late", "waiting"]
    assert states(90, relayed=NOW, delivered=NOW) == ["done", "done", "done", "waiting"]
    draft = transfers.evidences({}, submitted_at=None, now=NOW, ended=True)
    assert {one.state for one in draft} == {"waiting"}
    assert transfers.furthest({"delivered": NOW, "relayed": NOW}) == "delivered"
