"""Clues between departments (线索通报) over both buses: inquiry with its period, feedback, and who may know (S-071)."""

from datetime import timedelta

from tests.integration.cooperation.asking import BOTH, KIND, Stated, facts, opened, person, quiet, request, stated
from tests.integration.cooperation.test_correction import uploaded
from tests.integration.cooperation.test_legal_aid import forge
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import View, act, acts, attempt, clocks, codes, ok, reached, see, shared
from zf_contracts.cooperation_values import CooperationAct
from zf_contracts.interagency.cooperation import FaultClueConcluded
from zf_platform.bus.embedded import Vices
from zf_platform.testing import Caller

CLUE: Stated = {
    "from_department": "petition",
    "to_department": "supervision",
    "behaviour": "slow",
    "clause": "B",
    "source": "petition",
    "source_no": "XF329900202611230001",
    "subject_unit": "临河派出所",
    "happened_on": "2026-11-02",
    "officers": [["丁一鸣", "009911", "临河派出所民警"]],
    "account": "丁一鸣接报后二十日未作立案审查",
}
FOUND: Stated = {
    "result": "partly",
    "grounds": "受案登记迟延属实，未发现不立案",
    "measures": "补录受案登记，所内通报",
    "handled": [["丁一鸣", "talk"]],
}
INQUIRERS = facts({"inquirers": "督察支队甲、乙"})
RESTRICTED = ("丁一鸣", "二十日", "受案登记迟延")


def somebody(city: Town, agency: str, unit: str, role: str, name: str) -> Caller:
    return city.nodes[agency].caller(f"{agency}.{name}", roles=[role], unit=unit, name=name)


def petitions(city: Town, agency: str) -> Caller:
    return somebody(city, agency, "petition", "petition_head", "信访负责人")


def inspectors(city: Town) -> Caller:
    return somebody(city, "police", "supervision", "discipline", "督察人员")


async def at_police(city: Town) -> tuple[Caller, Caller, str]:
    """The complaints department of the procuratorate tells the supervision of the police."""
    tells, inquires = petitions(city, "procuratorate"), inspectors(city)
    clue = await opened(tells, "fault_clue", CLUE, addressees=["police"])
    await reached(city, inquires, clue, "reported", kind=KIND)
    return tells, inquires, clue


async def test_a_clue_is_inquired_into_sent_back_once_and_closed(city: Town) -> None:
    tells, inquires, clue = await at_police(city)
    arrived = await see(inquires, clue, kind=KIND)
    assert (arrived["matter_no"], arrived["unit"]) == ("云检线通〔2026〕1号", "supervision")
    assert clocks(arrived) == {"L61": ("2026-11-24", "running")}
    file_id = ok(await uploaded(tells, clue))["id"]
    await act(tells, clue, "add_material", kind=KIND, files=[file_id], text="附来信")
    await act(inquires, clue, "sign_for", kind=KIND, facts=INQUIRERS)
    begun = await reached(city, tells, clue, "inquiring", kind=KIND)
    assert clocks(begun) == {"L61": ("2026-11-24", "met"), "L62": ("2026-12-23", "running")}
    await act(inquires, clue, "conclude", kind=KIND, facts=facts(FOUND))
    told = await reached(city, tells, clue, "fed_back", kind=KIND)
    assert (stated(told)["result"], clocks(told)["L63"]) == ("partly", ("2026-11-30", "running"))
    await act(tells, clue, "send_back", kind=KIND, text="请核查登记迟延的原因")
    again = await reached(city, inquires, clue, "inquiring", kind=KIND)
    assert (again["mark"], clocks(again)["L64"]) == ("sent_back", ("2026-12-03", "running"))
    await act(inquires, clue, "conclude", kind=KIND, facts=facts({**FOUND, "grounds": "值班交接不清"}))
    await reached(city, tells, clue, "fed_back", kind=KIND)
    assert codes(await attempt(tells, clue, "send_back", kind=KIND, text="再核")) == ["supervision.wrong_mark"]
    await act(tells, clue, "close", kind=KIND)
    ended = await reached(city, inquires, clue, "concluded", kind=KIND)
    await quiet(city)
    here = await see(tells, clue, kind=KIND)
    assert shared(ended, *BOTH) == shared(here, *BOTH)
    papers = [one for step in ended["steps"] for one in step["files"]]
    assert (await inquires.get(f"/cooperation/{clue}/files/{papers[0]['id']}")).content.startswith(b"%PDF")


