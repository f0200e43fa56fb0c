"""What intake listens to: the case that its report opened, and warnings about the clocks of its petitions."""

from collections.abc import Mapping

from zf_contracts.envelope import Payload
from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_contracts.internal.reports import CaseOpened
from zf_intake.reports.attach_case import attach_case
from zf_intake.timelimits.note_warning import note_warning
from zf_platform.transaction import Scope
from zf_platform.worker import Action


def consumes() -> Mapping[type[Payload], Action]:
    return {CaseOpened: _case_opened, DeadlineWarningRaised: _deadline_warned}


async def _case_opened(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, CaseOpened)
    await attach_case(scope, payload)


async def _deadline_warned(scope: Scope, payload: Payload) -> None:
    assert isinstance(payload, DeadlineWarningRaised)
    await note_warning(scope, payload)
