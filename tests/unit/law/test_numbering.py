"""Identifiers: known examples, round trips, and errors that check digits must find."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_law.loader import load_law
from zf_law.numbering import (
    KINDS,
    Checked,
    make_collab_no,
    make_document_no,
    make_petition_no,
    mask_citizen_id,
    normalise,
    parse_collab_no,
    parse_person_id,
)
from zf_law.numbering.own import CHANNELS
from zf_law.numbering.persons import citizen_check_digit, credit_check_digit, organisation_check_digit

TABLES = load_law().numbering
TODAY = date(2026, 11, 22)
DIVISIONS = ("329900", "329902", "329903", "329921", "329922")
BIRTHS = st.dates(min_value=date(1940, 1, 1), max_value=TODAY)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=TODAY)


def check(kind: str, value: str) -> Checked:
    return KINDS[kind](value, tables=TABLES, now=TODAY)


def code(kind: str, value: str) -> str:
    problems = check(kind, value).problems
    return problems[0].code if problems else ""


def citizen(division: str, born: date, serial: int) -> str:
    body = f"{division}{born:%Y%m%d}{serial:03d}"
    return body + citizen_check_digit(body)


GOOD = [
    ("citizen_id", "11010519491231002X"),
    ("citizen_id", "11010519491231002x"),
    ("citizen_id", "１１０１０５１９４９１２３１００２Ｘ"),
    ("credit_code", "91110000600037341L"),
    ("credit_code", "11329901MB0000019N"),
    ("division", "329902"),
    ("court_case_no", "（2026）苏9901刑初12号"),
    ("court_case_no", "(2026)苏99刑终3号"),
    ("court_case_no", "（2025）最高法刑核12345678号"),
    ("court_case_no", "（2025）最高法刑核01234567号"),
    ("court_case_no", "（2024）京知行终7号"),
    ("police_case_no", "A3299000000002026110012"),
    ("police_case_no", "A3299005100002026110012"),
    ("alert_no", "J329900000000202611000001"),
    ("police_agency_code", "329900000000"),
    ("department_case_no", "云检刑诉受[2026]32990000012号"),
    ("department_case_no", "云检刑诉受〔2026〕329900000123号"),
    ("unified_case_no", "32990020260001200"),
    ("document_no", "云公立字〔2026〕12号"),
    ("document_no", "云公（刑）立字[2026]1号"),
    ("passport", "E12345678"),
    ("hk_macao_permit", "H12345678"),
    ("taiwan_permit", "12345678"),
    ("foreign_permanent_resident", "911124198108030024"),
    ("military", "军字第0012345号"),
]


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_good_numbers(kind: str, value: str) -> None:
    assert check(kind, value).problems == ()


BAD = [
    ("citizen_id", "11010519491231002", "identifier.citizen_form"),
    ("citizen_id", "110105194912310021", "identifier.check_digit"),
    ("citizen_id", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢٢", "identifier.citizen_form"),
    ("citizen_id", citizen("329902", date(2026, 11, 23), 1), "identifier.in_future"),
    ("citizen_id", citizen("329902", date(1890, 1, 1), 1), "identifier.too_old"),
    ("citizen_id", citizen("999999", date(1990, 1, 1), 1), "identifier.division_unknown"),
    ("citizen_id", citizen("329001", date(1995, 6, 1), 1), "identifier.division_unknown"),
    ("credit_code", "91110000600037342L", "identifier.check_digit"),
    ("credit_code", "9111000060003734IL", "identifier.credit_form"),
    ("division", "99", "identifier.division_form"),
    ("division", "999999", "identifier.division_unknown"),
    ("division", "329001", "identifier.division_abolished"),
    ("court_case_no", "2026苏9901刑初12号", "identifier.court_case_form"),
    ("court_case_no", "（2026）苏9901刑初12号之一", "identifier.court_case_form"),
    ("court_case_no", "（2027）苏9901刑初12号", "identifier.year_wrong"),
    ("court_case_no", "（2026）苏9901天初12号", "identifier.court_type_unknown"),
    ("court_case_no", "（2026）苏9901刑初012号", "identifier.leading_zero"),
    ("court_case_no", "（2026）苏9977刑初12号", "identifier.court_unknown"),
    ("police_case_no", "A329900000000202611001", "identifier.police_case_form"),
    ("police_case_no", "A3299000000002026130012", "identifier.police_case_form"),
    ("police_case_no", "A3299000000002026120012", "identifier.in_future"),
    ("police_case_no", "A3299010000002026110012", "identifier.police_agency_unknown"),
    ("police_case_no", "A9999990000002026110012", "identifier.division_unknown"),
    ("alert_no", "J32990000000020261100001", "identifier.alert_form"),
    ("police_agency_code", "3299", "identifier.police_agency_form"),
    ("department_case_no", "云检[2026]32990000012号", "identifier.department_case_form"),
    ("department_case_no", "云检刑诉受[2026]11000000012号", "identifier.procuratorate_unknown"),
    ("department_case_no", "云检刑诉受[2027]32990000012号", "identifier.year_wrong"),
    ("unified_case_no", "3299002026000120", "identifier.unified_case_form"),
    ("unified_case_no", "32990020270001200", "identifier.year_wrong"),
    ("collab_no", "XT3299002026112200000112", "identifier.check_digit"),
    ("collab_no", "XT32990020261122", "identifier.collab_form"),
    ("petition_no", "XFX329900202611220001", "identifier.petition_form"),
    ("petition_no", "XFL329900202613220001", "identifier.no_such_date"),
    ("petition_no", "XFL329900202611230001", "identifier.in_future"),
    ("petition_no", "XFL999999202611220001", "identifier.division_unknown"),
    ("petition_no", "XFL329900202611220000", "identifier.serial_zero"),
    ("document_no", "云公立字2026第12号", "identifier.document_form"),
    ("document_no", "云公立字〔2026〕012号", "identifier.leading_zero"),
    ("document_no", "云公立字〔2030〕12号", "identifier.year_wrong"),
    ("passport", "E1", "identifier.person_form"),
    ("residence_permit", "810000199001010011", "identifier.check_digit"),
    ("hk_macao_permit", "Z12345678", "identifier.person_form"),
]


@pytest.mark.parametrize(("kind", "value", "expected"), BAD)
def test_bad_numbers(kind: str, value: str, expected: str) -> None:
    assert code(kind, value) == expected


def test_a_wrong_date_with_a_right_check_digit_is_found() -> None:
    body = "32990219900230001"
    assert code("citizen_id", body + citizen_check_digit(body)) == "identifier.no_such_date"


def test_a_wrong_organisation_part_is_found_behind_a_right_outer_digit() -> None:
    body = "9111000060003734" + "2"
    assert code("credit_code", body + credit_check_digit(body)) == "identifier.organisation_digit"
    assert organisation_check_digit("60003734") == "1"


def test_parts_of_a_citizen_id() -> None:
    parts = check("citizen_id", "11010519491231002X").parts
    assert parts == {
        "division": "110105",
        "birth_date": "1949-12-31",
        "sex": "female",
        "division_name": "朝阳区",
    }


def test_an_abolished_division_is_right_for_those_born_before() -> None:
    assert check("citizen_id", citizen("329001", date(1990, 6, 1), 1)).ok


def test_residence_permits_have_their_own_divisions() -> None:
    body = "81000019900101001"
    assert check("residence_permit", body + citizen_check_digit(body)).ok
    future = "81000020270101001"
    assert code("residence_permit", future + citizen_check_digit(future)) == "identifier.in_future"
    nowhere = "81000019901301001"
    assert code("residence_permit", nowhere + citizen_check_digit(nowhere)) == "identifier.no_such_date"


def test_alert_numbers_can_be_switched_off() -> None:
    from dataclasses import replace

    strict = replace(TABLES, accepts_alert_numbers=False)
    answer = KINDS["alert_no"]("J329900000000202611000001", tables=strict, now=TODAY)
    assert [problem.code for problem in answer.problems] == ["identifier.alert_not_accepted"]


def test_a_person_may_be_unknown_but_a_kind_may_not() -> None:
    assert parse_person_id("unknown", "自报 王某", tables=TABLES, now=TODAY).ok
    assert parse_person_id("citizen_id", "11010519491231002X", tables=TABLES, now=TODAY).ok
    answer = parse_person_id("moon_pass", "1", tables=TABLES, now=TODAY)
    assert [problem.code for problem in answer.problems] == ["identifier.kind_unknown"]


def test_one_stored_form() -> None:
    assert normalise(" （２０２６） 苏9901刑初１２号 ") == normalise("(2026)苏9901刑初12号") == "（2026）苏9901刑初12号"
    assert normalise("云公立字[2026]1号") == normalise("云公立字【2026】1号") == "云公立字〔2026〕1号"


def test_masks_keep_six_and_two() -> None:
    assert mask_citizen_id("11010519491231002X") == "110105**********2X"
    assert mask_citizen_id("E1234567") == "********"


def test_every_kind_answers_to_nonsense_with_a_problem() -> None:
    for kind in KINDS:
        for nonsense in ("", "!", "号" * 200, "9" * 500):
            assert not check(kind, nonsense).ok, (kind, nonsense)


@pytest.mark.parametrize(
    "bad",
    [
        {"division": "3299", "serial": 1},
        {"division": "329900", "serial": 0},
        {"division": "329900", "serial": 1_000_000},
    ],
)
def test_no_wrong_number_is_made(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"digits"):
        make_collab_no(on=TODAY, **bad)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="channel"):
        make_petition_no(channel="Q", division="329900", on=TODAY, serial=1)
    with pytest.raises(ValueError, match="starts at 1"):
        make_document_no(template="{short}字〔{year}〕{serial}号", short="云公", year=2026, serial=0)


@given(division=st.sampled_from(DIVISIONS), born=BIRTHS, serial=st.integers(0, 999))
def test_made_citizen_ids_are_valid_and_tell_the_sex(division: str, born: date, serial: int) -> None:
    checked = check("citizen_id", citizen(division, born, serial))
    assert checked.ok
    assert checked.parts["sex"] == ("male" if serial % 2 else "female")
    assert checked.parts["birth_date"] == born.isoformat()


@given(born=BIRTHS, serial=st.integers(0, 999), at=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_any_single_wrong_digit_of_a_citizen_id_is_found(born: date, serial: int, at: int, digit: str) -> None:
    good = citizen("329902", born, serial)
    bad = good[:at] + digit + good[at + 1 :]
    assert check("citizen_id", bad).ok == (bad == good)


@given(division=st.sampled_from(DIVISIONS), on=DAYS, serial=st.integers(1, 999_999))
def test_collab_numbers_make_and_parse(division: str, on: date, serial: int) -> None:
    checked = parse_collab_no(make_collab_no(division=division, on=on, serial=serial), tables=TABLES, now=TODAY)
    assert checked.ok
    assert checked.parts == {"division": division, "date": on.isoformat(), "serial": f"{serial:06d}"}


@given(on=DAYS, serial=st.integers(1, 999_999), at=st.integers(2, 22))
def test_swapped_neighbours_in_a_collab_number_are_found(on: date, serial: int, at: int) -> None:
    good = make_collab_no(division="329900", on=on, serial=serial)
    bad = good[:at] + good[at + 1] + good[at] + good[at + 2 :]
    assert check("collab_no", bad).ok == (bad == good)


@given(on=DAYS, serial=st.integers(1, 999_999), at=st.integers(2, 23), digit=st.sampled_from("0123456789"))
def test_a_single_wrong_digit_in_a_collab_number_is_found(on: date, serial: int, at: int, digit: str) -> None:
    good = make_collab_no(division="329900", on=on, serial=serial)
    bad = good[:at] + digit + good[at + 1 :]
    assert check("collab_no", bad).ok == (bad == good)


@given(channel=st.sampled_from(CHANNELS), on=DAYS, serial=st.integers(1, 9999))
def test_petition_numbers_make_and_parse(channel: str, on: date, serial: int) -> None:
    checked = check("petition_no", make_petition_no(channel=channel, division="329900", on=on, serial=serial))
    assert checked.ok
    assert (checked.parts["channel"], checked.parts["date"]) == (channel, on.isoformat())
    assert check("petition_no", checked.value).parts == checked.parts


@given(text=st.text(max_size=40))
def test_no_text_breaks_a_check(text: str) -> None:
    for kind in KINDS:
        check(kind, text)
    assert normalise(normalise(text)) == normalise(text)


def test_tomorrow_is_in_the_future() -> None:
    assert code("collab_no", make_collab_no(division="329900", on=TODAY + timedelta(days=1), serial=1)) == (
        "identifier.in_future"
    )
