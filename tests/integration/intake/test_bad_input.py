"""What people hand in by mistake or in bad faith, over the API: refused with words that say what to do, or taken as it is."""

import io
import zipfile

import pytest
import xlsxwriter

from tests.integration.intake.ledger_files import HEAD, check, codes, ledger
from tests.integration.intake.petition_forms import Staff, person, petition, registered
from zf_platform.workbooks import LARGEST_UNPACKED


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one more part in its archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for known in old.namelist():
            new.writestr(known, old.read(known))
        new.writestr(name, part)
    return made.getvalue()


def with_formula() -> bytes:
    """A ledger of two rows; the text of the first is computed."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("台账")
        sheet.write_row(0, 0, HEAD)
        for line in (1, 2):
            sheet.write_row(line, 0, [str(line), "U", "反映停车收费", "2026/3/3 9:00:00", "物业收费", "", ""])
        sheet.write_formula(1, 4, '=HYPERLINK("http://example.invalid","物业收费")', None, "物业收费")
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "content", "code", "words"),
    [
        ("xl/vbaProject.bin", b"x", "workbook.macros", "另存为不带宏的"),
        ("xl/media/a.bin", bytes(LARGEST_UNPACKED), "workbook.bomb", "压缩炸弹"),
    ],
    ids=["macros", "bomb"],
)
async def test_a_workbook_that_must_not_be_opened_is_refused_with_what_to_do(
    staff: Staff, part: str, content: bytes, code: str, words: str
) -> None:
    answer = await check(staff.head, with_part(ledger(), part, content))
    problems = answer["problems"]
    assert isinstance(problems, list)
    assert (answer["status"], [one["code"] for one in problems]) == (422, [code])
    assert words in problems[0]["zh"] + problems[0]["next_zh"]
    assert (await staff.head.get("/imports")).json()["items"] == []


async def test_a_row_with_a_formula_is_rejected_at_its_cell_and_the_others_come_in(staff: Staff) -> None:
    report = await check(staff.head, with_formula())
    assert (report["accepted"], list(codes(report))) == (1, [2])
    assert codes(report)[2] == ["ledger.formula"]


async def test_a_text_of_two_hundred_kilobytes_is_refused_with_its_limit(staff: Staff) -> None:
    answer = await staff.receiver.post("/petitions", json=petition(facts="长" * 70_000))
    (problem,) = answer.json()["problems"]
    assert (answer.status_code, problem["field"]) == (422, "facts")
    assert "最长" in problem["zh"] or "不超过" in problem["zh"] or "20000" in problem["zh"], problem["zh"]


async def test_emoji_and_rare_characters_stay_as_they_were_written(staff: Staff) -> None:
    said = {"title": "反映😀𤋮小区的事", "facts": "经过👨‍👩‍👧：𠮷某到场。", "requests": ["请求🙏答复𤋮某"]}
    view = await registered(staff.receiver, persons=[person(name="张𤋮")], **said)
    assert (view["title"], view["facts"], view["requests"][0]["content"]) == (
        said["title"], said["facts"], said["requests"][0],
    )  # fmt: skip
    found = (await staff.head.get("/petitions", params={"q": "😀𤋮"})).json()["items"]
    assert [one["id"] for one in found] == [view["id"]]


@pytest.mark.parametrize("text", ["铃\u0007声", "空\u0000字", "退\u0008格", "反\u202e转"])
async def test_control_characters_are_refused_by_field_in_the_persons_language(staff: Staff, text: str) -> None:
    for field in ("title", "facts", "place"):
        answer = await staff.receiver.post("/petitions", json=petition(**{field: text}))
        assert answer.status_code == 422, f"{field}: {answer.text}"
        assert all(one["zh"] and one["next_zh"] for one in answer.json()["problems"])
    assert (await staff.head.get("/petitions")).json()["items"] == []
