"""Petition messages cross over both buses: every name, evidence to intake, files, ledgers of both sides, a day offline."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.liaison.statements import accusation, body_of, issued, with_file
from tests.integration.liaison.town import AGENCIES, COLLAB_NO, NOW, Town, later, town
from tests.standing_broker import StandingBroker
from zf_contracts.internal.petitions import PetitionEvidenceChanged, PetitionNoticeArrived, PetitionNoticeIssued
from zf_contracts.values import BlobRef
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.petition_rules import PETITION_LINES
from zf_platform.bus.embedded import Vices
from zf_platform.provision import AgencyDatabase
from zf_platform.transaction import Cause, service_actor

SERVICES = ("liaison", "casemgmt", "intake", "oversight")
TO_COMMITTEE = (
    "petition.competence.disputed",
    "petition.escalated",
    "petition.conversion.detected",
    "petition.ledger.reported",
)


@pytest_asyncio.fixture
async def rabbit_city(
    standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
) -> AsyncIterator[Town]:
    async with (
        standing_broker.bus(list(AGENCIES), SERVICES) as bus,
        town(databases, tmp_path=tmp_path, bus=bus) as made,
    ):
        yield made


@pytest.fixture(params=["city", pytest.param("rabbit_city", marks=pytest.mark.rabbitmq)])
def either(request: pytest.FixtureRequest) -> Town:
    """The town over each of the two buses."""
    found: Town = request.getfixturevalue(str(request.param))
    return found


async def test_every_message_crosses_once_with_its_body_and_both_ledgers_agree(either: Town) -> None:
    from_hall = [message for message in PETITION_LINES if message not in TO_COMMITTEE]
    await either.tell("committee", *(issued(message, "police") for message in from_hall), sender="intake")
    await either.tell("police", *(issued(message, "committee") for message in TO_COMMITTEE), sender="intake")

    async def all_told() -> bool:
        steps = _steps(either, "committee") | _steps(either, "police")
        return all("delivered" in steps.get(f"{message}:1", []) for message in PETITION_LINES)

    await either.settle(all_told, seconds=60)
    arrived = either.windows["police"].of(PetitionNoticeArrived) + either.windows["committee"].of(PetitionNoticeArrived)
    assert sorted(str(one["message"]) for one in arrived) == sorted(PETITION_LINES)
    for one in arrived:
        notice = PetitionNoticeArrived.model_validate(one)
        assert notice.body == body_of(notice.message)
        assert notice.sender == ("police" if notice.message in TO_COMMITTEE else "committee")
    assert await _states(either, "committee", "out") == {"delivered"}
    assert await _states(either, "police", "in") == {"delivered"}
    either.clock.advance(later(1))
    operator = either.nodes["police"].caller("o1", roles=["operator"])
    await operator.post("/reconciliations", json={"peer": "committee"})

    async def compared() -> bool:
        rows = (await operator.get("/reconciliations")).json()["items"]
        return bool(rows[0]["state"] == "equal" and rows[0]["received_here"] == len(from_hall))

    await either.settle(compared, seconds=40)


async def test_a_matter_arrives_with_its_papers_verified(either: Town) -> None:
    stored = await either.service("police").parts.blobs.put_bytes("来信扫描件".encode())
    file = BlobRef(digest=stored.digest, size=stored.size)
    await either.tell(
        "police", issued("petition.transferred", "procuratorate", content=with_file(file)), sender="intake"
    )

    async def arrived() -> bool:
        return bool(either.windows["procuratorate"].of(PetitionNoticeArrived))

    await either.settle(arrived, seconds=40)
    assert await either.service("procuratorate").parts.blobs.read(file.digest) == "来信扫描件".encode()


async def test_an_agency_offline_for_a_day_is_late_then_failed_then_delivered(either: Town) -> None:
    await either.tell("committee", issued("petition.split", "police"), sender="intake")
    await either.drain("committee")
    submitted = either.windows["committee"].of(PetitionEvidenceChanged)[0]
    assert (submitted["step"], submitted["receiver"]) == ("submitted", "police")
    assert submitted["warn_at"] == (NOW + later(60)).isoformat()
    assert submitted["fail_at"] == (NOW + later(24 * 60)).isoformat()
    either.clock.advance(later(25 * 60))
    for _ in range(2):
        await either.job("committee", "watch_evidence")
        await either.drain("committee")
    assert _steps(either, "committee")["petition.split:1"][-1] == "failed"

    async def delivered() -> bool:
        await either.due_now("committee")
        return _steps(either, "committee")["petition.split:1"][-1] == "delivered"

    await either.settle(delivered, seconds=40)
    assert len(either.windows["police"].of(PetitionNoticeArrived)) == 1


async def test_a_bad_line_delivers_every_statement_once_and_in_order(city: Town) -> None:
    city.give(Vices(seed=5, duplicate=0.3, drop=0.3, lost_confirm=0.2, reorder=True))
    said = [issued("petition.tracking.updated", "police", notice_id=f"n{number}") for number in range(20)]
    await city.tell("committee", *said, sender="intake")

    async def over() -> bool:
        await city.due_now("committee")
        await city.run("police", "UPDATE inbox SET next_at = now() WHERE state = 'taken'")
        return await city.value("committee", "SELECT count(*) FROM ledger WHERE state <> 'delivered'") == 0

    await city.settle(over, seconds=60)
    told = await city.rows("police", "SELECT subject, sequence FROM outbox WHERE type = 'petition.notice.arrived'")
    assert len(told) == len(said)
    sequence = await city.rows("police", "SELECT sequence FROM inbox WHERE channel = 'interagency' ORDER BY sequence")
    assert [row[0] for row in sequence] == list(range(1, len(said) + 1))


async def test_what_must_not_be_said_is_parked_before_it_leaves(city: Town) -> None:
    wrong = [
        (issued("petition.transferred", "police", content=None), "exchange.petition_content_missing"),
        (issued("petition.registered", "police", content=accusation()), "exchange.accused_not_allowed"),
        (
            issued("petition.transferred", "police", "procuratorate", content=accusation()),
            "exchange.accused_to_several",
        ),
        (issued("petition.escalated", "police"), "exchange.receiver_not_named"),
        (_misnamed(), "exchange.petition_body_differs"),
        (issued("petition.closed", "moon"), "exchange.peer_not_allowed"),
    ]
    await city.tell("committee", *(notice for notice, _ in wrong), sender="intake")
    await city.tell("police", issued("petition.split", "procuratorate"), sender="intake")
    await city.drain()
    parked = await city.rows("committee", "SELECT error_code FROM inbox WHERE state = 'parked'")
    assert sorted(str(row[0]) for row in parked) == sorted(code for _, code in wrong)
    found = await city.rows("police", "SELECT error_code FROM inbox WHERE state = 'parked'")
    assert found == [("exchange.not_from_the_hall",)]
    assert await city.value("committee", "SELECT count(*) FROM ledger") == 0


@pytest.mark.parametrize(
    ("sender", "message", "code"),
    [
        ("police", "petition.split", "exchange.not_from_the_hall"),
        ("police", "petition.competence.decided", "exchange.sender_not_entitled"),
    ],
)
async def test_what_only_another_may_say_is_rejected_and_told(city: Town, sender: str, message: str, code: str) -> None:
    """The committee decides disputes, the hall splits: a faulty node that says it itself is not believed."""
    service = city.service(sender)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id=COLLAB_NO))
        contract = PETITION_LINES[message].contract
        body = body_of(message)
        send(
            scope,
            contract(body=body),
            peer="procuratorate",
            collab_no=COLLAB_NO,
            acted_at=NOW,
            notice_id=body.notice_id,
        )
        await transaction.commit()
    await city.drain()
    assert city.windows["procuratorate"].of(PetitionNoticeArrived) == []
    told = city.windows[sender].of(PetitionEvidenceChanged)[-1]
    assert told["step"] == "rejected"
    assert told["problems"][0]["code"] == code  # type: ignore[index]


async def test_the_accused_reach_one_competent_body_under_the_highest_secrecy(city: Town) -> None:
    await city.tell("committee", issued("petition.assigned", "procuratorate", content=accusation()), sender="intake")
    await city.drain()
    arrived = city.windows["procuratorate"].heard[-1]
    assert arrived.sensitivity == "L4"
    assert PetitionNoticeArrived.model_validate(arrived.data).body == body_of("petition.assigned", content=accusation())


def _misnamed() -> PetitionNoticeIssued:
    return issued("petition.closed", "police").model_copy(update={"message": "petition.reopened"})


def _steps(either: Town, agency: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for told in either.windows[agency].of(PetitionEvidenceChanged):
        found.setdefault(str(told["notice_id"]), []).append(str(told["step"]))
    return found


async def _states(either: Town, agency: str, direction: str) -> set[object]:
    rows = await either.rows(agency, "SELECT DISTINCT state FROM ledger WHERE direction = :way", way=direction)
    return {row[0] for row in rows}
