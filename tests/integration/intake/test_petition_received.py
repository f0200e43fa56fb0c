"""A petition from another agency: its own record here with its own clocks; and what the other agency does to ours."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from tests.integration.intake.petition_forms import CITIZEN_ID, Staff, act, attempt, clock_states, refusal, registered
from tests.integration.letters import audited, sent
from zf_contracts.petition_values import (
    AccusedLine,
    FirstHandler,
    HandOver,
    PetitionContent,
    PetitionerLine,
    PetitionMatter,
    RequestLine,
)
from zf_intake.desk import Desk
from zf_intake.petitions.note_peer import note_peer
from zf_intake.petitions.register_received import How, register_received
from zf_law.loader import Law
from zf_platform.clock import ZONE, FixedClock
from zf_platform.errors import RejectMessage
from zf_platform.match_key import MatchKey
from zf_platform.personal import PersonalKey
from zf_platform.testing import ServiceUnderTest
from zf_platform.transaction import Cause, Scope, service_actor

RECEIVED = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)


def matter(**changed: object) -> PetitionMatter:
    content = PetitionContent(
        title="反映拖欠工资",
        requests=(RequestLine(no=1, content="要求查处"), RequestLine(no=2, content="要求补发")),
        petitioners=(PetitionerLine(name="某丙", id_kind="citizen_id", id_number=CITIZEN_ID),),
        accused=(AccusedLine(kind="unit", agency="police", unit="economic", name="经侦支队"),),
    )
    given: dict[str, Any] = {
        "notice_id": "notice-1",
        "collab_no": "XT3299002026112010000157",
        "petition_no": "XFV329900202611200007",
        "acted_at": RECEIVED,
        "channel": "visit",
        "category": "appeal_claim",
        "received_at": RECEIVED,
        "registered_at": RECEIVED,
        "first_handler": FirstHandler(
            agency="procuratorate", unit="petition", account_id="procuratorate.receiver", name="何"
        ),
        "hand_over": HandOver(reason="属于公安机关职权", report_due=date(2027, 1, 15)),
        "content": content,
    }
    return PetitionMatter(**{**given, **changed})


@pytest.fixture
def desk(intake: ServiceUnderTest, law: Law) -> Desk:
    key = intake.service.parts.settings.personal_key
    assert key is not None
    blobs = intake.service.parts.blobs
    text = key.get_secret_value()
    return Desk(law=law, key=PersonalKey.from_text(text), blobs=blobs, match=MatchKey.from_text(text))


T = TypeVar("T")


async def by_message(intake: ServiceUnderTest, work: Callable[[Scope], Awaitable[T]]) -> T:
    async with _scope(intake) as scope:
        found = await work(scope)
        await scope.transaction.commit()
        return found


@asynccontextmanager
async def _scope(intake: ServiceUnderTest) -> AsyncIterator[Scope]:
    async with intake.service.parts.factory.begin() as transaction:
        actor = service_actor(intake.address)
        yield transaction.scope(actor=actor, cause=Cause(correlation_id="XT1", request_id="message"))


async def arrived(intake: ServiceUnderTest, desk: Desk, told: PetitionMatter, *, how: How = "forwarded") -> str:
    return await by_message(
        intake, lambda scope: register_received(scope, told, sender="procuratorate", how=how, desk=desk)
    )


async def test_a_forwarded_petition_gets_its_own_record_and_clocks(
    intake: ServiceUnderTest, staff: Staff, desk: Desk
) -> None:
    petition_id = await arrived(intake, desk, matter())
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    assert (view["state"], view["origin"], view["origin_agency"]) == ("received", "forwarded", "procuratorate")
    assert (view["collab_no"], view["origin_petition_no"]) == ("XT3299002026112010000157", "XFV329900202611200007")
    assert view["petition_no"].startswith("XFV32990020261123")
    assert (view["first_handler_id"], view["first_handler_agency"], view["first_handler_name"]) == (
        "",
        "procuratorate",
        "何",
    )
    assert clock_states(view) == {"X03": "running", "X03.objection": "running"}
    due = {clock["rule"]: clock["due"] for clock in view["clocks"]}
    assert due == {"X03": "2026-12-08", "X03.objection": "2026-11-30"}
    assert [one["content"] for one in view["requests"]] == ["要求查处", "要求补发"]
    assert view["persons"][0]["id_masked"].startswith(CITIZEN_ID[:6])
    assert [one["message"] for one in await sent(intake.service, "petition.notice.issued")] == []
    blind = intake.caller("police.economic", roles=["petition_head"], unit="economic")
    assert (await blind.get(f"/petitions/{petition_id}")).status_code == 404


async def test_the_same_notice_twice_is_one_record(intake: ServiceUnderTest, desk: Desk, staff: Staff) -> None:
    first = await arrived(intake, desk, matter())
    assert await arrived(intake, desk, matter()) == first
    assert await arrived(intake, desk, matter(notice_id="notice-2")) != first
    assert len((await staff.head.get("/petitions")).json()["items"]) == 2


async def test_an_assigned_petition_has_its_report_day(intake: ServiceUnderTest, staff: Staff, desk: Desk) -> None:
    petition_id = await arrived(intake, desk, matter(), how="assigned")
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    (report,) = [clock for clock in view["clocks"] if clock["rule"] == "X10"]
    assert (report["due"], view["report_day"]) == ("2027-01-15", "2027-01-15")


async def test_a_part_of_a_joint_matter_has_only_its_requests(
    intake: ServiceUnderTest, staff: Staff, desk: Desk
) -> None:
    def part(number: int) -> Callable[[Scope], Awaitable[str]]:
        return lambda scope: register_received(
            scope, matter(), sender="committee", how="joint", desk=desk, part_no=number, requests=(number,)
        )

    first, second = [await by_message(intake, part(number)) for number in (1, 2)]
    assert first != second
    view = (await staff.head.get(f"/petitions/{second}")).json()
    assert [one["content"] for one in view["requests"]] == ["要求补发"]


async def test_a_message_without_content_or_with_hidden_characters_is_rejected_with_a_reason(
    intake: ServiceUnderTest, desk: Desk
) -> None:
    with pytest.raises(RejectMessage) as empty:
        await arrived(intake, desk, matter(content=None))
    assert [problem.code for problem in empty.value.problems] == ["petition.content_missing"]
    whole = matter().content
    assert whole is not None
    hidden = whole.model_copy(update={"facts": "铃\u0007声"})
    with pytest.raises(RejectMessage) as malformed:
        await arrived(intake, desk, matter(content=hidden))
    assert [problem.code for problem in malformed.value.problems] == ["petition.content_malformed"]


async def test_each_step_here_is_told_to_the_first_handlers_agency(
    intake: ServiceUnderTest, staff: Staff, desk: Desk
) -> None:
    petition_id = await arrived(intake, desk, matter())
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    view = await act(staff.head, view, "acceptance", unit="criminal")
    view = await act(staff.head, view, "handling", officer_id="police.officer", officer_name="officer")
    opinion = {
        "form": "opinion",
        "result": "supported",
        "results": [{"no": 1, "result": "supported"}, {"no": 2, "result": "supported"}],
        "claims": "要求查处并补发。",
        "facts_and_reasons": "经查属实。",
        "opinion": "已责令补发。",
        "legal_basis": "劳动法第五十条",
    }
    view = await act(staff.officer, view, "answer", **opinion)
    view = await act(staff.officer, view, "service")
    told = [one for one in await sent(intake.service, "petition.notice.issued") if "procuratorate" in one["receivers"]]
    by_name: dict[str, list[Any]] = {}
    for one in told:
        by_name.setdefault(one["message"], []).append(one["body"])
    assert {body["state"] for body in by_name["petition.tracking.updated"]} == {"accepted", "handling", "answered"}
    assert all("要求" not in str(body) for body in by_name["petition.tracking.updated"])
    (answer,) = by_name["petition.replied"]
    assert (answer["way"], answer["outcome"], answer["text"]) == ("handling_opinion", "supported", "已责令补发。")
    assert [one["outcome"] for one in answer["results"]] == ["supported", "supported"]


async def test_an_objection_goes_to_the_sender_and_waits(
    intake: ServiceUnderTest, staff: Staff, desk: Desk, clock: FixedClock
) -> None:
    petition_id = await arrived(intake, desk, matter())
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    assert await refusal(staff.head, view, "objection") == {"petition.explanation_missing"}
    view = await act(staff.head, view, "objection", explanation="属于人社部门职权。", competent="court")
    assert (view["state"], clock_states(view)) == ("objected", {"X03": "running", "X03.objection": "met"})
    (told,) = await sent(intake.service, "petition.notice.issued")
    assert (told["message"], told["receivers"], told["body"]["of"]) == (
        "petition.routing.objected",
        ["procuratorate"],
        "notice-1",
    )

    async def returned(scope: Scope) -> bool:
        return await note_peer(scope, petition_id, "return_to_sender", at=clock.now(), note="同意退回", desk=desk)

    assert await by_message(intake, returned)
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    assert (view["state"], clock_states(view)["X03"]) == ("returned", "cancelled")


async def test_an_objection_after_five_working_days_is_too_late(
    intake: ServiceUnderTest, staff: Staff, desk: Desk, clock: FixedClock
) -> None:
    petition_id = await arrived(intake, desk, matter())
    clock.advance(timedelta(days=8))
    late = Staff(staff.service)
    view = (await late.head.get(f"/petitions/{petition_id}")).json()
    assert await refusal(late.head, view, "objection", explanation="不属于") == {"petition.objection_too_late"}


async def test_what_the_other_agency_does_reaches_the_first_handler(
    intake: ServiceUnderTest, staff: Staff, desk: Desk, clock: FixedClock
) -> None:
    view = await act(staff.receiver, await registered(staff.receiver), "forwarding", receiver="court")
    petition_id = str(view["id"])

    def heard(name: str, note: str) -> Callable[[Scope], Awaitable[bool]]:
        return lambda scope: note_peer(scope, petition_id, name, at=clock.now(), note=note, desk=desk)

    assert await refusal(staff.head, view, "outcome", explanation="确认") == {"stage.flag_missing"}
    assert await by_message(intake, heard("note_tracking", "已受理"))
    assert await by_message(intake, heard("note_peer_closing", "已办结：settled"))
    view = (await staff.receiver.get(f"/petitions/{petition_id}")).json()
    assert "peer_closed" in view["flags"]
    assert [step["note"] for step in view["timeline"]][-2:] == ["已受理", "已办结：settled"]
    assert len((await staff.receiver.get("/petitions/first-handled")).json()["items"]) == 1
    assert await by_message(intake, heard("note_peer_reopening", "重新办理"))
    view = (await staff.receiver.get(f"/petitions/{petition_id}")).json()
    assert await refusal(staff.head, view, "outcome", explanation="确认") == {"stage.flag_missing"}
    await by_message(intake, heard("note_peer_closing", "再次办结"))
    view = (await staff.head.get(f"/petitions/{petition_id}")).json()
    view = await act(staff.head, view, "outcome", explanation="已向信访人核实答复内容。")
    assert (view["state"], view["closing_path"]) == ("closed", "closed_by_peer")
    assert (await staff.receiver.get("/petitions/first-handled")).json()["items"] == []
    assert not await by_message(intake, heard("note_tracking", "迟到的进展"))
    view = (await staff.receiver.get(f"/petitions/{petition_id}")).json()
    assert (view["state"], view["timeline"][-1]["act"]) == ("closed", "hear_late")
    assert await audited(intake.service, "petition.note_tracking") == 1


async def test_the_sender_takes_back_or_upholds(
    intake: ServiceUnderTest, staff: Staff, desk: Desk, clock: FixedClock
) -> None:
    view = await act(staff.receiver, await registered(staff.receiver), "forwarding", receiver="court")

    def objected(petition_id: str) -> Callable[[Scope], Awaitable[bool]]:
        changes = {"objection_id": "objection-1"}
        return lambda scope: note_peer(
            scope, petition_id, "note_objection", at=clock.now(), note="无管辖权", desk=desk, changes=changes
        )

    body = {"agree": False, "explanation": "依规定应由你院办理。"}
    assert (await attempt(staff.receiver, view, "objection-decision", **body)).status_code == 422
    await by_message(intake, objected(str(view["id"])))
    view = (await staff.receiver.get(f"/petitions/{view['id']}")).json()
    view = await act(staff.receiver, view, "objection-decision", **body)
    assert view["state"] == "forwarded"
    await by_message(intake, objected(str(view["id"])))
    view = (await staff.receiver.get(f"/petitions/{view['id']}")).json()
    view = await act(staff.receiver, view, "objection-decision", agree=True, explanation="同意收回。")
    assert (view["state"], view["duty"], view["competent_agency"]) == ("registered", "investigate", "")
    assert [clock["state"] for clock in view["clocks"] if clock["rule"] == "X02"] == ["running", "met"]
    decided = [
        one["body"]
        for one in await sent(intake.service, "petition.notice.issued")
        if one["message"] == "petition.routing.decided"
    ]
    assert {(body["outcome"], body["objection"]) for body in decided} == {
        ("upheld", "objection-1"),
        ("returned", "objection-1"),
    }


def test_the_sample_matter_is_what_a_peer_sends() -> None:
    told = matter()
    assert PetitionMatter.model_validate_json(told.model_dump_json()) == told
