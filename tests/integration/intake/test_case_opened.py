"""The report learns the number of its case, once, whatever is repeated."""

from datetime import datetime

from tests.integration.intake.forms import form
from tests.integration.letters import audited, deliver, inbox_states
from zf_contracts.internal.reports import CaseOpened
from zf_platform.clock import ZONE
from zf_platform.testing import Caller, ServiceUnderTest

OPENED_AT = datetime(2026, 11, 23, 10, 1, tzinfo=ZONE)


def opened(report_id: str | None, *, case_id: str = "case-1") -> CaseOpened:
    return CaseOpened(
        case_id=case_id,
        case_no="A3299000000002026110001",
        collab_no="XT1",
        report_id=report_id,
        unit="yunling_station",
        state="filing_review",
        opened_at=OPENED_AT,
    )


async def test_the_case_number_appears_on_the_report(intake: ServiceUnderTest, officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()["id"]
    await deliver(intake.service, opened(report), opened(report))
    shown = (await officer.get(f"/reports/{report}")).json()
    assert (shown["case_id"], shown["case_no"]) == ("case-1", "A3299000000002026110001")
    assert await audited(intake.service, "report.attach_case") == 1
    assert (await officer.get("/reports", params={"waiting": "true"})).json()["items"] == []


async def test_another_case_or_an_unknown_report_is_parked(intake: ServiceUnderTest, officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()["id"]
    await deliver(intake.service, opened(report), opened(report, case_id="case-2"), opened("no-such-report"))
    assert await inbox_states(intake.service) == ["done", "parked", "parked"]
    shown = (await officer.get(f"/reports/{report}")).json()
    assert shown["case_id"] == "case-1"


async def test_a_case_without_a_report_is_none_of_our_business(intake: ServiceUnderTest) -> None:
    await deliver(intake.service, opened(None))
    assert await inbox_states(intake.service) == ["done"]
