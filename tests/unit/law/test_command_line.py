"""`zf law`: answers, exit codes and JSON of the three commands."""

import json
import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner, Result

from zf_node.cli import main
from zf_node.law_commands import law_app


def zf_law(*arguments: str) -> Result:
    return CliRunner().invoke(law_app, list(arguments))


def test_due_explains_itself() -> None:
    result = zf_law("due", "P07", "--from", "2026-09-25")
    assert result.exit_code == 0
    assert "2026-10-08" in result.stdout
    assert "顺延" in result.stdout


def test_due_as_json() -> None:
    found = json.loads(zf_law("due", "P14", "--from", "2026-09-29", "--in-custody", "--json").stdout)
    assert {name: found[name] for name in ("rule", "from", "due", "provisional")} == {
        "rule": "P14",
        "from": "2026-09-29",
        "due": "2026-10-02",
        "provisional": False,
    }
    assert all({"zh", "en", "basis"} == set(line) for line in found["trace"])


def test_due_takes_custody_extensions_and_days_left_out() -> None:
    plain = ("due", "J07", "--from", "2026-09-03", "--json")
    assert json.loads(zf_law(*plain).stdout)["due"] == "2026-10-08"
    assert json.loads(zf_law(*plain, "--in-custody").stdout)["due"] == "2026-10-03"
    assert json.loads(zf_law(*plain, "--in-custody", "--extend", "1").stdout)["due"] == "2026-10-18"
    out = ("--exclude", "2026-09-10..2026-09-14", "--exclude", "2026-09-20")
    assert json.loads(zf_law(*plain, "--in-custody", *out).stdout)["due"] == "2026-10-09"


def test_due_in_hours_takes_a_time() -> None:
    found = json.loads(zf_law("due", "P13", "--from", "2026-09-30T22:15", "--json").stdout)
    assert found["due"] == "2026-10-01T22:15:00+08:00"


