"""Give the sample city its accounts, through liaison's own setting-up use case."""

from collections.abc import Mapping

from zf_contracts.http.liaison import CreateAccount
from zf_law.loader import Law
from zf_liaison.accounts.enrol import enrol
from zf_liaison.accounts.passwords import Passwords
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE, Person, officers
from zf_platform.ids import new_secret
from zf_platform.service import RunningService
from zf_platform.transaction import Cause, service_actor

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
    people = [(person, DEMO_PASSWORD) for person in DEMO_PEOPLE]
    unknown = new_secret()
    people += [(person, unknown) for person in officers(_POSTS)]
    passwords = Passwords()
    made = 0
    for agency in sorted({person.agency for person, _ in people}):
        mine = [_account(person, password) for person, password in people if person.agency == agency]
        service = services[agency, "liaison"]
        async with service.parts.factory.begin() as transaction:
            cause = Cause(correlation_id="setup", request_id="setup")
            scope = transaction.scope(actor=service_actor(service.address), cause=cause)
            made += await enrol(scope, mine, law=law, passwords=passwords)
            await transaction.commit()
    return made


def _account(person: Person, password: str) -> CreateAccount:
    return CreateAccount(
        username=person.username, name=person.name, unit=person.unit, roles=person.roles, password=password
    )
