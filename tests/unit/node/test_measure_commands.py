"""`zf measure` on small ledgers of our own making; on the real one when it lies beside the repository."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.unit.node.workbook import write_workbook
from zf_node.measure_commands import measure_app

MEASUREMENTS = Path("services/intake/measurements")
REAL = Path("../shared/data")
HEAD = ("编号", "用户", "主题", "时间", "详情", "答复", "答复时间")
MAPPING = """
source = "sample"
title = "样例"
[columns]
key = "编号"
person = "用户"
title = "主题"
text = "详情"
received_at = "时间"
answer = "答复"
answered_at = "答复时间"
"""
BIKE = "小区物业擅自提高停车收费标准，业主多次反映没有答复，请求有关部门查处。"


def measure(*arguments: str) -> Result:
    return CliRunner().invoke(measure_app, [*arguments, "--json"])


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return str(path)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    rows = [
        (1, "U1", "反映云岭小区物业停车收费问题", "2026/3/2 9:00:00", BIKE, "市住建局答复", "2026/3/10 9:00:00"),
        (2, "U1", "再次反映云岭小区物业停车收费问题", "2026/3/2 12:00:00", BIKE, "", "2026/3/20"),
        (3, "U2", "咨询户口迁移", "2026/3/3 9:00:00", "请问户口怎样迁移", "公安局答复", "2026/6/1 9:00:00"),
        (4, "U3", "", "2026/3/3 9:00:00", "没有主题", "", ""),
        (5, "U3", "没有时间", "三月", "内容", "", ""),
    ]
    return str(write_workbook(tmp_path / "ledger.xlsx", [HEAD, *rows]))


def test_the_figures_of_a_ledger(ledger: str, mapping: str) -> None:
    found = json.loads(measure("ledger", ledger, "--mapping", mapping).stdout)
    assert (found["rows"], found["accepted"]) == (5, 3)
    assert found["rejected"] == {"ledger.cell_empty": 1, "ledger.no_time": 1}
    assert found["late"] == {"X01": 2, "X02": 2, "X04": 1}
    assert (found["persons"], found["repeat_persons"], found["their_petitions"]) == (2, 1, 2)
    assert found["answers_without_a_time_of_day"] == 1
    assert found["near_duplicates"]["alike"] == 1


def test_precision_and_recall_follow_from_the_labels(ledger: str, mapping: str, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("row_a,row_b,same,stands_for\n2,3,1,1\n2,4,1,3\n3,4,0,1\n", encoding="utf-8")
    found = json.loads(measure("likeness", ledger, "--mapping", mapping, "--labels", str(labels)).stdout)
    assert (found["precision"], found["recall"], found["recall_in_the_ledger"]) == (1.0, 0.5, 0.25)


def test_suggestions_are_compared_with_the_labels(ledger: str, mapping: str, tmp_path: Path) -> None:
    lines = [("一级", "二级", "三级"), ("城乡建设", "住房保障与房地产", "物业服务"), ("政法", "户籍证件", "户籍管理")]
    categories = str(write_workbook(tmp_path / "categories.xlsx", lines))
    labels = tmp_path / "labels.csv"
    labels.write_text("row,category,body\n2,1.1,housing\n4,1.1,police|court\n", encoding="utf-8")
    arguments = ("topics", ledger, "--mapping", mapping, "--categories", categories, "--labels", str(labels))
    found = json.loads(measure(*arguments).stdout)
    assert (found["second_level"], found["body"], found["none"]) == (0.5, 1.0, 0)
    assert found["answers"] == {"rows": 5, "telling": 2, "body_named_in_the_answer": 1.0}


def test_wrong_files_are_refused_in_one_sentence(ledger: str, mapping: str, tmp_path: Path) -> None:
    text = tmp_path / "no.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text("source = 7", encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(MAPPING.replace('"主题"', '"题目"'), encoding="utf-8")
    for arguments, words in (
        ((str(text), "--mapping", mapping), ".xlsx"),
        ((ledger, "--mapping", str(broken)), "source"),
        ((ledger, "--mapping", str(other)), "题目"),
    ):
        result = measure("ledger", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
        assert result.stdout == ""


@pytest.mark.slow
def test_the_real_ledger_is_read_whole() -> None:
    if not (REAL / "petition-ledger.xlsx").exists():
        pytest.skip(f"the real ledger is not at {REAL}")
    mapping = str(MEASUREMENTS / "mailbox.toml")
    file = str(REAL / "petition-ledger.xlsx")
    found = json.loads(measure("ledger", file, "--mapping", mapping).stdout)
    assert (found["rows"], found["accepted"], found["rejected"]) == (2816, 2816, {})
    assert found["late"] == {"X01": 1032, "X02": 1032, "X04": 154}
    labels = str(MEASUREMENTS / "same_matter.csv")
    quality = json.loads(measure("likeness", file, "--mapping", mapping, "--labels", labels).stdout)
    assert quality["pairs"] >= 200
    assert quality["precision"] > 0.85
    assert quality["recall"] > 0.9
