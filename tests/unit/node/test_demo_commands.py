"""`zf demo`: what it reads, and how it refuses. That it works is shown on a running city (tests/e2e)."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.unit.node.workbook import write_workbook
from zf_node.demo.ledger import read_letters
from zf_node.demo_commands import demo_app
from zf_platform.clock import ZONE

HEAD = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
NOWHERE = "http://127.0.0.1:9"


def zf_demo(*arguments: str) -> Result:
    return CliRunner().invoke(demo_app, list(arguments))


def letters_file(folder: Path) -> Path:
    return write_workbook(
        folder / "letters.xlsx",
        [
            HEAD,
            (
                2549,
                "A1",
                "反映某派出所\u00a0不出警",
                "2019/4/25 9:32:09",
                "\r\n\t夜间\u200b报警 无人\n处理\t",
                "已答复",
                "",
            ),
            (2550, "A2", "公园路灯不亮", "2019/4/26 10:00:00", "路灯坏了三个月", "", ""),
            (2551, "A3", "咨询", "2019-05-02 08:00:00", "法院执行款何时发放", "", ""),
        ],
    )


def test_letters_are_chosen_by_what_they_concern_and_cleaned(tmp_path: Path) -> None:
    rows, letters = read_letters(letters_file(tmp_path))
    assert rows == 3
    assert [letter.number for letter in letters] == ["2549", "2551"]
    assert letters[0].subject == "反映某派出所 不出警"
    assert letters[0].text == "夜间报警 无人 处理"
    assert letters[0].written_at == datetime(2019, 4, 25, 9, 32, 9, tzinfo=ZONE)


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "letters.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    for file, words in (
        (text, "不是可读的"),
        (write_workbook(tmp_path / "other.xlsx", [("甲", "乙")]), "缺少列：留言编号"),
    ):
        result = zf_demo("ledger", str(file))
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize("language", ["", "en"])
def test_a_city_that_is_not_there_is_said_so(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZF_LANG", language)
    monkeypatch.setattr("zf_node.demo.desk.PAUSE", 0.001)
    for command in (("story", "theft"), ("ledger", str(letters_file(tmp_path)))):
        result = zf_demo(*command, "--city", NOWHERE)
        assert result.exit_code == 4
        assert ("Cannot reach" if language else "连不上") in result.stderr
        assert result.stdout == ""


def test_wrong_names_and_addresses_are_refused() -> None:
    assert zf_demo("story", "romance").exit_code == 2
    result = zf_demo("story", "theft", "--urls", "police.intake:8080")
    assert result.exit_code == 2
    assert "agency.service=URL" in result.stderr


def test_people_need_a_liaison_or_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZF_AGENCY", "ZF_SERVICE", "ZF_DATABASE_URL", "ZF_ADMIN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert zf_demo("people").exit_code == 2
    monkeypatch.setenv("ZF_AGENCY", "police")
    monkeypatch.setenv("ZF_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("ZF_SERVICE", "intake")
    assert zf_demo("people").exit_code == 2
    monkeypatch.setenv("ZF_SERVICE", "liaison")
    assert zf_demo("people").exit_code == 4
    result = zf_demo("people", "--agency", "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
