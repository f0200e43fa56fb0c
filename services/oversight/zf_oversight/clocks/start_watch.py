"""A clock started or was computed anew: take its newest computation, whatever order the messages come in."""

from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.deadlines import DeadlineStarted
from zf_oversight.clocks.rules import last_instant, warning_instants
from zf_oversight.clocks.tables import WatchedClock
from zf_platform.clock import ZONE
from zf_platform.transaction import Scope


async def start_watch(scope: Scope, started: DeadlineStarted) -> None:
    """One statement: an older or equal revision changes nothing; a newer one may be warned of and told again."""
    values = _values(started, zone=ZONE)
    arriving = insert(WatchedClock).values(id=started.deadline_id, **values)
    newest = {name: arriving.excluded[name] for name in values} | {"warned_at": None, "breached_at": None}
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[WatchedClock.id],
            set_=newest,
            where=WatchedClock.revision < arriving.excluded.revision,
        )
    )


def _values(started: DeadlineStarted, *, zone: ZoneInfo) -> dict[str, object]:
    warnings = warning_instants(started.warn_at, due=started.due, zone=zone)
    first = warnings[0] if warnings else None
    return {
        "revision": started.revision,
        "matter_kind": started.matter_kind,
        "case_id": started.case_id,
        "case_no": started.case_no,
        "collab_no": started.collab_no,
        "suspect_id": started.suspect_id,
        "unit": started.unit,
        "owner": started.owner,
        "rule": started.rule,
        "rule_version": started.rule_version,
        "title_zh": started.title_zh,
        "title_en": started.title_en,
        "basis": started.basis,
        "anchor": started.anchor.isoformat(),
        "due": started.due.isoformat(),
        "due_at": last_instant(started.due, zone=zone),
        "custody": started.custody,
        "nature": started.nature,
        "provisional": started.provisional,
        "warn_at": [moment.isoformat() for moment in warnings],
        "first_warn_at": first,
        "next_warn_at": first,
        "trace": [line.model_dump() for line in started.trace],
    }
