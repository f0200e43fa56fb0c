"""Keep a missed day that liaison told of: the newest word on it counts, in whatever order the words come."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.inaction import InactionNoted
from zf_oversight.inaction.tables import InactionItem
from zf_platform.transaction import Scope


async def note_inaction(scope: Scope, noted: InactionNoted) -> None:
    values = noted.model_dump()
    arriving = insert(InactionItem).values(**values)
    newest = {name: arriving.excluded[name] for name in values if name not in ("task_id", "due")}
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[InactionItem.task_id, InactionItem.due],
            set_=newest,
            where=InactionItem.revision < arriving.excluded.revision,
        )
    )
