"""Common to everything that arrives: may this agency send it, and the signed receipt that answers it."""

from collections.abc import Sequence
from typing import Literal

from zf_contracts.catalogue import entry_for
from zf_contracts.envelope import Payload
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.values import CodedProblem
from zf_law.problems import Problem
from zf_liaison.partners import Partners
from zf_platform.errors import RejectMessage
from zf_platform.failpoints import failpoint
from zf_platform.transaction import Incoming, Scope


def arrived(scope: Scope) -> Incoming:
    """The message being acted on; actions are only ever called with one."""
    if scope.incoming is None:
        raise RuntimeError("this action acts on a message")
    return scope.incoming


def require_entitled(scope: Scope, payload: Payload, *, partners: Partners) -> Incoming:
    """The signature said who sent it; this says whether an agency of that kind may send such a message at all."""
    incoming = arrived(scope)
    senders = {kind.lower() for kind in entry_for(payload).senders}
    if partners.kind(incoming.source.agency) not in senders:
        raise RejectMessage((Problem("exchange.sender_not_entitled", {"peer": incoming.source.agency}),))
    return incoming


def send_receipt(scope: Scope, *, step: Literal["delivered", "rejected"], problems: Sequence[CodedProblem] = ()) -> str:
    """In the same transaction as the effect: who has the receipt knows that the effect is in the database."""
    failpoint("receipt.before_enqueue")
    incoming = arrived(scope)
    return scope.enqueue(
        ExchangeReceipt(of=incoming.id, digest=incoming.digest, step=step, at=scope.now, problems=tuple(problems)),
        to=incoming.source,
        subject=incoming.subject,
        acted_at=scope.now,
    )
