"""Legal aid between police and justice bureau, over both buses: notice, application, refusal, objection, disorder."""

from datetime import date, timedelta

from tests.integration.cooperation.asking import (
    BOTH,
    KIND,
    Stated,
    bureau,
    court,
    facts,
    officer,
    opened,
    person,
    quiet,
    request,
    stated,
)
from tests.integration.liaison.town import Town
from tests.integration.schema import schema_differences
from tests.integration.supervision.acting import act, acts, attempt, clocks, codes, ok, reached, see, shared
from zf_contracts.cooperation_values import CooperationAct, CooperationMatter
from zf_contracts.interagency.cooperation import (
    CooperationActPayload,
    CooperationOpenedPayload,
    LegalAidAssigned,
    LegalAidRequested,
)
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted
from zf_law.numbering import make_collab_no
from zf_liaison.exchange.ledger import send
from zf_liaison.tables import Base
from zf_platform.bus.embedded import Vices
from zf_platform.provision import AgencyDatabase
from zf_platform.transaction import Cause, service_actor

COLLAB_NO = make_collab_no(division="329900", on=date(2026, 11, 23), serial=12)
NOTIFIED: Stated = {
    "way": "notify",
    "ground": "minor",
    "person": "何某",
    "standing": "suspect",
    "charge": "盗窃",
    "found_on": "2026-11-22",
    "contact": "沈文静 000-0000-1101",
}
LAWYER: Stated = {
    "lawyer": "许明哲",
    "firm": "云川示例律师事务所",
    "licence": "13299202010000001",
    "telephone": "000-0000-2201",
}
APPLIED: Stated = {**NOTIFIED, "way": "apply", "ground": "traffic_victim", "asked_at": "2026-11-21T09:00:00+08:00"}


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["justice"].owner_url
    assert await schema_differences(url, schema="liaison", metadata=Base.metadata) == []


async def test_a_notice_gets_its_lawyer_in_three_days_and_both_sides_count_alike(city: Town) -> None:
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", NOTIFIED, collab_no=COLLAB_NO)
    arrived = await reached(city, names, matter_id, "requested", kind=KIND)
    assert (arrived["matter_no"], arrived["role"], arrived["unit"]) == ("云公援函〔2026〕1号", "addressee", "legal_aid")
    assert clocks(arrived) == {"L01": ("2026-11-26", "running"), "L06": ("2026-11-25", "met")}
    assert codes(await attempt(names, matter_id, "refuse", kind=KIND, text="不符合条件")) == [
        "cooperation.act_not_for_this",
        "cooperation.fact_needed",
    ]
    await act(names, matter_id, "assign", kind=KIND, facts=facts(LAWYER))
    told = await reached(city, asks, matter_id, "assigned", kind=KIND)
    assert stated(told) == {**NOTIFIED, **LAWYER}
    assert clocks(told)["L01"] == ("2026-11-26", "met")
    assert [one["step"] for one in told["evidence"] if one["state"] == "done"] == [
        "submitted",
        "relayed",
        "delivered",
        "opened",
    ]
    of_the_case = ok(await asks.get("/cooperation", params={"collab_no": COLLAB_NO}))["items"]
    assert [(one["id"], one["state"]) for one in of_the_case] == [(matter_id, "assigned")]
    await act(names, matter_id, "conclude", kind=KIND, text="判决已生效")
    ended = await reached(city, asks, matter_id, "concluded", kind=KIND)
    assert shared(ended, *BOTH) == shared(await see(names, matter_id, kind=KIND), *BOTH)


