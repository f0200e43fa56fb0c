"""Write the record of a meeting: the newest version of every part wins, whatever the order of arrival."""

from collections.abc import Iterable, Sequence

from sqlalchemy.dialects.postgresql import insert

from zf_contracts import meeting_values as v
from zf_liaison.meetings.tables import MeetingPartRow, MeetingRow, SectionRevision
from zf_platform.transaction import Scope


async def keep_record(
    scope: Scope, meeting_id: str, *, head: v.MeetingHead | None = None, parts: Iterable[v.MeetingPart] = ()
) -> None:
    """The head first: the parts belong to it."""
    if head is not None:
        await _save_head(scope, head)
    await _save_parts(scope, meeting_id, parts)


async def _save_head(scope: Scope, head: v.MeetingHead) -> None:
    values = {
        "id": head.meeting_id,
        "version": head.version,
        "convener": head.convener,
        "state": head.state,
        "starts_at": head.starts_at,
        "number": head.number,
        "head": head.model_dump(mode="json"),
        "changed_at": scope.now,
    }
    statement = insert(MeetingRow).values(values)
    newer = {name: statement.excluded[name] for name in values if name != "id"}
    await scope.session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"], set_=newer, where=MeetingRow.version < statement.excluded.version
        )
    )


async def _save_parts(scope: Scope, meeting_id: str, parts: Iterable[v.MeetingPart]) -> None:
    """One statement for the parts, one for the texts of the minutes among them."""
    rows = [_row(meeting_id, part) for part in parts]
    if not rows:
        return
    statement = insert(MeetingPartRow).values(rows)
    newer = {name: statement.excluded[name] for name in rows[0] if name not in ("meeting_id", "part_id")}
    await scope.session.execute(
        statement.on_conflict_do_update(
            index_elements=["meeting_id", "part_id"],
            set_=newer,
            where=MeetingPartRow.version < statement.excluded.version,
        )
    )
    await _keep_revisions(scope, [row for row in rows if row["kind"] == "section"])


async def _keep_revisions(scope: Scope, rows: Sequence[dict[str, object]]) -> None:
    if not rows:
        return
    kept = [
        {name: row[name] for name in ("meeting_id", "part_id", "body")} | {"revision": row["version"]} for row in rows
    ]
    await scope.session.execute(insert(SectionRevision).values(kept).on_conflict_do_nothing())


def _row(meeting_id: str, part: v.MeetingPart) -> dict[str, object]:
    return {
        "meeting_id": meeting_id,
        "part_id": part.part_id,
        "kind": part.kind,
        "version": part.version,
        "topic_id": part.topic_id,
        "agency": part.proposer if isinstance(part, v.Topic) else part.agency,
        "state": part.state if isinstance(part, v.Resolution) else "",
        "due_on": part.due if isinstance(part, v.Resolution) else None,
        "body": part.model_dump(mode="json"),
    }
