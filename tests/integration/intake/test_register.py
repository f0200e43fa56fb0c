"""有案必受、受案必登、受案必复: every report is registered, numbered, receipted and told to the case office (S-034)."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.intake.forms import BARE, form
from tests.integration.letters import audited, sent
from zf_intake.main import spec
from zf_law.loader import Law
from zf_law.numbering import parse_collab_no, parse_document_no
from zf_platform.clock import FixedClock
from zf_platform.personal import PersonalKeyInvalid
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import PLANTED, Caller, CityKeys, ServiceUnderTest, planted_in, start_test_service


async def test_a_report_gets_its_numbers_and_opens_a_case(
    intake: ServiceUnderTest, officer: Caller, law: Law, clock: FixedClock
) -> None:
    answer = await officer.post("/reports", json=form())
    assert answer.status_code == 201, answer.text
    report = answer.json()
    today = clock.now().date()
    assert parse_collab_no(report["collab_no"], tables=law.numbering, now=today).problems == ()
    assert report["receipt_no"] == "云公受案字〔2026〕1号"
    assert parse_document_no(report["receipt_no"], tables=law.numbering, now=today).problems == ()
    assert report["registered_by"] == "police.duty"
    assert not report["late"]

    (told,) = await sent(intake.service, "report.registered")
    assert told["receiver"] == "urn:zf:police:casemgmt"
    assert (told["report_id"], told["collab_no"]) == (report["id"], report["collab_no"])
    assert told["suspects"] == [
        {"name": "某甲", "id_kind": "citizen_id", "id_number": "11010519491231002X", "sex": "male"}
    ]
    documents = told["documents"]
    assert isinstance(documents, list)
    assert [one["document_type"] for one in documents] == ["intake_form", "intake_receipt", "evidence_receipt_list"]
    assert await audited(intake.service, "report.register") == 1


async def test_the_case_never_learns_who_reported(intake: ServiceUnderTest, officer: Caller) -> None:
    await officer.post("/reports", json=form())
    (told,) = await sent(intake.service, "report.registered")
    assert planted_in(str(told)) == []


@pytest.mark.parametrize(
    "poor",
    [
        BARE,
        form(reporter={"name": "", "confidential": True}),
        form(suspects=[{"name": "自称某乙", "id_kind": "none"}]),
        form(suspects=[{"name": "某甲", "id_kind": "citizen_id", "id_number": "000000000000000000"}]),
        form(facts="没有 有用 的 内容", items=[], alert_no="J-没有这样的编号"),
        form(received_at="2019-01-01T00:00:00+08:00", occurred_on="1999-01-01"),
        form(kind="public_order", source="other_body", title="不属于我们管的事"),
    ],
    ids=["bare", "anonymous", "unknown person", "wrong number", "odd content", "long ago", "not ours"],
)
async def test_nothing_in_the_content_refuses_a_report(
    intake: ServiceUnderTest, officer: Caller, poor: dict[str, object]
) -> None:
    """The three bans: registered, evidence taken, receipt given, whatever was said."""
    answer = await officer.post("/reports", json=poor)
    assert answer.status_code == 201, answer.text
    receipt = (await officer.get(f"/reports/{answer.json()['id']}/receipt")).json()
    assert receipt["receipt_no"] == answer.json()["receipt_no"]
    items = poor.get("items", [])
    assert isinstance(items, list)
    assert [one["title"] for one in receipt["items"]] == [one["title"] for one in items]
    assert len(await sent(intake.service, "report.registered")) == 1


async def test_a_late_registration_is_shown_not_refused(officer: Caller, clock: FixedClock) -> None:
    limit = clock.now() - timedelta(hours=24)
    in_time = await officer.post("/reports", json=form(received_at=limit.isoformat()))
    late = await officer.post("/reports", json=form(received_at=(limit - timedelta(seconds=1)).isoformat()))
    assert (in_time.json()["late"], late.json()["late"]) == (False, True)
    listed = (await officer.get("/reports", params={"late": "true"})).json()["items"]
    assert [row["id"] for row in listed] == [late.json()["id"]]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"unit": "no_such_unit"}, "report.unit_unknown", "unit"),
        ({"received_at": "2026-11-23T11:00:00+08:00"}, "report.received_in_future", "received_at"),
        ({"occurred_on": "2026-11-24"}, "report.occurred_in_future", "occurred_on"),
        ({"colour": "blue"}, "request.field_unknown", "colour"),
        ({"received_at": "2026-11-23T09:00:00"}, "request.field_invalid", "received_at"),
    ],
)
async def test_a_slip_of_the_form_is_named_and_nothing_is_stored(
    intake: ServiceUnderTest, officer: Caller, changed: dict[str, object], code: str, field: str
) -> None:
    answer = await officer.post("/reports", json=form(**changed))
    assert answer.status_code == 422
    found = {(one["code"], one.get("field")) for one in answer.json()["problems"]}
    assert (code, field) in found
    assert (await officer.get("/reports")).json()["items"] == []
    assert await sent(intake.service, "report.registered") == []


async def test_sending_twice_registers_once(intake: ServiceUnderTest, officer: Caller) -> None:
    first = await officer.post("/reports", json=form(), key="the-same-key-1")
    again = await officer.post("/reports", json=form(), key="the-same-key-1")
    assert again.json() == first.json()
    assert len(await sent(intake.service, "report.registered")) == 1


async def test_numbers_have_no_gaps_when_many_register_at_once(officer: Caller) -> None:
    refused = form(unit="no_such_unit")
    answers = await asyncio.gather(
        *(officer.post("/reports", json=form() if number % 3 else refused) for number in range(9))
    )
    reports = [answer.json() for answer in answers if answer.status_code == 201]
    assert sorted(report["receipt_no"] for report in reports) == [f"云公受案字〔2026〕{n}号" for n in range(1, 7)]
    assert len({report["collab_no"] for report in reports}) == 6


async def test_serials_of_matters_begin_anew_each_day(
    officer: Caller, clock: FixedClock, intake: ServiceUnderTest
) -> None:
    today = (await officer.post("/reports", json=form())).json()
    clock.advance(timedelta(days=1))
    tomorrow_officer = intake.caller("police.duty", roles=["duty_officer"], unit="yunling_station")
    tomorrow = (await tomorrow_officer.post("/reports", json=form())).json()
    assert (today["collab_no"][8:16], today["collab_no"][16:22]) == ("20261123", "000001")
    assert (tomorrow["collab_no"][8:16], tomorrow["collab_no"][16:22]) == ("20261124", "000001")
    assert tomorrow["receipt_no"] == "云公受案字〔2026〕2号"


async def test_personal_numbers_lie_encrypted_and_leave_no_trace_in_the_audit(
    intake: ServiceUnderTest, officer: Caller
) -> None:
    await officer.post("/reports", json=form())
    async with intake.service.parts.database.session() as session:
        stored = ""
        for table in ("report", "report_suspect", "audit_entry"):
            stored += str((await session.execute(text(f"SELECT t::text FROM {table} t"))).scalars().all())
    assert set(planted_in(stored)) <= {"name"}
    assert PLANTED["phone"] not in stored
    assert "11010519491231002X" not in stored


async def test_only_who_may_register_registers(intake: ServiceUnderTest) -> None:
    reader = intake.caller("police.legal", roles=["legal_reviewer"], unit="legal")
    assert (await reader.post("/reports", json=form())).status_code == 403
    assert (await intake.stranger().post("/reports", json=form())).status_code == 401


async def test_without_its_key_the_service_does_not_start(
    database: AgencyDatabase, law: Law, clock: FixedClock, tmp_path: Path
) -> None:
    keys = CityKeys.make(["police"], clock=clock)
    with pytest.raises(PersonalKeyInvalid, match="ZF_PERSONAL_KEY"):
        async with start_test_service(spec(law=law), database=database, keys=keys, roles={}, blob_dir=tmp_path):
            pass
