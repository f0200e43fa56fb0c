"""The check at the receiving counter (收案审查): what is examined, whether it holds, what stands against acceptance. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zf_casemgmt.cases.person_rules import id_problems
from zf_casemgmt.cases.rules import AT_LARGE, package_acts
from zf_casemgmt.moment_rules import Moment, last_instant
from zf_contracts.values import CodedProblem, ManifestItem, Package, Party
from zf_law.agencies import Agencies
from zf_law.case_facts import CUSTODY_STATES
from zf_law.documents import ReturnCode, ReturnEffect
from zf_law.numbering.tables import NumberingTables
from zf_law.problems import Problem
from zf_law.stages import Stages, Transition

ARRIVED, OPENED, ACCEPTED = "arrived", "opened", "accepted"
SUPPLEMENT_REQUESTED, RETURNED, SUPERSEDED = "supplement_requested", "returned", "superseded"
STATE_LABELS: Mapping[str, tuple[str, str]] = {
    ARRIVED: ("待拆阅", "Arrived"),
    OPENED: ("待审查", "Opened, to be decided"),
    ACCEPTED: ("已受理", "Accepted"),
    SUPPLEMENT_REQUESTED: ("待补送", "Supplement requested"),
    RETURNED: ("已退回", "Returned"),
    SUPERSEDED: ("已被新版替代", "Superseded by a new version"),
}
BLOCKING = frozenset({"R01", "R02", "R03", "R07", "R09", "R10", "R11"})
"""Failed lines that bar acceptance. A passed deadline (R06) and an unclear identity (R08) are shown as warnings: a late
package must still be taken so that nobody is held without a case, and a self-stated name is lawful (CPL 160(2)).
R04 and R05 need human eyes."""
PROPERTY = "property"
PROPERTY_LIST = "property_list"
EXIT_POINTS = ("facts_clear", "evidence_sufficient", "charge_accurate", "procedure_lawful", "formalities_complete")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check. `detail` are words for a failed line."""

    code: str
    passed: bool
    detail_zh: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The package with what the receiver knows besides."""

    package: Package
    receiver_kind: str
    absent_files: Collection[str]
    other_transfers: Collection[str]
    today: date


def check(arrival: Arrival, *, stages: Stages, agencies: Agencies, numbering: NumberingTables) -> tuple[Line, ...]:
    package = arrival.package
    sender = agencies.find(package.sender)
    sender_kind = str(sender.kind) if sender is not None else ""
    act = _act(stages, package, sender_kind)
    return (
        _jurisdiction(act, arrival),
        _custody(package.parties, needed=package.kind != "enforcement"),
        _documents(act, package.items),
        _property(package.items),
        _deadlines(package),
        _files(arrival.absent_files),
        _identity(package.parties, numbering=numbering, today=arrival.today),
        _duplicate(arrival.other_transfers),
        _secrecy(package.items),
        _outlet(act, package),
    )


def _act(stages: Stages, package: Package, sender_kind: str) -> Transition | None:
    return next(iter(package_acts(stages, package=package.kind, kind=sender_kind)), None)


def _jurisdiction(act: Transition | None, arrival: Arrival) -> Line:
    passed = act is not None and arrival.receiver_kind in act.package_to
    return Line("R01", passed, *(("", "") if passed else ("此类移送不由本机关受理", "Not a package for this agency")))


def _custody(parties: Sequence[Party], *, needed: bool) -> Line:
    """Everybody at large bars the package; somebody at large beside others who are present does not (SPP 158)."""
    away = [party for party in parties if party.state == AT_LARGE]
    passed = not needed or (bool(parties) and len(away) < len(parties))
    return Line("R02", passed, *(("", "") if passed else ("没有在案的犯罪嫌疑人", "No suspect is present")))


def _documents(act: Transition | None, items: Sequence[ManifestItem]) -> Line:
    have = {item.document_type for item in items}
    missing = [one for one in act.documents if one not in have] if act else []
    missing += ["/".join(group) for group in (act.documents_any if act else ()) if not have.intersection(group)]
    text = "、".join(missing)
    return Line("R03", not missing, f"缺少：{text}" if missing else "", f"Missing: {text}" if missing else "")


def _property(items: Sequence[ManifestItem]) -> Line:
    """Property in the manifest needs its own list and a place for each piece."""
    pieces = [item for item in items if item.category == PROPERTY]
    listed = not pieces or any(item.document_type == PROPERTY_LIST for item in items)
    placeless = [item.no for item in pieces if not item.storage_place]
    if listed and not placeless:
        return Line("R05", True)
    zh = "没有涉案财物清单" if not listed else f"财物未写明存放地点：第{'、'.join(map(str, placeless))}项"
    en = "No list of property" if not listed else f"No place given for items {', '.join(map(str, placeless))}"
    return Line("R05", False, zh, en)


def _deadlines(package: Package) -> Line:
    late = sorted({clock.rule for clock in package.clocks if last_instant(clock.due) < package.submitted_at})
    text = "、".join(late)
    return Line("R06", not late, f"移送时已超期：{text}" if late else "", f"Past at sending: {text}" if late else "")


def _files(absent: Collection[str]) -> Line:
    count = len(absent)
    return Line(
        "R07", not count, f"{count} 个电子文件缺失或不符" if count else "", f"{count} files differ" if count else ""
    )


def _identity(parties: Sequence[Party], *, numbering: NumberingTables, today: date) -> Line:
    unclear = [
        party.name or "?"
        for party in parties
        if not party.name or id_problems(party.id_kind, party.id_number, tables=numbering, on=today)
    ]
    count = len(unclear)
    return Line(
        "R08", not count, f"{count} 人身份号码有误" if count else "", f"{count} identities unclear" if count else ""
    )


def _duplicate(others: Collection[str]) -> Line:
    passed = not others
    return Line(
        "R09", passed, *(("", "") if passed else ("同一案件已有同类移送在办", "The same matter is here already"))
    )


def _secrecy(items: Sequence[ManifestItem]) -> Line:
    secret = [item.no for item in items if item.secrecy == "secret"]
    text = "、".join(map(str, secret))
    return Line(
        "R10",
        not secret,
        f"涉密材料不得网上移送：第{text}项" if secret else "",
        f"Secret items: {text}" if secret else "",
    )


def _outlet(act: Transition | None, package: Package) -> Line:
    """Gated packages come from the outlet account, after a passed check and the head's signature (两统一)."""
    checked = package.exit_check is not None and package.exit_check.passed
    passed = act is None or not act.gate or (package.from_outlet and checked and bool(package.head_signed_by))
    return Line("R11", passed, *(("", "") if passed else ("未经统一审核、统一出口", "Did not pass the unified exit")))


