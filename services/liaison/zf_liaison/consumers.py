"""What liaison acts on, on one screen: from the services of its own agency, and from the liaisons of others."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zf_contracts.envelope import Payload
from zf_contracts.interagency import cooperation as c
from zf_contracts.interagency import directory as o
from zf_contracts.interagency import exchange as x
from zf_contracts.interagency import notices as n
from zf_contracts.interagency import supervision as w
from zf_contracts.interagency import tasks as u
from zf_contracts.interagency import transfers as t
from zf_contracts.interagency.hall import HallPayload
from zf_contracts.interagency.meetings import MeetingPayload
from zf_contracts.interagency.petitions import PetitionPayload
from zf_contracts.internal import transfers as i
from zf_contracts.internal.deadlines import CustodyBreachFound, DeadlineWarningRaised
from zf_contracts.internal.hall import HallNoticeIssued
from zf_contracts.internal.petitions import PetitionNoticeIssued
from zf_liaison.circulars.receive_circular import receive_circular
from zf_liaison.clocks.note_warning import note_warning
from zf_liaison.cooperation.receive_act import receive_act as receive_cooperation_act
from zf_liaison.cooperation.receive_opened import receive_opened
from zf_liaison.cooperation.wire_rules import ACT_MESSAGES as COOPERATION_ACTS
from zf_liaison.cooperation.wire_rules import OPENED_MESSAGES
from zf_liaison.desk import Desk
from zf_liaison.directory.receive_officer import receive_officer
from zf_liaison.exchange.dispatch_answer import dispatch_answer
from zf_liaison.exchange.dispatch_breach import dispatch_breach
from zf_liaison.exchange.dispatch_hall import dispatch_hall
from zf_liaison.exchange.dispatch_notice import dispatch_notice
from zf_liaison.exchange.dispatch_opened import dispatch_opened
from zf_liaison.exchange.dispatch_petition import dispatch_petition
from zf_liaison.exchange.dispatch_transfer import dispatch_transfer
from zf_liaison.exchange.hall_rules import HALL_LINES
from zf_liaison.exchange.petition_rules import PETITION_LINES
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.exchange.receive_answer import receive_answer
from zf_liaison.exchange.receive_hall import receive_hall
from zf_liaison.exchange.receive_notice import receive_notice
from zf_liaison.exchange.receive_package import receive_package
from zf_liaison.exchange.receive_petition import receive_petition
from zf_liaison.exchange.receive_receipt import receive_receipt
from zf_liaison.exchange.resend_requested import resend_requested
from zf_liaison.exchange.sequence_skipped import sequence_skipped
from zf_liaison.exchange.translation import NOTICE_MESSAGES, PackageMessage
from zf_liaison.meetings.receive_meeting_act import receive_meeting_act
from zf_liaison.meetings.receive_meeting_update import receive_meeting_update
from zf_liaison.meetings.wire_rules import MEMBER_MESSAGES, TOLD_MESSAGES
from zf_liaison.notices.receive_act import receive_act as receive_notice_act
from zf_liaison.notices.receive_served import receive_served
from zf_liaison.notices.tell_other_side import ACT_MESSAGES, SERVED_MESSAGES
from zf_liaison.partners import Partners
from zf_liaison.peers.receive_test import receive_test
from zf_liaison.reconciliation.answer_proposal import answer_proposal
from zf_liaison.reconciliation.take_answer import take_answer
from zf_liaison.tasks.receive_account import receive_account
from zf_liaison.tasks.receive_act import receive_act
from zf_liaison.tasks.receive_task import receive_task
from zf_platform.transaction import Scope
from zf_platform.worker import Action

P = TypeVar("P", bound=Payload)

_NOTICES: tuple[type[Payload], ...] = (*NOTICE_MESSAGES.values(), n.CaseIntakeRegistered, n.DeadlineBreached)


@dataclass(frozen=True, slots=True)
class ExchangeParts:
    """What the actions need besides the message. `hall_host` is the agency whose node serves the reception hall."""

    desk: Desk
    hall_host: str | None = None

    @property
    def partners(self) -> Partners:
        return self.desk.partners

    @property
    def puller(self) -> FilePuller:
        return self.desk.puller


def consumes(parts: ExchangeParts) -> Mapping[type[Payload], Action]:
    partners, puller = parts.partners, parts.puller

    async def package(scope: Scope, payload: PackageMessage) -> None:
        await receive_package(scope, payload, partners=partners, puller=puller)

    actions: dict[type[Payload], Action] = {
        i.TransferSubmitted: _act(i.TransferSubmitted, lambda s, p: dispatch_transfer(s, p, partners=partners)),
        i.TransferOpened: _act(i.TransferOpened, dispatch_opened),
        i.TransferReceipted: _act(i.TransferReceipted, lambda s, p: dispatch_answer(s, p, partners=partners)),
        i.TransferReturned: _act(i.TransferReturned, lambda s, p: dispatch_answer(s, p, partners=partners)),
        i.NoticeIssued: _act(i.NoticeIssued, lambda s, p: dispatch_notice(s, p, partners=partners)),
        CustodyBreachFound: _act(CustodyBreachFound, lambda s, p: dispatch_breach(s, p, partners=partners)),
        t.CaseTransferReceipted: _act(t.CaseTransferReceipted, lambda s, p: receive_answer(s, p, partners=partners)),
        t.CaseTransferReturned: _act(t.CaseTransferReturned, lambda s, p: receive_answer(s, p, partners=partners)),
        x.ExchangeReceipt: _act(x.ExchangeReceipt, receive_receipt),
        x.ExchangeResendRequested: _act(x.ExchangeResendRequested, resend_requested),
        x.ExchangeSequenceSkipped: _act(x.ExchangeSequenceSkipped, sequence_skipped),
        x.ExchangeReconciliationProposed: _act(x.ExchangeReconciliationProposed, answer_proposal),
        x.ExchangeReconciliationAnswered: _act(x.ExchangeReconciliationAnswered, take_answer),
        t.CaseTransferSubmitted: _act(t.CaseTransferSubmitted, package),
        t.ArrestApprovalRequested: _act(t.ArrestApprovalRequested, package),
        t.EnforcementHandoverSent: _act(t.EnforcementHandoverSent, package),
    }
    for notice in _NOTICES:
        actions[notice] = _act(notice, lambda s, p: receive_notice(s, p, partners=partners, puller=puller))
    own = _task_actions(parts.desk) | _supervision_actions(parts.desk) | _meeting_actions(parts.desk)
    own |= _cooperation_actions(parts.desk)
    return actions | _petition_actions(parts) | _hall_actions(partners) | own


def _petition_actions(parts: ExchangeParts) -> dict[type[Payload], Action]:
    partners, puller, host = parts.partners, parts.puller, parts.hall_host

    async def issued(scope: Scope, payload: PetitionNoticeIssued) -> None:
        await dispatch_petition(scope, payload, partners=partners, hall_host=host)

    async def arrived(scope: Scope, payload: PetitionPayload) -> None:
        await receive_petition(scope, payload, partners=partners, puller=puller, hall_host=host)

    actions: dict[type[Payload], Action] = {PetitionNoticeIssued: _act(PetitionNoticeIssued, issued)}
    for line in PETITION_LINES.values():
        actions[line.contract] = _act(line.contract, arrived)
    return actions


def _hall_actions(partners: Partners) -> dict[type[Payload], Action]:
    async def issued(scope: Scope, payload: HallNoticeIssued) -> None:
        await dispatch_hall(scope, payload, partners=partners)

    async def arrived(scope: Scope, payload: HallPayload) -> None:
        await receive_hall(scope, payload, partners=partners)

    actions: dict[type[Payload], Action] = {HallNoticeIssued: _act(HallNoticeIssued, issued)}
    for line in HALL_LINES.values():
        actions[line.contract] = _act(line.contract, arrived)
    return actions


def _task_actions(desk: Desk) -> dict[type[Payload], Action]:
    async def acted(scope: Scope, payload: u.TaskActPayload) -> None:
        await receive_act(scope, payload, desk=desk)

    return {
        DeadlineWarningRaised: _act(DeadlineWarningRaised, note_warning),
        o.LiaisonOfficerChanged: _act(o.LiaisonOfficerChanged, lambda s, p: receive_officer(s, p, desk=desk)),
        x.ExchangeLineTested: _act(x.ExchangeLineTested, lambda s, p: receive_test(s, p, partners=desk.partners)),
        u.SupervisedTaskIssued: _act(u.SupervisedTaskIssued, lambda s, p: receive_task(s, p, desk=desk)),
        u.SupervisedTaskProgressed: _act(u.SupervisedTaskProgressed, acted),
        u.SupervisedTaskAnswered: _act(u.SupervisedTaskAnswered, acted),
        u.SupervisedTaskClosed: _act(u.SupervisedTaskClosed, acted),
        u.SupervisedTaskCircular: _act(u.SupervisedTaskCircular, lambda s, p: receive_circular(s, p, desk=desk)),
        u.SupervisedTaskListed: _act(u.SupervisedTaskListed, lambda s, p: receive_account(s, p, desk=desk)),
    }


def _supervision_actions(desk: Desk) -> dict[type[Payload], Action]:
    async def served(scope: Scope, payload: w.NoticeServedPayload) -> None:
        await receive_served(scope, payload, desk=desk)

    async def acted(scope: Scope, payload: w.NoticeActPayload) -> None:
        await receive_notice_act(scope, payload, desk=desk)

    actions: dict[type[Payload], Action] = {one: _act(one, served) for one in SERVED_MESSAGES.values()}
    return actions | {one: _act(one, acted) for one in ACT_MESSAGES.values()}


def _cooperation_actions(desk: Desk) -> dict[type[Payload], Action]:
    async def opened(scope: Scope, payload: c.CooperationOpenedPayload) -> None:
        await receive_opened(scope, payload, desk=desk)

    async def acted(scope: Scope, payload: c.CooperationActPayload) -> None:
        await receive_cooperation_act(scope, payload, desk=desk)

    actions: dict[type[Payload], Action] = {one: _act(one, opened) for one in OPENED_MESSAGES.values()}
    return actions | {one: _act(one, acted) for one in COOPERATION_ACTS.values()}


def _meeting_actions(desk: Desk) -> dict[type[Payload], Action]:
    async def acted(scope: Scope, payload: MeetingPayload) -> None:
        await receive_meeting_act(scope, payload, desk=desk)

    async def told(scope: Scope, payload: MeetingPayload) -> None:
        await receive_meeting_update(scope, payload, desk=desk)

    actions: dict[type[Payload], Action] = {}
    for contract in MEMBER_MESSAGES.values():
        actions[contract] = _act(contract, acted)
    for contract in TOLD_MESSAGES:
        actions[contract] = _act(contract, told)
    return actions


def _act(contract: type[P], act: Callable[[Scope, P], Awaitable[None]]) -> Action:
    """The worker hands over exactly the contract's class; this tells the type checker."""

    async def action(scope: Scope, payload: Payload) -> None:
        if not isinstance(payload, contract):
            raise TypeError(f"{type(payload).__name__} instead of {contract.__name__}")
        await act(scope, payload)

    return action
