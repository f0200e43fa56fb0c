"""Cases of the sending agency that stand before the exit: checked, signed, with a draft package. Written in bulk, because a
scenario needs hundreds and the way there is tested elsewhere. What leaves them goes through the API like everything else.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.fleet.sites import POLICE, PROCURATORATE, Site
from zf_casemgmt.cases.tables import CaseRecord, Suspect
from zf_casemgmt.documents.tables import Document
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.values import BlobRef, ExitCheck, ManifestItem
from zf_platform.blobs import BlobStore
from zf_platform.clock import SystemClock
from zf_platform.ids import new_id

PAPERS = ("prosecution_opinion", "litigation_volume", "transfer_manifest")
_BATCH = 500
Row = dict[str, object]


@dataclass(frozen=True)
class Draft:
    """A package ready to be handed over; `collab_no` is its subject."""

    transfer_id: str
    collab_no: str


async def load_cases(
    site: Site, count: int, *, files: bool = True, papers: Sequence[str] = PAPERS, first: int = 0
) -> list[Draft]:
    """`files`: each package names a file of its own besides the shared ones, which the receiver has to pull.

    `papers`: what lies in each package. `first`: number of the first case, for loading more of them later.
    """
    now = SystemClock().now() - timedelta(hours=2)
    blobs = BlobStore(site.folder.blobs(POLICE))
    shared = [await _blob(blobs, f"{paper} 示例文书".encode()) for paper in papers]
    drafts: list[Draft] = []
    for start in range(first, first + count, _BATCH):
        numbers = range(start, min(start + _BATCH, first + count))
        rows: dict[type, list[Row]] = {CaseRecord: [], Suspect: [], Document: [], Transfer: []}
        for number in numbers:
            content = [*shared]
            if files:
                content[1] = await _blob(blobs, f"诉讼卷 {number} {now.isoformat()}".encode())
            drafts.append(_case(rows, number, dict(zip(papers, content, strict=True)), now=now))
        await _insert(site, rows)
    return drafts


async def _insert(site: Site, rows: Mapping[type, Sequence[Row]]) -> None:
    engine = create_async_engine(site.databases[POLICE].owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO casemgmt"))
        for table, values in rows.items():
            await connection.execute(insert(table), list(values))
    await engine.dispose()


async def _blob(blobs: BlobStore, content: bytes) -> BlobRef:
    """Written as the store would, without its syncs: these files are there before the scenario begins."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    path = blobs.path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return BlobRef(digest=digest, size=len(content))


def _case(rows: dict[type, list[Row]], number: int, content: Mapping[str, BlobRef], *, now: datetime) -> Draft:
    case_id, transfer_id, suspect_id = new_id(now), new_id(now), new_id(now)
    collab_no = f"XT329900{now:%Y%m%d}{number:06d}"
    rows[CaseRecord].append(_record(case_id, collab_no, number, now=now))
    rows[Suspect].append({"id": suspect_id, "case_id": case_id, "name": f"测试人{number}", "state": "bailed"})
    documents = [_document(case_id, paper, blob, now=now) for paper, blob in content.items()]
    rows[Document].extend(documents)
    rows[Transfer].append(
        {
            "id": transfer_id,
            "case_id": case_id,
            "kind": "prosecution",
            "receiver": PROCURATORATE,
            "state": "draft",
            "suspect_ids": [suspect_id],
            "items": [_line(place, row) for place, row in enumerate(documents, start=1)],
            "created_by": "police.handler",
            "created_at": now,
        }
    )
    return Draft(transfer_id, collab_no)


def _record(case_id: str, collab_no: str, number: int, *, now: datetime) -> Row:
    check = ExitCheck(
        facts_clear=True,
        evidence_sufficient=True,
        charge_accurate=True,
        procedure_lawful=True,
        formalities_complete=True,
        checked_by="police.legal",
        checked_at=now,
    )
    return {
        "id": case_id,
        "case_no": f"A3299{now:%Y%m}{number:08d}",
        "collab_no": collab_no,
        "kind": "criminal",
        "title": f"故障试验案件 {number}",
        "unit": "criminal",
        "handler_id": "police.handler",
        "participants": {"police.handler": "handler"},
        "state": "exit_review",
        "holder": "police",
        "exit_check": check.model_dump(mode="json"),
        "head_signed_by": "police.leader",
        "opened_at": now,
        "last_act_at": now,
    }


def _document(case_id: str, paper: str, blob: BlobRef, *, now: datetime) -> Row:
    return {
        "id": new_id(now),
        "case_id": case_id,
        "type": paper,
        "title": paper,
        "document_no": f"{paper}-1",
        "dated": now.date(),
        "pages": 3,
        "digest": blob.digest,
        "size": blob.size,
        "media_type": "text/plain",
        "agency": POLICE,
        "issued_by": "police.handler",
        "step": "exit_review",
        "origin": "issued",
        "created_at": now,
    }


def _line(place: int, row: Row) -> dict[str, object]:
    digest, size, dated = row["digest"], row["size"], row["dated"]
    assert isinstance(digest, str)
    assert isinstance(size, int)
    assert isinstance(dated, date)
    item = ManifestItem(
        no=place,
        category="document",
        title=str(row["title"]),
        document_type=str(row["type"]),
        dated=dated,
        pages=3,
        media_type="text/plain",
        blob=BlobRef(digest=digest, size=size),
    )
    return item.model_dump(mode="json")
