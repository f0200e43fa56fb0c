"""一次性告知: everything missing is told once; telling again needs a reason and is on record as a fault (S-027)."""

import asyncio

from tests.integration.intake.paper_text import text_of
from tests.integration.intake.petition_forms import Staff, registered
from tests.integration.letters import audited, sent
from zf_platform.testing import ServiceUnderTest

NOTICE = {"due": "2026-12-07", "place": "联合接待大厅3号窗口"}
ACCUSED = [{"kind": "person", "unit": "economic", "account_id": "police.leader", "name": "某庚"}]
NOTED = {"checklist": "general", "received": ["letter"], "needed": ["agent"]}


async def test_all_that_is_missing_is_told_in_one_paper(intake: ServiceUnderTest, staff: Staff) -> None:
    petition = await registered(staff.receiver)
    base = f"/petitions/{petition['id']}/materials"
    empty = (await staff.receiver.get(base)).json()
    assert (empty["checklist"], empty["items"], empty["notices"]) == ("", [], [])
    assert {one["id"] for one in empty["checklists"]} >= {"general", "non_filing", "review", "final_review"}
    noted = (await staff.receiver.post(base, json=NOTED)).json()
    assert noted["missing"] == 3
    answer = await staff.receiver.post(f"{base}/notices", json=NOTICE)
    assert answer.status_code == 201, answer.text
    (notice,) = answer.json()["notices"]
    assert (notice["no"], notice["fault"], notice["number"]) == (1, False, "云公信材告字〔2026〕1号")
    assert notice["missing"] == ["居民身份证复印件", "与请求有关的证明材料", "授权委托书和代理人身份证复印件"]
    prints = f"/petitions/{petition['id']}/papers/{notice['paper_id']}/prints"
    assert (await staff.receiver.post(prints, json={})).status_code == 201
    said = text_of((await staff.receiver.get(f"{prints}/1")).content)
    for part in (*notice["missing"], "需要提交的材料共4项，我单位已收到1项", "2026年12月7日", "已收到的材料：信访材料"):
        assert part in said
    assert "再次告知" not in said
    assert await audited(intake.service, "material.tell") == 1


async def test_telling_again_needs_a_reason_and_is_a_fault(intake: ServiceUnderTest, staff: Staff) -> None:
    petition = await registered(staff.receiver)
    base = f"/petitions/{petition['id']}/materials"
    await staff.receiver.post(base, json=NOTED)
    await staff.receiver.post(f"{base}/notices", json=NOTICE)
    refused = await staff.receiver.post(f"{base}/notices", json=NOTICE)
    (problem,) = refused.json()["problems"]
    assert (refused.status_code, problem["code"], problem["field"]) == (422, "material.second_needs_reason", "reason")
    again = await staff.receiver.post(f"{base}/notices", json={**NOTICE, "reason": "请求发生变化"})
    assert [(one["no"], one["fault"]) for one in again.json()["notices"]] == [(1, False), (2, True)]
    (fault,) = (await staff.head.get("/material-faults")).json()
    assert (fault["petition_no"], fault["no"], fault["reason"]) == (petition["petition_no"], 2, "请求发生变化")
    assert (await staff.receiver.get("/material-faults")).status_code == 403
    assert await audited(intake.service, "material.tell_again") == 1
    prints = f"/petitions/{petition['id']}/papers/{again.json()['notices'][1]['paper_id']}/prints"
    await staff.receiver.post(prints, json={})
    said = text_of((await staff.receiver.get(f"{prints}/1")).content)
    assert "第2次告知。再次告知的原因：请求发生变化" in said


async def test_oversight_hears_of_each_fault_once_and_of_an_accusation_only_that_there_was_one(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    open_one = await registered(staff.receiver)
    accusing = await registered(staff.receiver, category="accusation", title="举报执法不公", accused=ACCUSED)
    for petition in (open_one, accusing):
        base = f"/petitions/{petition['id']}/materials"
        await staff.receiver.post(base, json=NOTED)
        for reason in ("", "请求发生变化"):
            assert (await staff.receiver.post(f"{base}/notices", json={**NOTICE, "reason": reason})).status_code == 201
    for _ in range(2):
        assert await intake.service.scheduler.run_now("tell_material_faults")
    told = await sent(intake.service, "petition.material_fault.noted")
    assert [
        (one["receiver"], one["petition_id"], one["petition_no"], one["reason"]) for one in told if one["petition_id"]
    ] == [
        ("urn:zf:police:oversight", open_one["id"], open_one["petition_no"], "请求发生变化"),
    ]
    assert [(one["petition_no"], one["reason"]) for one in told if not one["petition_id"]] == [("", "")]
    assert {(one["unit"], one["no"], one["person_name"], one["happened_on"]) for one in told} == {
        ("petition", 2, "receiver", "2026-11-23")
    }
    assert len({one["fault_id"] for one in told}) == 2
    assert str(accusing["petition_no"]) not in str(told)


async def test_two_clerks_cannot_both_tell_for_the_first_time(staff: Staff) -> None:
    petition = await registered(staff.receiver)
    base = f"/petitions/{petition['id']}/materials"
    await staff.receiver.post(base, json=NOTED)
    answers = await asyncio.gather(
        staff.receiver.post(f"{base}/notices", json=NOTICE), staff.head.post(f"{base}/notices", json=NOTICE)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 422]


async def test_slips_are_named_and_nothing_is_told(staff: Staff) -> None:
    petition = await registered(staff.receiver)
    base = f"/petitions/{petition['id']}/materials"
    cases = [
        (f"{base}/notices", NOTICE, "material.not_checked"),
        (base, {"checklist": "moon"}, "material.checklist_unknown"),
        (base, {"checklist": "general", "received": ["moon"]}, "material.item_unknown"),
    ]
    for path, body, code in cases:
        answer = await staff.receiver.post(path, json=body)
        assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, code)
    await staff.receiver.post(base, json={"checklist": "review", "received": ["identity", "request", "opinion"]})
    complete = await staff.receiver.post(f"{base}/notices", json=NOTICE)
    assert complete.json()["problems"][0]["code"] == "material.nothing_missing"
    assert (await staff.receiver.get(base)).json()["notices"] == []


async def test_what_is_out_of_sight_has_no_material(staff: Staff) -> None:
    petition = await registered(staff.receiver)
    base = f"/petitions/{petition['id']}/materials"
    assert (await staff.officer.get(base)).status_code == 404
    assert (await staff.officer.post(base, json=NOTED)).status_code == 404
    assert (await staff.officer.post(f"{base}/notices", json=NOTICE)).status_code == 404
