"""`zf measure`: the figures of the README, from a ledger that lies outside the repository. No database, no broker.

Exit codes: 0 done, 2 wrong usage or unreadable file.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.language import say

if TYPE_CHECKING:
    from zf_intake.ledgers.mapping_rules import LedgerRow

USAGE = 2

measure_app = typer.Typer(
    help=say("用真实台账度量：件数、逾期、重复、分类建议。", "Measure on a real ledger."), no_args_is_help=True
)

Ledger = Annotated[Path, typer.Argument(help=say("台账 XLSX。", "The ledger (XLSX)."), exists=True, dir_okay=False)]
Columns = Annotated[
    Path,
    typer.Option(
        "--mapping", help=say("列对应关系（TOML）。", "Which column means what (TOML)."), exists=True, dir_okay=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=say("以 JSON 输出。", "Print JSON."))]
Labels = Annotated[
    Path,
    typer.Option("--labels", help=say("人工标注（CSV）。", "Labels made by hand (CSV)."), exists=True, dir_okay=False),
]
Classification = Annotated[
    Path,
    typer.Option("--categories", help=say("分类表 XLSX。", "The classification (XLSX)."), exists=True, dir_okay=False),
]


@measure_app.command(
    "ledger", help=say("行数、退回原因、逾期、重复人员、近似重复。", "Rows, rejections, late answers, repeats.")
)
def ledger(file: Ledger, mapping: Columns, as_json: AsJson = False) -> None:
    from zf_law.loader import load_law
    from zf_node.measuring.ledger import figures
    from zf_node.measuring.likeness import near_duplicates
    from zf_platform.clock import SystemClock

    started = time.perf_counter()
    rows = _rows(file, mapping)
    found = figures(rows, law=load_law(), today=SystemClock().now().date())
    pairs = near_duplicates([row for row in rows if not row.problems])
    told = asdict(found) | {"near_duplicates": asdict(pairs), "seconds": round(time.perf_counter() - started, 1)}
    _print(told, as_json=as_json)


@measure_app.command(
    "likeness", help=say("近似重复识别的查准率和查全率。", "Precision and recall of recognising repeats.")
)
def likeness_quality(file: Ledger, mapping: Columns, labels: Labels, as_json: AsJson = False) -> None:
    from zf_node.measuring.likeness import quality, read_labels

    _print(asdict(quality(_rows(file, mapping), read_labels(labels))), as_json=as_json)


@measure_app.command(
    "topics", help=say("分类与办理机关建议的准确率。", "How often category and body are suggested right.")
)
def topics_quality(
    file: Ledger, mapping: Columns, categories: Classification, labels: Labels, as_json: AsJson = False
) -> None:
    from zf_law.loader import load_law
    from zf_node.measuring.topics import answered_by, homeless, read_categories, read_topic_labels, topic_quality
    from zf_platform.errors import Refused

    topics = load_law().topics
    try:
        known = read_categories(categories.read_bytes())
    except Refused as wrong:
        _refuse(categories, wrong)
    rows = _rows(file, mapping)
    found = topic_quality(rows, read_topic_labels(labels), topics=topics, categories=known)
    told = asdict(found) | {"answers": asdict(answered_by(rows, topics=topics)), "categories": len(known)}
    told |= {"topics_without_a_place": [topic.id for topic in homeless(topics, known)]}
    _print(told, as_json=as_json)


def _rows(file: Path, mapping: Path) -> "list[LedgerRow]":
    from zf_node.measuring.ledger import MappingUnreadable, read_ledger, read_mapping
    from zf_platform.errors import Refused

    try:
        columns = read_mapping(mapping)
    except MappingUnreadable as wrong:
        _end(f"{mapping}: {wrong}")
    except Refused as wrong:
        _refuse(mapping, wrong)
    try:
        return read_ledger(file.read_bytes(), columns)
    except Refused as wrong:
        _refuse(file, wrong)


def _refuse(file: Path, wrong: Exception) -> NoReturn:
    from zf_law.problems import describe
    from zf_node.language import in_english
    from zf_platform.errors import Refused

    assert isinstance(wrong, Refused)
    language = "en" if in_english() else "zh"
    _end("\n".join(f"{file}: {describe(problem, language=language)}" for problem in wrong.problems))


def _print(values: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False))
        return
    for name, value in values.items():
        if isinstance(value, Mapping):
            typer.echo(f"{name}:")
            for inner, part in value.items():
                typer.echo(f"  {inner}: {_shown(part)}")
        else:
            typer.echo(f"{name}: {_shown(value)}")


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _end(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(USAGE)
