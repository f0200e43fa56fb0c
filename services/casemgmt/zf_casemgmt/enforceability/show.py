"""The check as the case page shows it: points to answer, what was found, what to do about it."""

from collections.abc import Mapping

from zf_casemgmt.cases.authority import reasons_against
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.enforceability import queries, rules
from zf_casemgmt.enforceability.tables import EnforceabilityCheck
from zf_casemgmt.office import Office
from zf_contracts.http.enforceability import (
    EnforceabilityView,
    EnforceableContent,
    EnforceableLine,
    EnforceablePoint,
    MadeCheck,
)
from zf_law.enforceability import Enforceability
from zf_platform.transaction import Scope

RESULTS: Mapping[str, tuple[str, str]] = {
    rules.READY: ("可以执行", "Enforceable"),
    rules.DOUBTFUL: ("执行有疑问", "Doubtful"),
    rules.NO_PROPERTY: ("没有财产内容", "No property content"),
    rules.UNCHECKED: ("未作审查", "Not checked"),
}


async def show_enforceability(scope: Scope, file: CaseFile, *, office: Office) -> EnforceabilityView | None:
    """None where no check is made and none was: other agencies, other stages."""
    law = office.law.enforceability
    if office.kind not in law.kinds:
        return None
    on_trial = file.state in law.states and file.holder == office.kind
    rows = await queries.checks_of(scope.session, file.id)
    if not rows and not on_trial:
        return None
    against = reasons_against(scope.actor, "court.decide", file=file, agency=office.agency.code)
    current = next((row for row in rows if row.state == file.state and row.used_at is None), None)
    return EnforceabilityView(
        may_check=on_trial and not against,
        on_trial=on_trial,
        acts=law.acts,
        contents=tuple(EnforceableContent(code=code, zh=one.zh, en=one.en) for code, one in law.contents.items()),
        points=tuple(
            EnforceablePoint(code=one.id, zh=one.zh, en=one.en, basis=one.basis) for one in law.points.values()
        ),
        basis=law.basis,
        checked=current is not None,
        checks=tuple(_check(row, law=law) for row in rows),
    )


def _check(row: EnforceabilityCheck, *, law: Enforceability) -> MadeCheck:
    zh, en = RESULTS[row.result]
    named = [law.contents[code] for code in row.contents if code in law.contents]
    return MadeCheck(
        result=row.result,
        result_zh=zh,
        result_en=en,
        contents_zh="、".join(one.zh for one in named),
        contents_en=", ".join(one.en for one in named),
        lines=tuple(_line(row, code, law=law) for code in law.points if code in row.answers),
        opinion=row.opinion,
        checked_by_name=row.checked_by_name,
        checked_at=row.checked_at,
        used=row.used_at is not None,
    )


def _line(row: EnforceabilityCheck, code: str, *, law: Enforceability) -> EnforceableLine:
    point, answer = law.points[code], row.answers[code]
    holds = answer == rules.YES
    return EnforceableLine.model_validate(
        {
            "code": code,
            "zh": point.zh,
            "en": point.en,
            "answer": answer,
            "note": row.notes.get(code, ""),
            "advice_zh": "" if holds else point.advice.zh,
            "advice_en": "" if holds else point.advice.en,
            "request": "" if holds else point.request,
        }
    )
