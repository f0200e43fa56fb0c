"""The check at the counter, line by line, and what stands against accepting or returning."""

from datetime import date

import pytest

from tests.unit.casemgmt.files import FULL_CHECK, NOW
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.rules import Arrival, Line
from zf_contracts.values import CodedProblem, ManifestItem, Package, Party, RunningClock, TransferKind
from zf_law.loader import load_law

LAW = load_law()
ITEMS = tuple(
    ManifestItem(no=no, category="document", title=kind, document_type=kind)
    for no, kind in enumerate(("prosecution_opinion", "litigation_volume", "transfer_manifest"), start=1)
)


def package(**changes: object) -> Package:
    values = {
        "transfer_id": "t1", "version": 1, "kind": TransferKind.PROSECUTION, "sender": "police",
        "receiver": "procuratorate", "case_no": "A1", "collab_no": "XT1", "title": "诈骗案", "items": ITEMS,
        "parties": (Party(suspect_id="s1", name="丙某", id_number="11010519491231002X", state="arrested"),),
        "exit_check": FULL_CHECK, "head_signed_by": "police.leader", "from_outlet": True, "submitted_at": NOW,
    }  # fmt: skip
    return Package.model_validate({**values, **changes})


def failed(
    one: Package, *, kind: str = "procuratorate", absent: tuple[str, ...] = (), others: tuple[str, ...] = ()
) -> list[str]:
    arrival = Arrival(one, kind, absent, others, date(2026, 9, 1))
    lines = rules.check(arrival, stages=LAW.stages, agencies=LAW.agencies, numbering=LAW.numbering)
    assert all(line.detail_zh and line.detail_en for line in lines if not line.passed)
    assert [line.code for line in lines] == ["R01", "R02", "R03", "R05", "R06", "R07", "R08", "R09", "R10", "R11"]
    return [line.code for line in lines if not line.passed]


def party(**changes: object) -> Party:
    return Party.model_validate({"suspect_id": "s2", "name": "丁某", "state": "none", **changes})


def item(**changes: object) -> ManifestItem:
    return ManifestItem.model_validate({"no": 9, "category": "property", "title": "手机", **changes})


def test_a_package_in_order_passes() -> None:
    assert failed(package()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": TransferKind.INDICTMENT, "sender": "police"}, "R01"),
        ({"parties": ()}, "R02"),
        ({"parties": (party(state="at_large"),)}, "R02"),
        ({"items": ITEMS[:2]}, "R03"),
        ({"items": (*ITEMS, item(storage_place="物证室"))}, "R05"),
        ({"items": (*ITEMS, item(document_type="property_list"))}, "R05"),
        ({"clocks": (RunningClock(rule="P18", anchor=date(2026, 6, 1), due=date(2026, 8, 1)),)}, "R06"),
        ({"parties": (party(id_number="110105194912310021"),)}, "R08"),
        ({"items": (*ITEMS, item(category="evidence", secrecy="secret"))}, "R10"),
        ({"from_outlet": False}, "R11"),
        ({"head_signed_by": ""}, "R11"),
        ({"exit_check": None}, "R11"),
        ({"exit_check": FULL_CHECK.model_copy(update={"facts_clear": False})}, "R11"),
    ],
)
def test_each_defect_shows_on_its_line(changes: dict[str, object], code: str) -> None:
    assert code in failed(package(**changes))


def test_somebody_at_large_beside_others_does_not_bar() -> None:
    both = (party(state="at_large"), party(suspect_id="s3", state="arrested"))
    assert failed(package(parties=both)) == []


def test_files_and_duplicates_are_told_by_the_receiver() -> None:
    assert failed(package(), absent=("sha256:x",)) == ["R07"]
    assert failed(package(), others=("t0",)) == ["R09"]
    assert failed(package(), kind="justice") == ["R01"]


def test_a_listed_property_with_a_place_passes() -> None:
    pieces = (item(storage_place="物证室"), item(no=10, category="document", document_type="property_list"))
    assert failed(package(items=(*ITEMS, *pieces))) == []


def test_only_blocking_lines_bar_acceptance() -> None:
    lines = [Line(code, False, "x", "x") for code in ("R01", "R05", "R06", "R08", "R11")]
    codes = [problem.values["code"] for problem in rules.acceptance_problems(rules.OPENED, lines)]
    assert codes == ["R01", "R11"]
    assert [one.code for one in rules.acceptance_problems(rules.ARRIVED, [])] == ["package.not_opened"]
    assert [one.code for one in rules.acceptance_problems(rules.RETURNED, [])] == ["package.decided"]


@pytest.mark.parametrize(
    ("codes", "supplement", "effect"),
    [
        (("R01",), False, "return"),
        (("R03", "R04"), True, "supplement"),
        (("R07", "R11"), False, "refuse"),
        (("R07", "R01"), False, "return"),
    ],
)
def test_the_effect_follows_from_the_codes(codes: tuple[str, ...], supplement: bool, effect: str) -> None:
    told = [CodedProblem(code=code, text="x") for code in codes]
    assert rules.return_problems(told, LAW.return_codes, kind="prosecution", supplement=supplement) == []
    assert rules.effect_of(told, LAW.return_codes, kind="prosecution", supplement=supplement) == effect


@pytest.mark.parametrize(
    ("code", "text", "kind", "supplement", "problem"),
    [
        ("R77", "", "prosecution", False, "package.code_unknown"),
        ("R99", " ", "prosecution", False, "package.text_required"),
        ("R02", "", "enforcement", False, "package.code_not_for_kind"),
        ("R01", "", "prosecution", True, "package.no_supplement_for_code"),
    ],
)
def test_reasons_that_do_not_fit_are_refused(code: str, text: str, kind: str, supplement: bool, problem: str) -> None:
    found = rules.return_problems(
        [CodedProblem(code=code, text=text)], LAW.return_codes, kind=kind, supplement=supplement
    )
    assert [one.code for one in found] == [problem]


def test_every_line_of_the_check_is_a_return_code() -> None:
    assert set(LAW.return_codes) >= rules.BLOCKING
