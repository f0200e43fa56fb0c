"""A petition as it is searched: its texts, its numbers, keyed hashes of its people, and who may see it."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from zf_intake.desk import Desk
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionPerson, PetitionRequest
from zf_intake.search.index_objects import index_objects
from zf_platform.search.box import number_form
from zf_platform.search.store import Entry
from zf_platform.transaction import Scope, Transaction

Noted = tuple[str, Desk]
_WANTED: BindParameter[list[str]] = bindparam("petitions", expanding=True)
_PETITIONS = select(Petition).where(Petition.id.in_(_WANTED)).execution_options(populate_existing=True)
_PEOPLE = select(PetitionPerson).where(PetitionPerson.petition_id.in_(_WANTED))
_ACCUSED = select(PetitionAccused).where(PetitionAccused.petition_id.in_(_WANTED))
_REQUESTS = select(PetitionRequest).where(PetitionRequest.petition_id.in_(_WANTED))


def note_for_search(scope: Scope, petition_id: str, *, desk: Desk) -> None:
    """The entry is written anew before the commit, once for all changes of the transaction."""
    scope.transaction.collect(_write, (petition_id, desk))


async def _write(transaction: Transaction, noted: Sequence[Noted]) -> None:
    desk = noted[0][1]
    ids = sorted({petition_id for petition_id, _ in noted})
    await index_objects(
        transaction, await _entries(transaction.session, ids, agency=transaction.identity.agency, desk=desk)
    )


async def _entries(session: AsyncSession, ids: Sequence[str], *, agency: str, desk: Desk) -> list[Entry]:
    wanted = {"petitions": list(ids)}
    petitions = await session.scalars(_PETITIONS, wanted)
    people = (await session.scalars(_PEOPLE, wanted)).all()
    accused = (await session.scalars(_ACCUSED, wanted)).all()
    requests = (await session.scalars(_REQUESTS, wanted)).all()
    return [
        _entry(
            one,
            people=[person for person in people if person.petition_id == one.id],
            accused=[other for other in accused if other.petition_id == one.id and other.agency in ("", agency)],
            requests=[request.content for request in requests if request.petition_id == one.id],
            desk=desk,
        )
        for one in petitions
    ]


def _entry(
    one: Petition,
    *,
    people: Sequence[PetitionPerson],
    accused: Sequence[PetitionAccused],
    requests: Sequence[str],
    desk: Desk,
) -> Entry:
    persons = frozenset(hashed for person in people for hashed in (person.id_hash, person.phone_hash) if hashed)
    names = frozenset(desk.key.keyed_hash("name", person.name) for person in people if person.name)
    return Entry(
        id=one.id,
        kind="petition",
        at=one.received_at,
        texts=(one.title, *requests, one.facts, one.reasons, one.place),
        unit=one.unit,
        people=frozenset(filter(None, (one.officer_id, one.first_handler_id, one.registered_by, *one.participants))),
        barred=frozenset(
            [f"account:{other.account_id}" for other in accused if other.account_id]
            + [f"unit:{other.unit}" for other in accused if other.kind == "unit" and other.unit]
        ),
        restricted=one.sensitivity == ACCUSATION_LEVEL,
        numbers=frozenset(map(number_form, numbers_of(one))),
        persons=persons,
        names=names,
        hidden=persons | names if one.confidential else frozenset(),
    )


def numbers_of(one: Petition) -> list[str]:
    """Every number by which somebody may ask for it, as written."""
    return [
        number
        for number in (one.petition_no, one.collab_no, one.origin_petition_no, one.case_no, *one.case_numbers)
        if number
    ]