async def test_what_came_late_stays_late_on_both_sides(embedded_town: Town) -> None:
    city = embedded_town
    tells, inquires, clue = await at_police(city)
    await act(inquires, clue, "sign_for", kind=KIND, facts=INQUIRERS)
    city.clock.advance(timedelta(days=31))
    await act(inquires, clue, "conclude", kind=KIND, facts=facts(FOUND))
    told = await reached(city, tells, clue, "fed_back", kind=KIND)
    assert (told["late"], clocks(told)["L62"]) == (True, ("2026-12-23", "met_late"))
    await act(tells, clue, "close", kind=KIND)
    ended = await reached(city, inquires, clue, "concluded", kind=KIND)
    assert ended["late"] is True


async def test_only_the_two_departments_see_whom_it_concerns_and_each_look_is_recorded(embedded_town: Town) -> None:
    city = embedded_town
    tells, inquires, clue = await at_police(city)
    await act(inquires, clue, "sign_for", kind=KIND, facts=INQUIRERS)
    await act(inquires, clue, "conclude", kind=KIND, facts=facts(FOUND), text="受案登记迟延，已处理")
    full = await reached(city, tells, clue, "fed_back", kind=KIND)
    assert all(one in str(full) for one in RESTRICTED)
    leader = somebody(city, "police", "leadership", "bureau_leader", "局领导")
    veiled = await see(leader, clue, kind=KIND)
    assert (veiled["veiled"], veiled["options"], stated(veiled)["clause"]) == (True, [], "B")
    assert not any(one in str(veiled) for one in RESTRICTED)
    assert "督察支队甲" not in str(veiled)
    assert codes(await attempt(leader, clue, "progress", kind=KIND, text="x")) == ["cooperation.known_to_departments"]
    assert codes(await uploaded(leader, clue)) == ["cooperation.known_to_departments"]
    assert (
        await somebody(city, "police", "criminal", "unit_head", "别队").get(f"/cooperation/{clue}")
    ).status_code == 404
    looks = "SELECT account_id FROM audit_entry WHERE act = 'cooperation.read' AND sensitive_read"
    assert {row[0] for row in await city.rows("police", looks)} == {"police.督察人员"}


async def test_whom_it_concerns_never_sees_it_even_in_the_department_that_inquires(embedded_town: Town) -> None:
    city = embedded_town
    _tells, inquires, clue = await at_police(city)
    concerned = somebody(city, "police", "supervision", "discipline", "丁 一鸣")
    assert (await concerned.get(f"/cooperation/{clue}")).status_code == 404
    assert ok(await concerned.get("/cooperation"))["items"] == []
    tried = await concerned.post(f"/cooperation/{clue}/acts", json={"act": "give_back", "version": 1, "text": "重复"})
    assert tried.status_code == 404
    assert [one["id"] for one in ok(await inquires.get("/cooperation"))["items"]] == [clue]


CHOSEN: Stated = {**CLUE, "from_department": "legal", "to_department": "petition"}


async def test_a_clue_inside_one_agency_stays_at_home_between_its_two_departments(embedded_town: Town) -> None:
    city = embedded_town
    legal = somebody(city, "police", "legal", "legal_reviewer", "法制人员")
    inquires = petitions(city, "police")
    clue = await opened(legal, "fault_clue", CHOSEN, addressees=["police"])
    seen = await see(inquires, clue, kind=KIND)
    assert (seen["role"], seen["unit"], seen["veiled"]) == ("both", "petition", False)
    assert open_acts(seen) == ["give_back", "sign_for"]
    assert open_acts(await see(legal, clue, kind=KIND)) == ["add_material", "remind", "withdraw"]
    assert codes(await attempt(legal, clue, "sign_for", kind=KIND, facts=INQUIRERS)) == ["supervision.other_side"]
    await act(inquires, clue, "sign_for", kind=KIND, facts=INQUIRERS)
    moved = city.nodes["police"].caller("police.法制人员", roles=["petition_head"], unit="petition", name="法制人员")
    tried = await attempt(moved, clue, "conclude", kind=KIND, facts=facts(FOUND))
    assert codes(tried) == ["cooperation.both_sides"]
    await act(inquires, clue, "conclude", kind=KIND, facts=facts(FOUND))
    await act(legal, clue, "close", kind=KIND)
    assert (await see(inquires, clue, kind=KIND))["state"] == "concluded"
    assert await city.value("police", "SELECT count(*) FROM ledger") == 0


