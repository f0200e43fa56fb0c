"""A package crosses: four evidences, answers, notices, breaches, and who may send what."""

import pytest

from tests.integration.liaison.town import COLLAB_NO, NOW, Town, later, package, submitted
from tests.integration.schema import schema_differences
from zf_contracts.envelope import Payload
from zf_contracts.interagency.notices import ArrestDecisionIssued, CaseFilingDecided, CommitteeResolutionIssued
from zf_contracts.interagency.transfers import CaseTransferReceipted, CaseTransferSubmitted
from zf_contracts.internal.deadlines import CustodyBreachFound
from zf_contracts.internal.transfers import (
    NoticeArrived,
    NoticeIssued,
    TransferArrived,
    TransferEvidenceChanged,
    TransferOpened,
    TransferReceipted,
    TransferReturned,
)
from zf_contracts.values import CodedProblem, Package, StageNotice
from zf_liaison.exchange.ledger import send
from zf_liaison.tables import Base
from zf_platform.provision import AgencyDatabase
from zf_platform.transaction import Cause, service_actor

SUBJECT = f"{COLLAB_NO[:-4]}0001"


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["police"].owner_url
    assert await schema_differences(url, schema="liaison", metadata=Base.metadata) == []


async def test_a_package_gets_all_four_evidences(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain()
    arrived = city.ears["procuratorate"].of(TransferArrived)
    assert [one["package"]["transfer_id"] for one in arrived] == [package().transfer_id]  # type: ignore[index]
    message_id = str(arrived[0]["message_id"])
    city.clock.advance(later(3))
    opened_at = city.clock.now()
    await city.tell(
        "procuratorate",
        TransferOpened(transfer_id=package().transfer_id, version=1, message_id=message_id, opened_at=opened_at),
    )
    await city.drain()
    told = city.ears["police"].of(TransferEvidenceChanged)
    steps = [one["step"] for one in told]
    assert steps[0] == "submitted"
    assert set(steps) == {"submitted", "delivered", "opened"} | ({"relayed"} & set(steps))
    assert {one["message_id"] for one in told} == {message_id}
    row = (await city.rows("police", "SELECT state, relayed_at, delivered_at, opened_at, look_at FROM ledger"))[0]
    assert row == ("opened", NOW, NOW, opened_at, None)
    assert await city.rows("procuratorate", "SELECT state, direction FROM ledger") == [("opened", "in")]
    assert await city.rows("police", "SELECT state FROM outbox WHERE channel = 'interagency'") == [("done",)]


async def test_relayed_is_told_while_the_peer_has_not_acted(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain("police")
    assert [one["step"] for one in city.ears["police"].of(TransferEvidenceChanged)] == ["submitted", "relayed"]
    assert await city.rows("police", "SELECT state, relayed_at FROM ledger") == [("waiting", NOW)]
    await city.drain()
    assert [one["step"] for one in city.ears["police"].of(TransferEvidenceChanged)][-1] == "delivered"


async def test_opening_twice_sends_one_receipt(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain()
    message_id = str(city.ears["procuratorate"].of(TransferArrived)[0]["message_id"])
    opened = TransferOpened(transfer_id=package().transfer_id, version=1, message_id=message_id, opened_at=NOW)
    await city.tell("procuratorate", opened)
    await city.tell("procuratorate", opened)
    await city.drain()
    receipts = "SELECT count(*) FROM outbox WHERE type = 'exchange.receipt'"
    assert await city.value("procuratorate", receipts) == 2  # delivered and opened


async def test_acceptance_and_return_reach_the_sender_as_linked_answers(city: Town) -> None:
    await city.tell("police", submitted(1), submitted(2))
    await city.drain()
    first, second = package(1), package(2)
    await city.tell(
        "procuratorate",
        TransferReceipted(
            transfer_id=first.transfer_id,
            version=1,
            direction="out",
            peer="police",
            collab_no=first.collab_no,
            receiving_no="云检案受〔2026〕1号",
            accepted_at=NOW,
            accepted_by="p1",
        ),
        TransferReturned(
            transfer_id=second.transfer_id,
            version=1,
            direction="out",
            peer="police",
            collab_no=second.collab_no,
            effect="supplement",
            problems=(CodedProblem(code="R03", text="缺少鉴定意见"),),
            decided_at=NOW,
            decided_by="p1",
        ),
    )
    await city.drain()
    accepted = city.ears["police"].of(TransferReceipted)[0]
    assert (accepted["direction"], accepted["peer"]) == ("in", "procuratorate")
    assert accepted["receiving_no"] == "云检案受〔2026〕1号"
    returned = city.ears["police"].of(TransferReturned)[0]
    assert returned["problems"] == [{"code": "R03", "text": "缺少鉴定意见"}]
    reader = city.nodes["police"].caller("a1", roles=["outlet_clerk"])
    rows = (await reader.get("/ledger", params={"direction": "out", "q": first.collab_no})).json()["items"]
    detail = (await reader.get(f"/ledger/{rows[0]['message_id']}")).json()
    assert [answer["type"] for answer in detail["answers"]] == ["case.transfer.receipted"]
    assert [evidence["state"] for evidence in detail["evidences"]] == ["done", "done", "done", "waiting"]


async def test_an_answer_without_a_package_is_rejected(city: Town) -> None:
    answer = CaseTransferReceipted(
        transfer_id="nobody", version=1, collab_no=SUBJECT, receiving_no="1", accepted_at=NOW, accepted_by="p1"
    )
    message_id = await _send(city, "procuratorate", answer, to="police")
    await city.drain()
    assert city.ears["police"].of(TransferReceipted) == []
    state = "SELECT state FROM outbox WHERE id = :id"
    assert await city.value("procuratorate", state, id=message_id) == "rejected"
    assert await city.value("police", "SELECT state FROM inbox WHERE id = :id", id=message_id) == "rejected"


async def test_a_notice_goes_to_each_receiver_and_is_told_there(city: Town) -> None:
    notice = StageNotice(
        notice_id="n1",
        collab_no=SUBJECT,
        act="approve_arrest",
        transition="T21",
        from_state="arrest_review",
        to_state="arrested",
        acted_at=NOW,
    )
    await city.tell(
        "procuratorate", NoticeIssued(message="arrest.decision.issued", receivers=("police",), notice=notice)
    )
    await city.drain()
    heard = city.ears["police"].of(NoticeArrived)
    assert [(one["sender"], one["message"]) for one in heard] == [("procuratorate", ArrestDecisionIssued.TYPE)]
    assert heard[0]["notice"]["act"] == "approve_arrest"  # type: ignore[index]
    assert await city.rows("procuratorate", "SELECT state FROM ledger") == [("delivered",)]


async def test_a_resolution_is_told_to_those_it_concerns_alone(city: Town) -> None:
    """S-039: the procuratorate's casemgmt hears the number and the result, nobody else hears anything."""
    facts = {
        "number": "云公执委议〔2026〕1号",
        "committee": "执法管理委员会",
        "act_zh": "撤销案件",
        "outcome": "adopted",
    }
    notice = StageNotice(
        notice_id="n1",
        collab_no=SUBJECT,
        act=CommitteeResolutionIssued.TYPE,
        transition="",
        from_state="investigating",
        to_state="investigating",
        acted_at=NOW,
        facts=facts,
    )
    issued = NoticeIssued(message=CommitteeResolutionIssued.TYPE, receivers=("procuratorate",), notice=notice)
    await city.tell("police", issued)
    await city.drain()
    (heard,) = city.ears["procuratorate"].of(NoticeArrived)
    assert (heard["sender"], heard["message"]) == ("police", "committee.resolution.issued")
    assert heard["notice"]["facts"] == facts  # type: ignore[index]
    assert await city.rows("police", "SELECT peer, state FROM ledger") == [("procuratorate", "delivered")]
    assert city.ears["committee"].of(NoticeArrived) == []


async def test_only_a_police_committee_tells_others(city: Town) -> None:
    """The deliberations of a procuratorate's committee are its own: the receiver rejects such a message."""
    notice = StageNotice(
        notice_id="n2",
        collab_no=SUBJECT,
        act=CommitteeResolutionIssued.TYPE,
        transition="",
        from_state="",
        to_state="",
        acted_at=NOW,
    )
    message_id = await _send(city, "procuratorate", CommitteeResolutionIssued(notice=notice), to="police")
    await city.drain()
    assert city.ears["police"].of(NoticeArrived) == []
    states = await city.rows("police", "SELECT state FROM ledger WHERE message_id = :id", id=message_id)
    assert states == [("rejected",)]


async def test_a_notice_to_an_unknown_receiver_is_parked_whole(city: Town) -> None:
    notice = StageNotice(
        notice_id="n1", collab_no=SUBJECT, act="x", transition="T03", from_state="", to_state="", acted_at=NOW
    )
    issued = NoticeIssued(message=CaseFilingDecided.TYPE, receivers=("procuratorate", "nowhere"), notice=notice)
    await city.tell("police", issued)
    await city.drain()
    assert await city.rows("police", "SELECT state, error_code FROM inbox") == [("parked", "exchange.peer_not_allowed")]
    assert await city.value("police", "SELECT count(*) FROM ledger") == 0


async def test_a_breach_is_told_to_procuratorate_and_committee(city: Town) -> None:
    breach = CustodyBreachFound(deadline_id="d1", collab_no=SUBJECT, rule="P14", due=NOW, found_at=NOW, custody=True)
    await city.tell("police", breach, sender="oversight")
    await city.drain()
    for agency in ("procuratorate", "committee"):
        told = city.ears[agency].of(NoticeArrived)
        assert [one["message"] for one in told] == ["deadline.breached"]
        assert told[0]["notice"]["facts"]["rule"] == "P14"  # type: ignore[index]


@pytest.mark.parametrize("false", [package(sender="procuratorate"), package(receiver="committee")])
async def test_a_package_that_names_others_is_rejected(city: Town, false: Package) -> None:
    message_id = await _send(city, "police", CaseTransferSubmitted(package=false), to="procuratorate")
    await city.drain()
    assert city.ears["procuratorate"].of(TransferArrived) == []
    rejected = await city.rows(
        "procuratorate", "SELECT state, problems FROM ledger WHERE message_id = :id", id=message_id
    )
    assert rejected[0][0] == "rejected"
    assert "exchange.package_misaddressed" in str(rejected[0][1])


async def test_an_agency_without_the_right_kind_is_rejected(city: Town) -> None:
    """The committee is in the directory and signs correctly; still it sends no packages."""
    false = CaseTransferSubmitted(package=package(sender="committee"))
    message_id = await _send(city, "committee", false, to="procuratorate")
    await city.drain()
    assert city.ears["procuratorate"].of(TransferArrived) == []
    assert await city.value("committee", "SELECT state FROM outbox WHERE id = :id", id=message_id) == "rejected"


async def test_a_rejected_package_is_told_to_its_sender(city: Town) -> None:
    await city.tell("police", submitted(sender="procuratorate"))
    await city.drain()
    told = city.ears["police"].of(TransferEvidenceChanged)
    assert told[-1]["step"] == "rejected"
    assert told[-1]["problems"][0]["code"] == "exchange.package_misaddressed"  # type: ignore[index]
    assert await city.rows("police", "SELECT state FROM ledger") == [("rejected",)]


async def _send(city: Town, agency: str, payload: Payload, *, to: str) -> str:
    """Past the checks of the sender's own dispatch: what a faulty node would do."""
    service = city.service(agency)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id=SUBJECT))
        message_id = send(scope, payload, peer=to, collab_no=SUBJECT, acted_at=NOW)
        await transaction.commit()
    return message_id
