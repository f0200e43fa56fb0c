"""A body for every petition message, as intake would give it: the stored example without files and without accused."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from tests.integration.liaison.town import COLLAB_NO, NOW
from zf_contracts.internal.petitions import PetitionNoticeIssued
from zf_contracts.petition_values import AccusedLine, PetitionContent, PetitionTold
from zf_contracts.values import BlobRef, ManifestItem
from zf_liaison.exchange.petition_rules import PETITION_LINES, Carries

EXAMPLES = Path(__file__).resolve().parents[2] / "contracts" / "examples"
PLAIN = PetitionContent(title="反映补偿款未到位", facts="申请人反映补偿款至今未发放。")
ACCUSED = AccusedLine(kind="person", agency="court", name="被控告人")


def body_of(message: str, **changes: object) -> PetitionTold:
    """`content` given as None takes it away."""
    line = PETITION_LINES[message]
    stored = json.loads((EXAMPLES / f"{message}.v1.json").read_text(encoding="utf-8"))
    values: dict[str, object] = {
        **cast(Mapping[str, object], stored["body"]),
        "notice_id": f"{message}:1",
        "collab_no": COLLAB_NO,
        "acted_at": NOW,
        "documents": (),
        "clocks": (),
        "content": None if line.carries is Carries.NOTHING else PLAIN,
    }
    return line.body.model_validate(values | changes)


def issued(message: str, *receivers: str, **changes: object) -> PetitionNoticeIssued:
    return PetitionNoticeIssued.model_validate(
        {"message": message, "receivers": receivers, "body": body_of(message, **changes).model_dump()}
    )


def with_file(blob: BlobRef) -> PetitionContent:
    paper = ManifestItem(no=1, category="document", title="来信扫描件", blob=blob)
    return PLAIN.model_copy(update={"documents": (paper,)})


def accusation() -> PetitionContent:
    return PLAIN.model_copy(update={"accused": (ACCUSED,)})
