"""What oversight listens to: every clock, step and collective decision, conversions of petitions, missed days,
broken promises, material asked for again, screening reports.
"""

from collections.abc import Mapping

from zf_contracts.envelope import Payload
from zf_contracts.internal.conversions import ConversionNoted
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted
from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_contracts.internal.inaction import InactionNoted
from zf_contracts.internal.materials import MaterialFaultNoted
from zf_contracts.internal.promises import PromiseBreached
from zf_contracts.internal.reports import CaseOpened, CaseStageAdvanced
from zf_contracts.internal.screening import LedgerNoted
from zf_oversight.clocks.end_watch import end_watch
from zf_oversight.clocks.start_watch import start_watch
from zf_oversight.conversions.count_conversion import count_conversion
from zf_oversight.inaction.note_inaction import note_inaction
from zf_oversight.materials.keep_fault import keep_fault
from zf_oversight.matters.follow_decision import follow_decision
from zf_oversight.matters.follow_opening import follow_opening
from zf_oversight.matters.follow_step import follow_step
from zf_oversight.promises.keep_breach import keep_breach
from zf_oversight.screening.keep_report import keep_report
from zf_platform.transaction import Scope
from zf_platform.worker import Action


def consumes() -> Mapping[type[Payload], Action]:
    return {
        DeadlineStarted: _deadline_started,
        DeadlineEnded: _deadline_ended,
        CaseOpened: _case_opened,
        CaseStageAdvanced: _case_advanced,
        ConversionNoted: _conversion_noted,
        InactionNoted: _inaction_noted,
        PromiseBreached: _promise_broken,
        MaterialFaultNoted: _material_fault,
        LedgerNoted: _ledger_noted,
        CollectiveDecisionRecorded: _decision_recorded,
    }


async def _deadline_started(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, DeadlineStarted)
    await start_watch(scope, payload)


async def _deadline_ended(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, DeadlineEnded)
    await end_watch(scope, payload)


async def _case_opened(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, CaseOpened)
    await follow_opening(scope, payload)


async def _case_advanced(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, CaseStageAdvanced)
    await follow_step(scope, payload)


async def _conversion_noted(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, ConversionNoted)
    await count_conversion(scope, payload)


async def _inaction_noted(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, InactionNoted)
    await note_inaction(scope, payload)


async def _promise_broken(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, PromiseBreached)
    await keep_breach(scope, payload)


async def _material_fault(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, MaterialFaultNoted)
    await keep_fault(scope, payload)


async def _ledger_noted(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, LedgerNoted)
    await keep_report(scope, payload)


async def _decision_recorded(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, CollectiveDecisionRecorded)
    await follow_decision(scope, payload)
