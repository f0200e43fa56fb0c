"""`zf law`: answers, exit codes and JSON of the three commands."""

import json

import pytest
from typer.testing import CliRunner, Result

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
        (("due", "Z99", "--from", "2026-01-01"), 2, "没有期限规则"),
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
    found = json.loads(zf_law("stages", "--json").stdout)
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
