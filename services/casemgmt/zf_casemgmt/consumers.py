"""What casemgmt listens to: the routing on one screen."""

from collections.abc import Mapping

from zf_casemgmt.cases.open_from_report import open_from_report
from zf_casemgmt.notices.follow import follow_notice
from zf_casemgmt.office import Office
from zf_casemgmt.packages.arrive import receive_package
from zf_casemgmt.timelimits.note_warning import note_warning
from zf_casemgmt.transfers.conclude_receipt import conclude_receipt
from zf_casemgmt.transfers.conclude_return import conclude_return
from zf_casemgmt.transfers.note_evidence import note_evidence
from zf_contracts.envelope import Payload
from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_contracts.internal.reports import ReportRegistered
from zf_contracts.internal.transfers import (
    NoticeArrived,
    TransferArrived,
    TransferEvidenceChanged,
    TransferReceipted,
    TransferReturned,
)
from zf_platform.transaction import Scope
from zf_platform.worker import Action


def consumes(office: Office) -> Mapping[type[Payload], Action]:
    async def report_registered(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, ReportRegistered)
        await open_from_report(scope, payload, office=office)

    async def transfer_arrived(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, TransferArrived)
        await receive_package(scope, payload, office=office)

    async def evidence_changed(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, TransferEvidenceChanged)
        await note_evidence(scope, payload, office=office)

    async def transfer_receipted(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, TransferReceipted)
        await conclude_receipt(scope, payload, office=office)

    async def transfer_returned(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, TransferReturned)
        await conclude_return(scope, payload, office=office)

    async def notice_arrived(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, NoticeArrived)
        await follow_notice(scope, payload, office=office)

    async def warning_raised(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, DeadlineWarningRaised)
        await note_warning(scope, payload)

    return {
        ReportRegistered: report_registered,
        TransferArrived: transfer_arrived,
        TransferEvidenceChanged: evidence_changed,
        TransferReceipted: transfer_receipted,
        TransferReturned: transfer_returned,
        NoticeArrived: notice_arrived,
        DeadlineWarningRaised: warning_raised,
    }
