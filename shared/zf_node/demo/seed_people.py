"""Give a sample city its accounts, through liaison's own setting-up use case."""

from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack

from zf_contracts.envelope import Address
from zf_contracts.http.liaison import CreateAccount
from zf_law.loader import Law
from zf_liaison.accounts.enrol import enrol
from zf_liaison.accounts.passwords import Passwords
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE, Person, officers
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.ids import new_secret
from zf_platform.service import RunningService
from zf_platform.transaction import Cause, TransactionFactory, Wakeups, service_actor
from zf_platform.wake import LocalWakeup

# Where the hundred officers serve: agency, unit, role.
_POSTS = (
    ("police", "criminal", "handler"),
    ("police", "economic", "handler"),
    ("police", "yunling_station", "duty_officer"),
    ("police", "linhe_station", "handler"),
    ("police", "public_order", "handler"),
    ("procuratorate", "first", "prosecutor"),
    ("procuratorate", "second", "prosecutor"),
    ("court", "criminal", "judge"),
    ("justice", "case_office", "case_office_clerk"),
    ("police", "legal", "legal_reviewer"),
)


async def seed_people(services: Mapping[tuple[str, str], RunningService], *, law: Law) -> int:
    """Returns how many accounts are new. Demo accounts share the demo password; officers have one nobody knows."""
    unknown = new_secret()
    people = [*((person, DEMO_PASSWORD) for person in DEMO_PEOPLE), *((person, unknown) for person in officers(_POSTS))]
    agencies = sorted({person.agency for person, _ in people})
    return await _enrol({code: services[code, "liaison"].parts.factory for code in agencies}, people, law=law)


async def seed_people_from_outside(urls: Mapping[str, str], *, password: str, law: Law) -> Mapping[str, int]:
    """The demo accounts of agencies whose services run elsewhere. `urls`: agency → its database. Returns new ones by agency."""
    made: dict[str, int] = {}
    async with AsyncExitStack() as stack:
        for agency, url in urls.items():
            database = Database(url, schema="liaison", pool_size=1, application_name="zf-demo-people")
            stack.push_async_callback(database.close)
            wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
            identity = Address(agency, "liaison")
            factory = TransactionFactory(database=database, identity=identity, clock=SystemClock(), wakeups=wakeups)
            people = [(person, password) for person in DEMO_PEOPLE if person.agency == agency]
            made[agency] = await _enrol({agency: factory}, people, law=law)
    return made


async def _enrol(factories: Mapping[str, TransactionFactory], people: Iterable[tuple[Person, str]], *, law: Law) -> int:
    passwords = _EachOnce()
    staff: dict[str, list[CreateAccount]] = {agency: [] for agency in factories}
    for person, password in people:
        staff[person.agency].append(_account(person, password))
    made = 0
    for agency, factory in factories.items():
        async with factory.begin() as transaction:
            cause = Cause(correlation_id="setup", request_id="setup")
            scope = transaction.scope(actor=service_actor(Address(agency, "liaison")), cause=cause)
            made += await enrol(scope, staff[agency], law=law, passwords=passwords)
            await transaction.commit()
    return made


class _EachOnce(Passwords):
    """A hash takes a third of a second on purpose; the few passwords of a sample city are hashed once for all agencies."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes: dict[str, str] = {}

    async def hash(self, password: str) -> str:
        if password not in self._hashes:
            self._hashes[password] = await super().hash(password)
        return self._hashes[password]


def _account(person: Person, password: str) -> CreateAccount:
    return CreateAccount(
        username=person.username, name=person.name, unit=person.unit, roles=person.roles, password=password
    )
