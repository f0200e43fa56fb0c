"""Likely repeats: found by shared marks or people, compared by their words, shown as far as the reader may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from zf_contracts.http.repeats import AlikeRow, PeerMatchRow
from zf_intake.desk import Desk
from zf_intake.petitions.likeness_queries import PetitionWords, words_of_petitions
from zf_intake.repeats.pair_rules import compared_words
from zf_intake.repeats.rules import Likeness, Words, likeness, marks
from zf_intake.repeats.tables import PairDecision, PeerMatch, PetitionMarks
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

MOST_CANDIDATES, MOST_SHOWN = 200, 10


@dataclass(frozen=True, slots=True)
class Likely:
    """A petition and why it is shown: its words are alike, or it is of the same person, or both."""

    petition: PetitionWords
    found: Likeness
    same_person: bool


async def alike_text(scope: Scope, words: Words, *, desk: Desk) -> tuple[AlikeRow, ...]:
    """Before registration: petitions with nearly the same text. Without words nothing is alike."""
    keyed = desk.match.marks(marks(words))
    likely = await _likely(scope, words, keyed, people=(), beside=("", ""), desk=desk)
    return tuple(_row(one, None, desk=desk) for one in likely)


async def list_repeats(scope: Scope, petition_id: str, *, desk: Desk) -> tuple[AlikeRow, ...]:
    """Likely repeats of a petition, undecided ones first, the likeliest on top."""
    mine = await words_of_one(scope, petition_id)
    kept = await scope.session.get(PetitionMarks, petition_id)
    found = await _likely(
        scope,
        compared(mine),
        kept.marks if kept else (),
        people=kept.people if kept else (),
        beside=(petition_id, mine.collab_no),
        desk=desk,
    )
    decided = await decisions_of(scope, petition_id)
    rows = [_row(one, decided.get(one.petition.id), desk=desk) for one in found]
    return tuple(sorted(rows, key=lambda row: bool(row.verdict)))


async def list_peer_matches(scope: Scope, petition_id: str, *, desk: Desk) -> tuple[PeerMatchRow, ...]:
    """What other agencies have, as far as they said: agency and number."""
    await words_of_one(scope, petition_id)
    rows = await scope.session.scalars(
        select(PeerMatch).where(PeerMatch.petition_id == petition_id).order_by(PeerMatch.agency, PeerMatch.petition_no)
    )
    return tuple(_peer_row(row, desk=desk) for row in rows)


def _peer_row(row: PeerMatch, *, desk: Desk) -> PeerMatchRow:
    agency = desk.law.agencies.find(row.agency)
    return PeerMatchRow(
        agency=row.agency,
        agency_zh=agency.name_zh if agency else row.agency,
        agency_en=agency.name_en if agency else row.agency,
        petition_no=row.petition_no,
        same_person=row.same_person,
        same_subject=row.same_subject,
        learned_at=row.learned_at,
    )


async def words_of_one(scope: Scope, petition_id: str) -> PetitionWords:
    found = await words_of_petitions(scope, (petition_id,))
    if not found or not found[0].in_sight:
        raise NotFound
    return found[0]


async def share_people(scope: Scope, one_id: str, other_id: str) -> bool:
    rows = await scope.session.scalars(
        select(PetitionMarks.people).where(PetitionMarks.petition_id.in_((one_id, other_id)))
    )
    people = rows.all()
    return len(people) == 2 and bool(set(people[0]) & set(people[1]))


async def decisions_of(scope: Scope, petition_id: str) -> Mapping[str, PairDecision]:
    """The other petition of the pair → what was decided."""
    rows = await scope.session.scalars(
        select(PairDecision).where(or_(PairDecision.first_id == petition_id, PairDecision.second_id == petition_id))
    )
    return {row.second_id if row.first_id == petition_id else row.first_id: row for row in rows}


def compared(petition: PetitionWords) -> Words:
    return compared_words(
        title=petition.title, requests=petition.requests, facts=petition.facts, reasons=petition.reasons
    )


async def _likely(
    scope: Scope,
    words: Words,
    keyed: Collection[int],
    *,
    people: Collection[str],
    beside: tuple[str, str],
    desk: Desk,
) -> Sequence[Likely]:
    """`beside`: the petition itself, and the number of its matter: parts of one matter are no repeats of each other."""
    sharing = await _sharing(scope, keyed, people)
    petitions = await words_of_petitions(scope, sharing)
    own_id, own_collab = beside
    found = [
        Likely(one, likeness(words, compared(one)), sharing[one.id])
        for one in petitions
        if one.id != own_id and one.collab_no != own_collab
    ]
    shown = [one for one in found if one.found.alike or one.same_person]
    return sorted(shown, key=lambda one: (-one.found.score, one.petition.id))[:MOST_SHOWN]


async def _sharing(scope: Scope, keyed: Collection[int], people: Collection[str]) -> Mapping[str, bool]:
    """Petition → whether it is of the same person. Newest first, so that a mark that everybody has costs little."""
    found: dict[str, bool] = {}
    if keyed:
        by_text = PetitionMarks.marks.overlap(list(keyed))
        found |= dict.fromkeys(await _ids(scope, by_text), False)
    if people:
        by_person = PetitionMarks.people.overlap(list(people))
        found |= dict.fromkeys(await _ids(scope, by_person), True)
    return found


async def _ids(scope: Scope, condition: object) -> Sequence[str]:
    statement = select(PetitionMarks.petition_id).where(condition)  # type: ignore[arg-type]
    return (
        await scope.session.scalars(statement.order_by(PetitionMarks.petition_id.desc()).limit(MOST_CANDIDATES))
    ).all()


def _row(likely: Likely, decided: PairDecision | None, *, desk: Desk) -> AlikeRow:
    one, seen = likely.petition, likely.petition.in_sight
    state = desk.law.petitions.states[one.state]
    return AlikeRow(
        petition_id=one.id if seen else "",
        petition_no=one.petition_no,
        title=one.title if seen else "",
        unit=one.unit,
        state=one.state,
        state_zh=state.zh,
        state_en=state.en,
        received_at=one.received_at,
        score=round(likely.found.score, 3),
        shared=likely.found.shared if seen else (),
        same_person=likely.same_person,
        verdict=decided.verdict if decided else "",
        reason=decided.reason if decided else "",
        decided_by=decided.decided_by_name if decided else "",
        decided_at=decided.decided_at if decided else None,
    )
