"""`zf law`: due dates, stages and identifier checks on the command line, without a database or a broker.

Exit codes: 0 done, 2 wrong usage (also an unknown rule, state or kind), 5 refused by a rule.
"""

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from zf_law.deadlines import Due, Interval
    from zf_law.loader import Law
    from zf_law.numbering import Checked
    from zf_law.problems import Problem
    from zf_law.stages import Transition

USAGE = 2
REFUSED = 5

law_app = typer.Typer(name="law", help="法律规则：期限、阶段、编号校验。", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


@law_app.command("due", help="计算期限届满日，并逐步说明依据。")
def due(
    rule: Annotated[str, typer.Argument(help="期限规则编号，如 P14、J07、C10。")],
    start: Annotated[str, typer.Option("--from", help="起算日期或者时间，如 2026-09-29 或 2026-09-29T10:00。")],
    in_custody: Annotated[bool, typer.Option("--in-custody", help="有人在押（羁押期限不因节假日延长）。")] = False,
    extend: Annotated[int, typer.Option("--extend", min=0, help="已批准的延长次数。")] = 0,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", help="不计入的日期，如 2026-10-01..2026-10-08。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    from zf_law.deadlines import UnknownRule, compute, extension_problems
    from zf_law.loader import load_law

    law = load_law()
    anchor = _moment(start)
    excluded = [_interval(text) for text in exclude or []]
    try:
        found = law.deadlines.rule(rule, on=anchor)
    except UnknownRule:
        _usage(f"没有期限规则 {rule}，或者它在 {start} 尚未施行。可用：{'、'.join(law.deadlines.ids())}")
    if problems := extension_problems(found, extend):
        _refuse(law, problems)
    try:
        result = compute(
            found,
            anchor=anchor,
            calendar=law.calendar,
            in_custody=in_custody,
            extensions=extend,
            excluded=excluded,
        )
    except ValueError:
        _usage(f"{rule} 按小时计算，--from 须写明时间，如 2026-09-29T10:00。")
    _print_due(result, title=found.title_zh, as_json=as_json)


@law_app.command("stages", help="列出案件阶段和可以办理的事项。")
def stages(
    state: Annotated[
        str | None, typer.Option("--from", help="只列出这一阶段，如 investigating；new 为尚未建案。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    from zf_law.loader import load_law
    from zf_law.stages import NEW

    law = load_law()
    known = [NEW, *law.stages.states]
    if state is not None and state not in known:
        _usage(f"没有阶段 {state}。可用：{'、'.join(known)}")
    chosen = known if state is None else [state]
    if as_json:
        _print_json([_state_json(law, name) for name in chosen])
        return
    for name in chosen:
        _print_state(law, name)


@law_app.command("check-id", help="校验编号或者证件号码。")
def check_id(
    kind: Annotated[str, typer.Argument(help="种类，如 citizen_id、credit_code、court_case_no、collab_no。")],
    value: Annotated[str, typer.Argument(help="要校验的号码。")],
    as_json: AsJson = False,
) -> None:
    from zf_law.loader import load_law
    from zf_law.numbering import KINDS
    from zf_platform.clock import SystemClock

    name = kind.replace("-", "_").lower()
    checker = KINDS.get(name)
    if checker is None:
        _usage(f"没有种类 {kind}。可用：{'、'.join(KINDS)}")
    law = load_law()
    checked = checker(value, tables=law.numbering, now=SystemClock().now().date())
    if as_json:
        _print_json(_checked_json(law, name, checked))
    elif checked.ok:
        typer.echo(f"有效：{checked.value}")
        for part, text in checked.parts.items():
            typer.echo(f"  {part}: {text}")
    else:
        _say(law, checked.problems)
    if not checked.ok:
        raise typer.Exit(REFUSED)


def _moment(text: str) -> date | datetime:
    """A time without a zone is Chinese legal time."""
    from zf_law.deadlines import ZONE

    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        _usage(f"“{text}”不是日期或者时间，应如 2026-09-29 或 2026-09-29T10:00。")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _interval(text: str) -> "Interval":
    from zf_law.deadlines import Interval

    first, dots, last = text.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last if dots else first)
    except ValueError:
        _usage(f"“{text}”不是日期区间，应如 2026-10-01..2026-10-08。")
    if end < start:
        _usage(f"区间“{text}”的止日早于起日。")
    return Interval(start, end)


def _print_due(result: "Due", *, title: str, as_json: bool) -> None:
    if as_json:
        _print_json(result.to_json())
        return
    note = "（暂定）" if result.provisional else ""
    typer.echo(f"{result.rule_id} {title}：{result.due.isoformat()}{note}")
    for line in result.trace:
        typer.echo(f"  {line.zh} [{line.basis}]")


def _state_json(law: "Law", state: str) -> dict[str, object]:
    known = law.stages.states.get(state)
    return {
        "state": state,
        "zh": known.zh if known else "尚未建案",
        "en": known.en if known else "Not opened yet",
        "holders": [kind.value for kind in known.holders] if known else [],
        "end": known.end if known else False,
        "acts": [_act_json(transition) for transition in law.stages.from_state(state)],
    }


def _act_json(transition: "Transition") -> dict[str, object]:
    return {
        "id": transition.id,
        "act": transition.act,
        "zh": transition.zh,
        "en": transition.en,
        "aggregate": transition.aggregate,
        "to": transition.to,
        "by": list(transition.by),
        "agency_kinds": [kind.value for kind in transition.agency_kinds],
        "documents": list(transition.documents),
        "starts": list(transition.starts),
        "basis": transition.basis,
    }


def _print_state(law: "Law", state: str) -> None:
    known = law.stages.states.get(state)
    typer.echo(f"{state} {known.zh if known else '尚未建案'}")
    for transition in law.stages.from_state(state):
        target = f" → {transition.to}" if transition.to else ""
        typer.echo(f"  {transition.id:<6} {transition.zh}（{transition.act}）{target} [{transition.basis}]")


def _checked_json(law: "Law", kind: str, checked: "Checked") -> dict[str, object]:
    return {
        "kind": kind,
        "value": checked.value,
        "valid": checked.ok,
        "parts": dict(checked.parts),
        "problems": [
            {
                "code": problem.code,
                "zh": law.problems.describe(problem),
                "en": law.problems.describe(problem, language="en"),
            }
            for problem in checked.problems
        ],
    }


def _refuse(law: "Law", problems: "list[Problem]") -> NoReturn:
    _say(law, problems)
    raise typer.Exit(REFUSED)


def _say(law: "Law", problems: "tuple[Problem, ...] | list[Problem]") -> None:
    for problem in problems:
        typer.echo(law.problems.describe(problem), err=True)


def _usage(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(USAGE)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
