"""`zf law`: due dates, stages and identifier checks on the command line, without a database or a broker.

Exit codes: 0 done, 2 wrong usage (also an unknown rule, state or kind), 5 refused by a rule.
"""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from zf_node.language import in_english, listed, say

if TYPE_CHECKING:
    from zf_law.deadlines import DeadlineRule, Due, Interval
    from zf_law.loader import Law
    from zf_law.problems import Problem

USAGE = 2
REFUSED = 5

law_app = typer.Typer(
    name="law",
    help=say("法律规则：期限、阶段、编号校验。", "The law: periods, stages, identifiers."),
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help=say("以 JSON 输出，每行一个对象。", "JSON, one object per line."))]


RuleId = Annotated[
    str, typer.Argument(help=say("期限规则编号，如 P14、J07、C10。", "Id of the rule, such as P14, J07, C10."))
]
Start = Annotated[
    str,
    typer.Option(
        "--from",
        help=say("起算日期或者时间，如 2026-09-29 或 2026-09-29T10:00。", "Day or time: 2026-09-29, 2026-09-29T10:00."),
    ),
]
InCustody = Annotated[
    bool, typer.Option("--in-custody", help=say("有人在押（羁押期限不因节假日延长）。", "Someone is in custody."))
]
Extend = Annotated[
    int, typer.Option("--extend", min=0, help=say("已批准的延长次数。", "Extensions that were approved."))
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        "--exclude", help=say("不计入的日期，如 2026-10-01..2026-10-08。", "Days left out, as 2026-10-01..2026-10-08.")
    ),
]


@law_app.command(
    "due", help=say("计算期限届满日，并逐步说明依据。", "When a period ends, explained line by line with its articles.")
)
def due(
    rule: RuleId,
    start: Start,
    in_custody: InCustody = False,
    extend: Extend = 0,
    exclude: Exclude = None,
    as_json: AsJson = False,
) -> None:
    from zf_law.deadlines import compute, extension_problems
    from zf_law.loader import load_law

    law = load_law()
    anchor = _moment(start)
    excluded = [_interval(text) for text in exclude or []]
    found = _rule(law, rule, anchor)
    if problems := extension_problems(found, extend):
        _complain(law, problems)
        raise typer.Exit(REFUSED)
    try:
        result = compute(
            found,
            anchor=anchor,
            calendar=law.calendar,
            in_custody=in_custody,
            extensions=extend,
            excluded=excluded,
        )
    except (OverflowError, ValueError):
        _usage(f"{start} 太远，无法计算。", f"{start} is too far away to compute with.")
    _print_due(result, rule=found, law=law, as_json=as_json)


@law_app.command("rules", help=say("列出全部期限规则。", "All rules of periods."))
def rules(as_json: AsJson = False) -> None:
    from zf_law.loader import load_law
    from zf_node.law_output import rule_json, rule_line

    law = load_law()
    for rule in law.deadlines.all():
        if as_json:
            _print_json(rule_json(rule))
        else:
            typer.echo(rule_line(law, rule))


