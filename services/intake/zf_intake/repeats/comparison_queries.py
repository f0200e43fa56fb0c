"""Two petitions side by side, with what is the same and what is not marked in every text."""

from zf_contracts.http.repeats import ComparedField, ComparisonView, Piece
from zf_intake.desk import Desk
from zf_intake.petitions.likeness_queries import PetitionWords
from zf_intake.petitions.queries import rows_by_id
from zf_intake.repeats.difference_rules import Side, differences
from zf_intake.repeats.queries import compared, decisions_of, share_people, words_of_one
from zf_intake.repeats.rules import likeness
from zf_platform.transaction import Scope


async def compare(scope: Scope, petition_id: str, other_id: str, *, desk: Desk) -> ComparisonView:
    """Whoever may not see one of the two compares nothing. A sensitive read: it leaves a line in the audit log."""
    one, other = await words_of_one(scope, petition_id), await words_of_one(scope, other_id)
    rows = await rows_by_id(scope, (petition_id, other_id), desk=desk)
    found = likeness(compared(one), compared(other))
    decided = (await decisions_of(scope, petition_id)).get(other_id)
    scope.record(
        "petition.compare", object_kind="petition", object_id=petition_id, reason=other.petition_no, sensitive_read=True
    )
    return ComparisonView(
        one=rows[petition_id],
        other=rows[other_id],
        score=round(found.score, 3),
        subject=round(found.subject, 3),
        text=round(found.text, 3),
        shared=found.shared,
        same_person=await share_people(scope, petition_id, other_id),
        fields=_fields(one, other),
        verdict=decided.verdict if decided else "",
        reason=decided.reason if decided else "",
        decided_by=decided.decided_by_name if decided else "",
        decided_at=decided.decided_at if decided else None,
    )


def _fields(one: PetitionWords, other: PetitionWords) -> tuple[ComparedField, ...]:
    """Every text that at least one of the two has."""
    texts = [
        ("title", one.title, other.title),
        ("requests", "\n".join(one.requests), "\n".join(other.requests)),
        ("facts", one.facts, other.facts),
        ("reasons", one.reasons, other.reasons),
        ("place", one.place, other.place),
    ]
    return tuple(_field(name, *differences(left, right)) for name, left, right in texts if left or right)


def _field(name: str, one: Side, other: Side) -> ComparedField:
    return ComparedField.model_validate({"name": name, "one": _pieces(one), "other": _pieces(other)})


def _pieces(side: Side) -> tuple[Piece, ...]:
    return tuple(Piece(text=one.text, same=one.same) for one in side)