def open_acts(view: View) -> list[str]:
    return sorted(str(one["act"]) for one in view["options"] if one["allowed"])


async def test_who_is_of_no_department_names_a_person_or_asks_himself_is_refused(embedded_town: Town) -> None:
    city = embedded_town
    legal = somebody(city, "police", "legal", "legal_reviewer", "法制人员")
    wrong = {**CHOSEN, "from_department": "command"}
    answer = await legal.post("/cooperation", json=request("fault_clue", wrong, addressees=["police"]))
    assert codes(answer) == ["cooperation.other_department"]
    same = request("fault_clue", {**CHOSEN, "to_department": "legal"}, addressees=["police"], title="丁一鸣问题")
    assert codes(await legal.post("/cooperation", json=same)) == [
        "cooperation.own_department",
        "cooperation.named_in_title",
    ]
    himself = somebody(city, "police", "legal", "legal_reviewer", "丁一鸣")
    own = await himself.post("/cooperation", json=request("fault_clue", CHOSEN, addressees=["police"]))
    assert codes(own) == ["cooperation.person_concerned"]
    officer = person(city, "police", "handler", "criminal")
    assert "fault_clue" not in str(ok(await officer.get("/cooperation/words"))["kinds"])
    assert await city.value("police", "SELECT count(*) FROM cooperation_matter") == 0
    assert await city.value("police", "SELECT count(*) FROM audit_entry WHERE act = 'act.refused'") == 3


async def test_a_department_that_does_not_exist_there_leaves_it_to_the_leaders(embedded_town: Town) -> None:
    city = embedded_town
    tells = petitions(city, "police")
    clue = await opened(tells, "fault_clue", {**CLUE, "to_department": "command"}, addressees=["justice"])
    leads = somebody(city, "justice", "leadership", "bureau_leader", "司法局领导")
    arrived = await reached(city, leads, clue, "reported", kind=KIND)
    assert (arrived["unit"], arrived["veiled"]) == ("leadership", False)
    await act(leads, clue, "sign_for", kind=KIND, facts=INQUIRERS, unit="case_office")
    assert (await see(leads, clue, kind=KIND))["veiled"] is True
    clerk = somebody(city, "justice", "case_office", "case_office_clerk", "综合科")
    assert "conclude" in open_acts(await see(clerk, clue, kind=KIND))


async def test_a_receiver_that_was_away_hears_of_it_once_however_often_it_is_told(embedded_town: Town) -> None:
    city = embedded_town
    city.give(Vices(seed=11, duplicate=0.5, reorder=True, drop=0.2))
    away = [agency for agency in city.nodes if agency != "police"]
    tells, inquires = petitions(city, "procuratorate"), inspectors(city)
    clue = await opened(tells, "fault_clue", CLUE, addressees=["police"])
    await act(tells, clue, "remind", kind=KIND, text="请尽快签收")
    await city.drain(*away)
    assert (await inquires.get(f"/cooperation/{clue}")).status_code == 404
    await city.due_now("procuratorate")
    await reached(city, inquires, clue, "reported", kind=KIND)

    async def reminded() -> bool:
        return acts(await see(inquires, clue, kind=KIND)) == ["report", "remind"]

    await city.settle(reminded, seconds=40)
    city.give(Vices(seed=7))
    await act(inquires, clue, "sign_for", kind=KIND, facts=INQUIRERS)
    await reached(city, tells, clue, "inquiring", kind=KIND)
    await quiet(city)
    assert shared(await see(tells, clue, kind=KIND), *BOTH) == shared(await see(inquires, clue, kind=KIND), *BOTH)


async def test_a_result_told_by_somebody_else_is_rejected_and_recorded(embedded_town: Town) -> None:
    city = embedded_town
    tells, _inquires, clue = await at_police(city)
    now = city.clock.now()
    forged = CooperationAct(act_id="f1", matter_id=clue, act="conclude", by_name="外人", acted_at=now)
    await forge(city, "court", "procuratorate", FaultClueConcluded(body=forged))
    rejected = await city.value("procuratorate", "SELECT problems FROM ledger WHERE state = 'rejected'")
    assert "supervision.not_from_that_side" in str(rejected)
    assert (await see(tells, clue, kind=KIND))["state"] == "reported"