@law_app.command("stages", help=say("列出案件阶段和可以办理的事项。", "Stages of a case and what can be done in them."))
def stages(
    state: Annotated[
        str | None,
        typer.Option(
            "--from",
            help=say(
                "只列出这一阶段，如 investigating；new 为尚未建案。", "This stage only; new is a case not yet opened."
            ),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    from zf_law.loader import load_law
    from zf_law.stages import NEW
    from zf_node.law_output import state_json, state_lines

    law = load_law()
    known = [NEW, *law.stages.states]
    if state is not None and state not in known:
        _usage(f"没有阶段 {state}。可用：{listed(known)}", f"There is no stage {state}. Known: {listed(known)}")
    for name in known if state is None else [state]:
        if as_json:
            _print_json(state_json(law, name))
        else:
            typer.echo("\n".join(state_lines(law, name)))


@law_app.command(
    "check-id", help=say("校验编号或者证件号码。", "Check the number of a case, document, agency or person.")
)
def check_id(
    kind: Annotated[
        str,
        typer.Argument(
            help=say(
                "种类，如 citizen_id、credit_code、court_case_no、collab_no。",
                "Kind, such as citizen_id, credit_code, court_case_no, collab_no.",
            )
        ),
    ],
    value: Annotated[str, typer.Argument(help=say("要校验的号码。", "The number to check."))],
    as_json: AsJson = False,
) -> None:
    from zf_law.loader import load_law
    from zf_law.numbering import KINDS
    from zf_node.law_output import checked_json, checked_lines
    from zf_platform.clock import SystemClock

    name = kind.replace("-", "_").lower()
    checker = KINDS.get(name)
    if checker is None:
        kinds = listed(list(KINDS))
        _usage(f"没有种类 {kind}。可用：{kinds}", f"There is no kind {kind}. Known: {kinds}")
    law = load_law()
    checked = checker(value, tables=law.numbering, now=SystemClock().now().date())
    if as_json:
        _print_json(checked_json(law, name, checked))
    elif checked.ok:
        typer.echo("\n".join(checked_lines(checked)))
    else:
        _complain(law, checked.problems)
    if not checked.ok:
        raise typer.Exit(REFUSED)


def _rule(law: "Law", wanted: str, anchor: date | datetime) -> "DeadlineRule":
    """The version in force on that day; capitals do not matter."""
    from zf_law.deadlines import PeriodUnit, UnknownRule

    ids = {known.lower(): known for known in law.deadlines.ids()}
    rule_id = ids.get(wanted.lower())
    if rule_id is None:
        near = listed([ids[one] for one in get_close_matches(wanted.lower(), ids, n=5)])
        _usage(
            f"没有期限规则 {wanted}。" + (f"相近的有：{near}。" if near else "") + "全部规则见 zf law rules",
            f"There is no rule {wanted}. " + (f"Near to it: {near}. " if near else "") + "See zf law rules",
        )
    try:
        found = law.deadlines.rule(rule_id, on=anchor)
    except UnknownRule:
        first = min(one.valid_from for one in law.deadlines.all() if one.id == rule_id)
        _usage(
            f"期限规则 {rule_id} 自 {first.isoformat()} 起收录，不能从 {anchor.isoformat()} 起算。",
            f"Rule {rule_id} is kept from {first.isoformat()}; it cannot run from {anchor.isoformat()}.",
        )
    if found.unit is PeriodUnit.HOUR and not isinstance(anchor, datetime):
        _usage(
            f"{found.id} 按小时计算，--from 须写明时间，如 2026-09-29T10:00。",
            f"{found.id} counts hours: --from needs a time, such as 2026-09-29T10:00.",
        )
    return found


def _moment(text: str) -> date | datetime:
    """A time without a zone is Chinese legal time."""
    from zf_law.deadlines import ZONE

    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        _usage(
            f"“{text}”不是日期或者时间，应如 2026-09-29 或 2026-09-29T10:00。",
            f'"{text}" is no day and no time; write 2026-09-29 or 2026-09-29T10:00.',
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _interval(text: str) -> "Interval":
    from zf_law.deadlines import Interval

    first, dots, last = text.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last if dots else first)
    except ValueError:
        _usage(
            f"“{text}”不是日期区间，应如 2026-10-01..2026-10-08。",
            f'"{text}" is no span of days; write 2026-10-01..2026-10-08.',
        )
    if end < start:
        _usage(f"区间“{text}”的止日早于起日。", f'The span "{text}" ends before it begins.')
    return Interval(start, end)


def _print_due(result: "Due", *, rule: "DeadlineRule", law: "Law", as_json: bool) -> None:
    if as_json:
        _print_json(result.to_json())
        return
    note = say("（暂定）", " (provisional)") if result.provisional else ""
    title = say(f"{rule.title_zh}：", f"{rule.title_en}: ")
    typer.echo(f"{result.rule_id} {title}{result.due.isoformat()}{note}")
    from zf_node.law_output import cited

    for line in result.trace:
        typer.echo(f"  {say(line.zh, line.en)} [{cited(law, line.basis)}]")


def _complain(law: "Law", problems: "Sequence[Problem]") -> None:
    for problem in problems:
        typer.echo(law.problems.describe(problem, language="en" if in_english() else "zh"), err=True)


def _usage(zh: str, en: str) -> NoReturn:
    typer.echo(say(zh, en), err=True)
    raise typer.Exit(USAGE)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