async def test_an_application_is_refused_by_code_objected_to_and_granted_after_all(city: Town) -> None:
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", APPLIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    await act(names, matter_id, "ask_supplement", kind=KIND, text="请补充经济状况证明")
    await reached(city, asks, matter_id, "supplement_asked", kind=KIND)
    city.clock.advance(timedelta(days=2))
    await act(asks, matter_id, "supplement", kind=KIND, text="证明已补")
    again = await reached(city, names, matter_id, "requested", kind=KIND)
    assert (again["late"], clocks(again)["L05"]) == (True, ("2026-11-22", "met_late"))
    assert [one["due"][:10] for one in again["clocks"] if one["rule"] == "L02"] == ["2026-11-30", "2026-12-02"]
    await act(names, matter_id, "refuse", kind=KIND, text="收入超过标准", facts=facts({"refusal": "no_hardship"}))
    refused = await reached(city, asks, matter_id, "refused", kind=KIND)
    assert stated(refused)["refusal"] == "no_hardship"
    await act(asks, matter_id, "object", kind=KIND, text="申请人提出异议")
    objected = await reached(city, names, matter_id, "objected", kind=KIND)
    assert clocks(objected)["L04"] == ("2026-11-30", "running")
    await act(names, matter_id, "uphold_objection", kind=KIND, text="有新的证明")
    await act(names, matter_id, "assign", kind=KIND, facts=facts(LAWYER))
    granted = await reached(city, asks, matter_id, "assigned", kind=KIND)
    assert {clocks(granted)[rule][1] for rule in ("L02", "L03", "L04")} == {"met"}
    assert shared(granted, *BOTH) == shared(await see(names, matter_id, kind=KIND), *BOTH)


