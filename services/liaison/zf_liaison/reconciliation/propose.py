"""Start one comparison of one day with one peer: our figures and bucket digests go out."""

from datetime import date, datetime

from sqlalchemy import insert

from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import DigestOfDay, ExchangeReconciliationProposed
from zf_liaison.reconciliation.queries import received_lines, sent_lines
from zf_liaison.reconciliation.rules import PROPOSED, Figures, bucket_digests, figures
from zf_liaison.reconciliation.tables import run
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

SUBJECT = "reconciliation"


async def propose(scope: Scope, *, peer: str, day: date, until: datetime | None = None) -> str:
    """Returns the run's id. `until` compares a day that is not over yet."""
    with step(SpanName.RECONCILE, peer=peer):
        sent = await sent_lines(scope, peer=peer, day=day, until=until)
        received = await received_lines(scope, peer=peer, day=day, until=until)
        run_id = scope.new_id()
        scope.enqueue(
            ExchangeReconciliationProposed(
                run_id=run_id,
                day=day,
                until=until,
                sent=stated(figures(sent)),
                received=stated(figures(received)),
                sent_buckets=bucket_digests(sent),
                received_buckets=bucket_digests(received),
            ),
            to=Address(peer, "liaison"),
            subject=SUBJECT,
            acted_at=scope.now,
        )
    await scope.session.execute(
        insert(run).values(
            run_id=run_id,
            peer=peer,
            day=day,
            until=until,
            state=PROPOSED,
            sent_here=len(sent),
            received_here=len(received),
            started_at=scope.now,
        )
    )
    scope.record("reconciliation.propose", object_kind="reconciliation", object_id=run_id, reason=f"{peer} {day}")
    return run_id


def stated(own: Figures) -> DigestOfDay:
    return DigestOfDay(count=own.count, digest=own.digest)
