"""What intake listens to: opened cases, warnings about clocks, batches of ledgers, other receptions, other agencies."""

from collections.abc import Mapping
from functools import partial

from zf_contracts.envelope import Payload
from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_contracts.internal.hall import HallNoticeArrived
from zf_contracts.internal.ledgers import LedgerBatchDue
from zf_contracts.internal.petitions import PetitionEvidenceChanged, PetitionNoticeArrived
from zf_contracts.internal.reports import CaseOpened
from zf_intake.desk import Desk
from zf_intake.joint.arrive import arrive
from zf_intake.joint.note_evidence import note_evidence
from zf_intake.ledgers.register_batch import register_batch
from zf_intake.reception.hear import hear
from zf_intake.reports.attach_case import attach_case
from zf_intake.timelimits.note_warning import note_warning
from zf_platform.transaction import Scope
from zf_platform.worker import Action


def consumes(desk: Desk) -> Mapping[type[Payload], Action]:
    return {
        CaseOpened: _case_opened,
        DeadlineWarningRaised: _deadline_warned,
        HallNoticeArrived: _hall_told,
        LedgerBatchDue: partial(_ledger_batch_due, desk=desk),
        PetitionNoticeArrived: partial(_petition_told, desk=desk),
        PetitionEvidenceChanged: _evidence_changed,
    }


async def _case_opened(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, CaseOpened)
    await attach_case(scope, payload)


async def _deadline_warned(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, DeadlineWarningRaised)
    await note_warning(scope, payload)


async def _ledger_batch_due(scope: Scope, payload: Payload, *, desk: Desk) -> None:
    assert isinstance(payload, LedgerBatchDue)
    await register_batch(scope, payload, desk=desk)


async def _hall_told(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, HallNoticeArrived)
    await hear(scope, payload)


async def _petition_told(scope: Scope, payload: Payload, *, desk: Desk) -> None:
    assert isinstance(payload, PetitionNoticeArrived)
    await arrive(scope, payload, desk=desk)


async def _evidence_changed(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, PetitionEvidenceChanged)
    await note_evidence(scope, payload)