async def test_the_duty_is_told_to_the_oversight_of_the_side_that_has_it(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    await act(names, matter_id, "assign", kind=KIND, facts=facts(LAWYER))
    await quiet(city)
    told = {
        agency: [(one["matter_kind"], one["rule"]) for one in city.watchers[agency].of(DeadlineStarted)]
        for agency in ("police", "justice")
    }
    assert told == {"police": [("cooperation", "L06")], "justice": [("cooperation", "L01")]}
    for agency in told:
        assert [one["outcome"] for one in city.watchers[agency].of(DeadlineEnded)] == ["met"]


async def test_an_agency_that_was_away_catches_up_to_the_same_end(city: Town) -> None:
    asks, names = officer(city), bureau(city)
    away = [agency for agency in city.nodes if agency != "justice"]
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await act(asks, matter_id, "remind", kind=KIND, text="请尽快指派")
    await act(asks, matter_id, "withdraw", kind=KIND, text="已自行委托律师")
    await city.drain(*away)
    assert await city.value("justice", "SELECT count(*) FROM cooperation_matter") == 0
    await city.due_now("police")
    ended = await reached(city, names, matter_id, "withdrawn", kind=KIND)
    await quiet(city)
    assert acts(ended) == ["request", "remind", "withdraw"]
    assert shared(ended, *BOTH) == shared(await see(asks, matter_id, kind=KIND), *BOTH)


async def test_duplicates_and_disorder_change_nothing(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    city.give(Vices(seed=11, duplicate=0.5, reorder=True, drop=0.2))
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    await act(names, matter_id, "assign", kind=KIND, facts=facts(LAWYER))
    for number in range(4):
        other = {**LAWYER, "lawyer": f"律师{number}"}
        await act(names, matter_id, "change_lawyer", kind=KIND, text="更换", facts=facts(other))
    await act(names, matter_id, "conclude", kind=KIND, text="结案")
    await reached(city, asks, matter_id, "concluded", kind=KIND)
    city.give(Vices(seed=7))
    await quiet(city)
    here, there = await see(names, matter_id, kind=KIND), await see(asks, matter_id, kind=KIND)
    assert shared(here, *BOTH) == shared(there, *BOTH)
    assert (stated(there)["lawyer"], len(there["steps"])) == ("律师3", 7)


async def test_both_ends_at_once_leave_what_the_asker_did_on_both_sides(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    await act(names, matter_id, "assign", kind=KIND, facts=facts(LAWYER))
    await reached(city, asks, matter_id, "assigned", kind=KIND)
    await act(names, matter_id, "conclude", kind=KIND, text="结案")
    await act(asks, matter_id, "withdraw", kind=KIND, text="撤回")
    await quiet(city)
    here, there = await see(names, matter_id, kind=KIND), await see(asks, matter_id, kind=KIND)
    assert here["state"] == there["state"] == "withdrawn"
    assert shared(here, *BOTH) == shared(there, *BOTH)


async def test_a_period_that_one_side_met_while_the_other_withdrew_is_met_on_both(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", APPLIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    await act(asks, matter_id, "withdraw", kind=KIND, text="自行委托律师")
    await act(names, matter_id, "refuse", kind=KIND, text="已委托律师", facts=facts({"refusal": "has_lawyer"}))
    await quiet(city)
    here, there = await see(names, matter_id, kind=KIND), await see(asks, matter_id, kind=KIND)
    assert (here["state"], clocks(here)["L02"]) == ("withdrawn", ("2026-11-30", "met"))
    assert shared(here, *BOTH) == shared(there, *BOTH)


async def test_who_may_not_ask_or_says_too_little_is_refused_and_nothing_is_kept(embedded_town: Town) -> None:
    city = embedded_town
    committee = person(city, "committee", "plc_coordinator", "coordination")
    wrong = await committee.post("/cooperation", json=request("legal_aid", NOTIFIED))
    assert codes(wrong) == ["cooperation.wrong_issuer"]
    asks = officer(city)
    short = {**NOTIFIED, "ground": "beauty", "person": ""}
    answer = await asks.post("/cooperation", json=request("legal_aid", short, collab_no="XT1", copies=["court"]))
    assert answer.status_code == 422
    assert codes(answer)[:3] == ["cooperation.copy_not_asked", "cooperation.fact_wrong", "cooperation.fact_needed"]
    assert [one["field"] for one in answer.json()["problems"]][1:3] == ["facts.ground", "facts.person"]
    ahead = request("legal_aid", {**NOTIFIED, "found_on": "2026-11-24"})
    assert codes(await asks.post("/cooperation", json=ahead)) == ["cooperation.day_to_come"]
    many = request("legal_aid", NOTIFIED, addressees=["justice", "court"])
    assert codes(await asks.post("/cooperation", json=many)) == [
        "cooperation.one_addressee",
        "cooperation.wrong_addressee",
    ]
    assert await city.value("police", "SELECT count(*) FROM cooperation_matter") == 0
    refused = await city.rows("police", "SELECT reason FROM audit_entry WHERE act = 'act.refused'")
    assert len(refused) == 3


async def test_who_has_no_part_sees_nothing_and_an_old_page_changes_nothing(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    station = city.nodes["police"].caller("u", roles=["unit_head"], unit="linhe_station")
    assert (await station.get(f"/cooperation/{matter_id}")).status_code == 404
    assert (await court(city).get(f"/cooperation/{matter_id}")).status_code == 404
    stale = await names.post(f"/cooperation/{matter_id}/acts", json={"act": "accept", "version": 9})
    assert stale.status_code == 409
    assert codes(await attempt(asks, matter_id, "assign", kind=KIND, facts=facts(LAWYER))) == [
        "authority.no_permission"
    ]
    words = ok(await asks.get("/cooperation/words"))
    assert "legal_aid" in [one["id"] for one in words["kinds"]]
    assert [one["code"] for one in words["kinds"][0]["addressees"]] == ["justice"]


async def test_a_forged_request_and_a_foreign_assignment_are_rejected_and_recorded(embedded_town: Town) -> None:
    city = embedded_town
    asks, names = officer(city), bureau(city)
    matter_id = await opened(asks, "legal_aid", NOTIFIED)
    await reached(city, names, matter_id, "requested", kind=KIND)
    now = city.clock.now()
    forged = CooperationAct(act_id="f1", matter_id=matter_id, act="assign", by_name="外人", acted_at=now)
    await forge(city, "court", "police", LegalAidAssigned(body=forged))
    copy = CooperationMatter(
        act_id="f2", matter_id="f", matter_no="x", kind="legal_aid", issuer="police", addressee="justice",
        title="冒名", by_name="外人", acted_at=now,
    )  # fmt: skip
    await forge(city, "court", "justice", LegalAidRequested(body=copy))
    await forge(city, "justice", "police", LegalAidAssigned(body=forged))
    reasons = [
        str(row[0])
        for agency in ("police", "justice")
        for row in await city.rows(agency, "SELECT problems FROM ledger WHERE direction = 'in' AND state = 'rejected'")
    ]
    assert len(reasons) == 3
    assert [code for code in EXPECTED if not any(code in one for one in reasons)] == []
    assert (await see(asks, matter_id, kind=KIND))["state"] == "requested"


EXPECTED = ("exchange.sender_not_entitled", "supervision.not_from_that_side", "cooperation.fact_needed")


async def forge(city: Town, sender: str, peer: str, payload: CooperationActPayload | CooperationOpenedPayload) -> None:
    service = city.service(sender)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="forged"))
        send(scope, payload, peer=peer, collab_no=payload.body.matter_id, acted_at=city.clock.now())
        await transaction.commit()
    await city.drain()