def acceptance_problems(state: str, lines: Sequence[Line]) -> list[Problem]:
    """Why the package may not be accepted; the checks must be read first, so it must have been opened."""
    if state not in (ARRIVED, OPENED):
        return [Problem("package.decided", {"state": state})]
    if state == ARRIVED:
        return [Problem("package.not_opened")]
    return [
        Problem("package.check_failed", {"code": line.code})
        for line in lines
        if not line.passed and line.code in BLOCKING
    ]


def return_problems(
    problems: Sequence[CodedProblem], codes: Mapping[str, ReturnCode], *, kind: str, supplement: bool
) -> list[Problem]:
    """Every reason has a code of the table that fits this package; a supplement only where the code allows one."""
    found: list[Problem] = []
    for problem in problems:
        code = codes.get(problem.code)
        if code is None:
            found.append(Problem("package.code_unknown", {"code": problem.code}))
            continue
        if code.text_required and not problem.text.strip():
            found.append(Problem("package.text_required", {"code": code.code}))
        if code.applies and kind not in code.applies:
            found.append(Problem("package.code_not_for_kind", {"code": code.code}))
        if supplement and code.effect_for(kind) is not ReturnEffect.SUPPLEMENT:
            found.append(Problem("package.no_supplement_for_code", {"code": code.code}))
    return found


def effect_of(problems: Sequence[CodedProblem], codes: Mapping[str, ReturnCode], *, kind: str, supplement: bool) -> str:
    """What the sender is told: supplement, refuse if every reason is a refusal, else return."""
    if supplement:
        return ReturnEffect.SUPPLEMENT
    effects = {codes[problem.code].effect_for(kind) for problem in problems}
    return ReturnEffect.REFUSE if effects == {ReturnEffect.REFUSE} else ReturnEffect.RETURN


def in_custody(parties: Sequence[Party]) -> list[Party]:
    return [party for party in parties if party.state in CUSTODY_STATES or party.custody_until is not None]


def earliest_end(parties: Sequence[Party]) -> Moment | None:
    ends = [party.custody_until for party in parties if party.custody_until is not None]
    return min(ends, key=last_instant) if ends else None
