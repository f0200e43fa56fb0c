"""A rule of ours was broken by an arrived message: ledger entry and a signed *rejected* with coded reasons."""

from collections.abc import Iterable, Mapping

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.values import CodedProblem
from zf_law.problems import Problem, describe
from zf_liaison.exchange.incoming import arrived, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.exchange.rules import REJECTED
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope

# Return codes of the law (handbook 4.3) for reasons that liaison itself finds; others travel under their own code.
_RETURN_CODES: Mapping[str, str] = {"exchange.file_differs": "R07"}


async def reject_message(scope: Scope, rejection: RejectMessage) -> None:
    """Runs in the transaction that ends the inbox row. Protocol messages are never receipted, so never rejected."""
    incoming = arrived(scope)
    entry = CATALOGUE[incoming.type]
    scope.record("exchange.reject", object_kind="message", object_id=incoming.id, reason=str(rejection))
    if rejection.record is not None:
        await rejection.record(scope)
    if not entry.receipted:
        return
    problems = coded_problems(rejection.problems)
    note_received(scope, entry.payload, collab_no=incoming.subject, state=REJECTED, problems=problems)
    send_receipt(scope, step="rejected", problems=problems)


def coded_problems(problems: Iterable[Problem]) -> tuple[CodedProblem, ...]:
    """Reasons as they travel: code, plain sentence, line of the manifest."""
    found = []
    for problem in problems:
        item = problem.values.get("item")
        found.append(
            CodedProblem(
                code=_RETURN_CODES.get(problem.code, problem.code),
                text=describe(problem)[:1000],
                item_no=int(item) if item else None,
            )
        )
    return tuple(found)
