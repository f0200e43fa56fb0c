"""The typeset minutes of a discussion: who may read them, whether they are there, their file."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import select

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.load import Loaded, load_deliberation, may_read_opinions
from zf_casemgmt.deliberations.minutes_rules import MINUTES
from zf_casemgmt.deliberations.tables import DeliberationMinutes
from zf_casemgmt.office import Office
from zf_contracts.http.matter_papers import MatterPapers, MatterPaperView, PaperTypeView
from zf_law.problems import Problem
from zf_platform.errors import Forbidden, NotFound
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class MinutesFile:
    chunks: AsyncIterator[bytes]
    filename: str
    size: int


def require_reader(scope: Scope, loaded: Loaded, *, office: Office) -> None:
    """The minutes hold what members said, so they are for those who may read that."""
    if not may_read_opinions(scope, loaded, office=office):
        raise Forbidden((Problem("deliberation.minutes_secret"),))


async def find_minutes(scope: Scope, deliberation_id: str) -> DeliberationMinutes | None:
    wanted = select(DeliberationMinutes).where(DeliberationMinutes.deliberation_id == deliberation_id)
    found: DeliberationMinutes | None = await scope.session.scalar(wanted)
    return found


async def minutes_of(scope: Scope, deliberation_id: str, *, office: Office) -> MatterPapers:
    loaded = await load_deliberation(scope, deliberation_id, office=office, lock=False)
    require_reader(scope, loaded, office=office)
    document = office.law.documents.by_id(MINUTES)
    names = {"type": MINUTES, "title_zh": document.zh, "title_en": document.en}
    made = await find_minutes(scope, deliberation_id)
    closed = loaded.row.state == rules.CLOSED
    return MatterPapers(
        possible=(PaperTypeView.model_validate(names),) if closed and made is None else (),
        papers=(_view(made, names),) if made is not None else (),
    )


async def minutes_file(scope: Scope, deliberation_id: str, paper_id: str, *, office: Office) -> MinutesFile:
    """Every reading is recorded. For who may not read them there is no such file."""
    loaded = await load_deliberation(scope, deliberation_id, office=office, lock=False)
    made = await find_minutes(scope, deliberation_id)
    if made is None or made.id != paper_id or not may_read_opinions(scope, loaded, office=office):
        raise NotFound
    scope.record(
        "deliberation.read_minutes", object_kind="deliberation", object_id=deliberation_id, sensitive_read=True
    )
    title = office.law.documents.by_id(MINUTES).zh
    return MinutesFile(await office.blobs.open(made.file), f"{title}{made.number}.pdf", made.size)


def _view(row: DeliberationMinutes, names: dict[str, str]) -> MatterPaperView:
    return MatterPaperView.model_validate(
        {
            **names,
            "id": row.id,
            "number": row.number,
            "no": 1,
            "content_digest": row.content.removeprefix("sha256:"),
            "digest": row.file.removeprefix("sha256:"),
            "size": row.size,
            "draft": False,
            "by_hand": row.by_hand,
            "made_at": row.made_at,
            "made_by_name": row.made_by_name,
        }
    )