def test_due_marks_a_provisional_day() -> None:
    assert "（暂定）" in zf_law("due", "X04", "--from", "2026-11-20").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("due", "Z99", "--from", "2026-01-01"), 2, "没有期限规则 Z99。全部规则见 zf law rules"),
        (("due", "P13.x", "--from", "2026-01-01"), 2, "相近的有：P13"),
        (("due", "P14", "--from", "2010-01-01"), 2, "自 2020-09-01 起收录"),
        (("due", "P20", "--from", "9999-12-31"), 2, "太远"),
        (("due", "P02", "--from", "9999-12-30"), 2, "太远"),
        (("due", "P14", "--from", "yesterday"), 2, "不是日期"),
        (("due", "P14", "--from", "2026-02-30"), 2, "不是日期"),
        (("due", "P13", "--from", "2026-09-30"), 2, "写明时间"),
        (("due", "P14", "--from", "2026-01-01", "--exclude", "x..y"), 2, "不是日期区间"),
        (("due", "P14", "--from", "2026-01-01", "--exclude", "2026-01-03..2026-01-02"), 2, "早于"),
        (("due", "P22", "--from", "2026-01-01", "--extend", "1"), 5, "最多延长"),
        (("due", "P14"), 2, ""),
        (("stages", "--from", "dreaming"), 2, "没有阶段"),
        (("check-id", "moon-pass", "1"), 2, "没有种类"),
        (("check-id", "citizen-id", "110105194912310021"), 5, "校验位"),
    ],
)
def test_refusals_have_their_exit_code_and_say_why(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = zf_law(*arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert result.stdout == ""


def test_stages_lists_what_is_possible_from_a_state() -> None:
    text = zf_law("stages", "--from", "exit_review").stdout
    assert "return_from_exit_review" in text
    assert "submit_for_prosecution" in text
    assert "file_case" not in text


def test_stages_as_json_holds_all_states_and_the_opening_acts() -> None:
    found = [json.loads(line) for line in zf_law("stages", "--json").stdout.splitlines()]
    assert len(found) == 23
    assert found[0]["state"] == "new"
    assert "register_intake" in {act["act"] for act in found[0]["acts"]}


def test_check_id_shows_the_parts() -> None:
    result = zf_law("check-id", "citizen_id", "11010519491231002X")
    assert result.exit_code == 0
    assert "1949-12-31" in result.stdout
    found = json.loads(zf_law("check-id", "citizen-id", "11010519491231002X", "--json").stdout)
    assert (found["valid"], found["kind"], found["problems"]) == (True, "citizen_id", [])


def test_check_id_as_json_tells_the_problem_and_still_refuses() -> None:
    result = zf_law("check-id", "credit_code", "91110000600037342L", "--json")
    assert result.exit_code == 5
    assert json.loads(result.stdout)["problems"][0]["code"] == "identifier.check_digit"


def test_the_rule_is_found_whatever_the_capitals() -> None:
    assert json.loads(zf_law("due", "c13.ARRIVAL", "--from", "2026-09-29", "--json").stdout)["rule"] == "C13.arrival"


def test_rules_are_listed_one_a_line() -> None:
    lines = zf_law("rules").stdout.splitlines()
    assert any("P14 " in line and "拘留后提请批准逮捕" in line and "3 日" in line for line in lines)
    rows = [json.loads(line) for line in zf_law("rules", "--json").stdout.splitlines()]
    assert len(rows) == len(lines)
    assert {"P14", "J07", "C10", "A02", "X04"} <= {row["id"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("due", "Z99", "--from", "2026-01-01"), 2, "There is no rule Z99"),
        (("due", "P14", "--from", "yesterday"), 2, '"yesterday" is no day'),
        (("due", "P13", "--from", "2026-09-30"), 2, "needs a time"),
        (("due", "P22", "--from", "2026-01-01", "--extend", "1"), 5, "P22"),
        (("stages", "--from", "dreaming"), 2, "There is no stage dreaming"),
        (("check-id", "moon-pass", "1"), 2, "There is no kind moon-pass"),
        (("check-id", "citizen-id", "110105194912310021"), 5, "check digit is wrong"),
        (("due", "P14", "--from", "2026-09-29"), 0, ""),
        (("stages", "--from", "exit_review"), 0, ""),
        (("check-id", "citizen-id", "11010519491231002X"), 0, ""),
    ],
)
def test_english_is_one_variable_away(
    arguments: tuple[str, ...], code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZF_LANG", "en")
    result = zf_law(*arguments)
    assert result.exit_code == code
    assert words in result.stderr
    spoken = re.sub(r"朝阳区|\[.*?\]", "", result.stdout + result.stderr)  # Names of places and citations stay.
    assert not re.search(r"[一-龥]", spoken)


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["law", "due", "P14"], "缺少选项 --from。", "Missing option '--from'."),
        (["law", "due"], "缺少参数 rule。", "Missing argument 'rule'."),
        (["law", "due", "P14", "--from"], "选项 --from 后面须写值。", "requires an argument"),
        (["law", "due", "P14", "--frm", "x"], "没有选项 --frm；是否为 --from？", "No such option: --frm"),
        (["law", "due", "P14", "--from", "2026-01-01", "--extend", "-1"], "不能小于 0", "greater than or equal to 0"),
        (["law", "due", "P14", "--from", "2026-01-01", "--extend", "x"], "应为整数", "Invalid value"),
        (["law", "dew", "P14"], "没有命令 dew；是否为 due？", "No such command 'dew'"),
        (["law", "due", "P14", "--from", "2026-01-01", "more"], "多出参数：more。", "unexpected extra"),
        (["demo", "ledger", "/no/such.xlsx"], "文件 /no/such.xlsx 不存在。", "does not exist"),
    ],
)
def test_a_wrong_call_is_answered_in_one_sentence(
    arguments: list[str],
    zh: str,
    en: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for language, words in (("", zh), ("en", en)):
        monkeypatch.setenv("ZF_LANG", language)
        monkeypatch.setattr(sys, "argv", ["zf", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        spoken = capsys.readouterr()
        assert spoken.out == ""
        assert words in spoken.err
        assert "--help" in spoken.err
        assert len(spoken.err.splitlines()) == 2


@pytest.mark.parametrize(("language", "words"), [("", "计算期限届满日"), ("en", "When a period ends")])
def test_help_is_in_the_readers_language(language: str, words: str) -> None:
    """In a process of its own: help texts are chosen when the commands are loaded."""
    environment = {**os.environ, "ZF_LANG": language, "COLUMNS": "200"}
    command = [sys.executable, "-m", "zf_node.cli", "law", "--help"]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert words in found.stdout


VECTORS: tuple[tuple[str, str, list[str], str], ...] = (
    ("P14", "2026-09-29", ["--in-custody"], "2026-10-02"),
    ("P07", "2026-09-25", [], "2026-10-08"),
    ("X03.objection", "2026-09-24", [], "2026-10-09"),
    ("X02", "2026-09-18", [], "2026-10-08"),
    ("C10", "2026-02-06", [], "2026-02-24"),
    ("J01", "2026-02-11", ["--in-custody"], "2026-02-18"),
    ("P18", "2026-01-15", ["--in-custody"], "2026-03-15"),
    ("P22", "2026-01-31", ["--in-custody"], "2026-02-28"),
    ("P22", "2026-02-28", ["--in-custody"], "2026-03-31"),
    ("P22", "2026-01-30", ["--in-custody"], "2026-02-28"),
    ("X04", "2026-08-10", [], "2026-10-09"),
    ("X04", "2026-11-20", [], "2027-01-19"),
)


@pytest.mark.parametrize(("rule", "start", "options", "due"), VECTORS)
def test_the_vectors_of_the_handbook_on_the_command_line(rule: str, start: str, options: list[str], due: str) -> None:
    found = json.loads(zf_law("due", rule, "--from", start, *options, "--json").stdout)
    assert (found["rule"], found["from"], found["due"]) == (rule, start, due)
    assert found["provisional"] is (due > "2027")
    assert found["trace"]
