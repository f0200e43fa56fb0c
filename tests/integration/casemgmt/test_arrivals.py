"""Packages that arrive in one batch: each is kept, the newest of a transfer is the one to open, a twin is answered once."""

from tests.integration.casemgmt.city import City
from tests.integration.casemgmt.shortcuts import in_exit_review
from zf_casemgmt.main import spec
from zf_contracts.envelope import Address
from zf_contracts.internal.transfers import TransferArrived
from zf_platform.ids import new_id
from zf_platform.transaction import Cause, service_actor


async def test_of_two_versions_in_one_batch_the_newer_is_open_and_the_older_is_kept(city: City) -> None:
    first = await on_its_way(city)
    second = version(first, 2)
    await in_one_batch(city, first, second, first, version(first, 1))
    found = await kept(city, first)
    assert found == [(1, "superseded"), (2, "arrived")]
    audited = await city.rows(
        "procuratorate", "SELECT count(*) FROM audit_entry WHERE act = 'package.arrive' AND after_digest <> ''"
    )
    assert audited == [(2,)]


async def test_an_older_one_that_comes_after_the_newer_changes_nothing(city: City) -> None:
    first = await on_its_way(city)
    await in_one_batch(city, version(first, 2), first)
    assert await kept(city, first) == [(2, "arrived")]
    await in_one_batch(city, first, version(first, 3))
    assert await kept(city, first) == [(2, "superseded"), (3, "arrived")]


async def test_of_two_transfers_of_one_round_the_later_is_told_of_the_earlier(city: City) -> None:
    first = await on_its_way(city)
    other = first.package.model_copy(update={"transfer_id": new_id(city.clock.now())})
    await in_one_batch(city, first, first.model_copy(update={"package": other}))
    rows = await city.rows(
        "procuratorate",
        "SELECT transfer_id, (SELECT count(*) FROM jsonb_array_elements(checks) c"
        " WHERE NOT (c->>'passed')::boolean) FROM package",
    )
    failed = {str(row[0]): int(str(row[1])) for row in rows}
    assert failed[other.transfer_id] == failed[first.package.transfer_id] + 1


async def on_its_way(city: City) -> TransferArrived:
    """A package as the procuratorate's liaison tells it, with its files there, and not yet told."""
    city.holding = True
    await city.gated(await in_exit_review(city, "丁某"), "prosecution")
    (payload,) = (one for _, _, one in city.held if isinstance(one, TransferArrived))
    city.held.clear()
    city.holding = False
    return payload


def version(arrived: TransferArrived, number: int) -> TransferArrived:
    return arrived.model_copy(update={"package": arrived.package.model_copy(update={"version": number})})


async def in_one_batch(city: City, *arrivals: TransferArrived) -> None:
    parts = city.services["procuratorate"].service.parts
    action = spec(law=city.law).consumes(parts)[TransferArrived]
    async with parts.factory.begin() as transaction:
        for arrived in arrivals:
            cause = Cause(correlation_id="batch", causation_id=new_id(city.clock.now()), request_id="batch")
            await action(
                transaction.scope(actor=service_actor(Address("procuratorate", "liaison")), cause=cause), arrived
            )
        await transaction.commit()


async def kept(city: City, arrived: TransferArrived) -> list[tuple[object, ...]]:
    rows = await city.rows(
        "procuratorate", "SELECT transfer_id, package_version, state FROM package ORDER BY package_version"
    )
    return [row[1:] for row in rows if row[0] == arrived.package.transfer_id]
