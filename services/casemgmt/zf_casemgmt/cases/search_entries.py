"""A case as it is searched: its texts and numbers, keyed hashes of its suspects, and whose matter it is."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.cases.tables import CaseRecord, Suspect
from zf_casemgmt.office import Office
from zf_casemgmt.search.index_objects import index_objects
from zf_casemgmt.tables import fresh
from zf_platform.personal import PersonalKey
from zf_platform.search.box import number_form
from zf_platform.search.store import Entry
from zf_platform.transaction import Scope, Transaction

Noted = tuple[str, PersonalKey]


def note_for_search(scope: Scope, case_id: str, *, office: Office) -> None:
    """The entry is written anew before the commit, once for all changes of the transaction."""
    scope.transaction.collect(_write, (case_id, office.personal))


async def _write(transaction: Transaction, noted: Sequence[Noted]) -> None:
    ids = sorted({case_id for case_id, _ in noted})
    await index_objects(transaction, await _entries(transaction.session, ids, key=noted[0][1]))


async def _entries(session: AsyncSession, ids: Sequence[str], *, key: PersonalKey) -> list[Entry]:
    records = await session.scalars(fresh(CaseRecord).where(CaseRecord.id.in_(ids)))
    people = (
        await session.execute(
            select(Suspect.case_id, Suspect.name, Suspect.id_hash, Suspect.charge).where(Suspect.case_id.in_(ids))
        )
    ).all()
    return [
        Entry(
            id=one.id,
            kind="case",
            at=one.opened_at,
            texts=(one.title, one.charge, one.facts, *(person.charge for person in people if person.case_id == one.id)),
            unit=one.unit,
            people=frozenset(filter(None, (one.handler_id, *one.participants))),
            numbers=frozenset(number_form(number) for number in (one.case_no, one.collab_no)),
            persons=frozenset(person.id_hash for person in people if person.case_id == one.id and person.id_hash),
            names=frozenset(
                key.keyed_hash("name", person.name) for person in people if person.case_id == one.id and person.name
            ),
        )
        for one in records
    ]
