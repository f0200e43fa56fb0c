"""Every ten minutes: look for signs of collective visits, warn of each new group once, let later petitions join it (S-013)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from zf_intake.collective.raise_warning import raise_warning
from zf_intake.collective.rules import Key, Sign, find_groups
from zf_intake.collective.tables import CollectiveMember, CollectiveWarning
from zf_intake.desk import Desk
from zf_intake.petitions.sign_queries import signs_since
from zf_platform.transaction import Scope


async def watch_collectives(scope: Scope, *, desk: Desk) -> None:
    """Thresholds are data; what a petition says is not read, only what it shares with others."""
    law = desk.law.collective_warnings
    begin = scope.now - timedelta(days=law.longest_days)
    signs = await signs_since(scope, begin, desk=desk)
    if not signs:
        return
    found = find_groups(
        signs,
        rules=law.rules.values(),
        open_warnings=await _open_warnings(scope),
        warned=await _warned(scope, [sign.petition_id for sign in signs]),
        now=scope.now,
    )
    for warning_id, members in found.joined.items():
        await _join(scope, warning_id, members)
    for group in found.new:
        await raise_warning(scope, group, desk=desk)


async def _open_warnings(scope: Scope) -> dict[Key, str]:
    rows = await scope.session.scalars(
        select(CollectiveWarning)
        .where(CollectiveWarning.state == "open", CollectiveWarning.agency == scope.identity.agency)
        .with_for_update()
    )
    return {(row.grouped_by, row.value): row.id for row in rows}


async def _warned(scope: Scope, petition_ids: Sequence[str]) -> frozenset[str]:
    rows = await scope.session.scalars(
        select(CollectiveMember.petition_id).where(CollectiveMember.petition_id.in_(petition_ids))
    )
    return frozenset(rows)


async def _join(scope: Scope, warning_id: str, members: Sequence[Sign]) -> None:
    """The numbers grow; nobody is warned again."""
    rows = [{"petition_id": one.petition_id, "warning_id": warning_id, "joined_at": scope.now} for one in members]
    await scope.session.execute(insert(CollectiveMember).values(rows))
    await scope.session.execute(
        update(CollectiveWarning)
        .where(CollectiveWarning.id == warning_id)
        .values(
            people=CollectiveWarning.people + sum(one.people for one in members),
            registrations=CollectiveWarning.registrations + len(members),
            version=CollectiveWarning.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    scope.record("collective.join", object_kind="collective_warning", object_id=warning_id, basis="S-013")
