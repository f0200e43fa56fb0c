"""Supervision documents between agencies, over both buses: one clock on both sides, urging, escalation, who may do what."""

from datetime import timedelta

import httpx

from tests.integration.liaison.town import COLLAB_NO, Town
from tests.integration.supervision.acting import View, acts, attempt, clocks, codes, ok, see, shared
from tests.integration.supervision.acting import act as act_on
from tests.integration.supervision.acting import reached as reach
from zf_contracts.interagency.supervision import NoticeServedPayload, SupervisionNoticeIssued, SupervisionNoticeReplied
from zf_contracts.internal.deadlines import DeadlineStarted
from zf_contracts.internal.transfers import NoticeArrived
from zf_contracts.supervision_values import ActTold
from zf_liaison.exchange.ledger import send
from zf_platform.testing import Caller
from zf_platform.transaction import Cause, service_actor

BOTH = ("state", "mark", "late", "notice_no", "kind", "facts", "demand")
NOTICE: dict[str, object] = {
    "kind": "correction_notice",
    "addressee": "police",
    "clue": "custody",
    "title": "超期羁押",
    "facts": "犯罪嫌疑人拘留期满未变更强制措施",
    "demand": "立即纠正并书面回复",
    "basis": "刑事诉讼法第九十一条",
}
NEW_KEY = "0192f000-0000-7000-8000-00000000f1{:02d}"


def prosecutor(city: Town) -> Caller:
    return city.nodes["procuratorate"].caller("proc.p", roles=["prosecutor"], unit="first", name="检察官")


def chief(city: Town) -> Caller:
    return city.nodes["procuratorate"].caller("proc.c", roles=["chief_prosecutor"], unit="leadership", name="检察长")


def legal(city: Town) -> Caller:
    return city.nodes["police"].caller("police.l", roles=["legal_reviewer"], unit="legal", name="法制审核民警")


def leader(city: Town) -> Caller:
    return city.nodes["police"].caller("police.b", roles=["bureau_leader"], unit="leadership", name="局领导")


async def act(caller: Caller, notice_id: str, name: str, **said: object) -> View:
    return await act_on(caller, notice_id, name, kind="notices", **said)


async def reached(city: Town, caller: Caller, notice_id: str, *states: str) -> View:
    return await reach(city, caller, notice_id, *states, kind="notices")


async def refused(caller: Caller, notice_id: str, name: str, **said: object) -> list[str]:
    return codes(await attempt(caller, notice_id, name, kind="notices", **said))


async def look(caller: Caller, notice_id: str) -> View:
    return await see(caller, notice_id, kind="notices")


async def served(city: Town, **changes: object) -> str:
    """Drafted by one, approved and served by another; it is here when the police legal department sees it."""
    notice_id = str(ok(await prosecutor(city).post("/notices", json={**NOTICE, **changes}))["id"])
    await act(chief(city), notice_id, "approve")
    await act(chief(city), notice_id, "serve")
    await reached(city, legal(city), notice_id, "served")
    return notice_id


async def evidence(caller: Caller, notice_id: str, number: int) -> str:
    answer: httpx.Response = await caller.http.post(
        f"/notices/{notice_id}/files",
        files={"file": ("a.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")},
        data={"title": "变更强制措施决定书"},
        headers={"idempotency-key": NEW_KEY.format(number)},
    )
    return str(ok(answer)["id"])


async def alike(city: Town, notice_id: str) -> View:
    """When nothing is on its way, both sides say the same."""

    async def same() -> bool:
        here, there = await look(legal(city), notice_id), await look(chief(city), notice_id)
        mine = [step for step in there["steps"] if step["act"] not in ("draft", "approve")]
        return shared(here, *BOTH) == shared({**there, "steps": mine}, *BOTH)

    await city.settle(same, seconds=40)
    return await look(legal(city), notice_id)


async def test_a_correction_notice_is_signed_answered_found_insufficient_urged_and_escalated(city: Town) -> None:
    jian, zhang, fa = prosecutor(city), chief(city), legal(city)
    notice_id = await served(city, clue="media", source_ref="云川日报 2026-11-20 第3版")
    first = await look(fa, notice_id)
    assert (first["clue_zh"], first["source_ref"]) == ("媒体曝光", "云川日报 2026-11-20 第3版")
    assert (first["notice_no"], clocks(first)) == ("云检纠违〔2026〕1号", {"N01": ("2026-11-24", "running")})
    await act(fa, notice_id, "sign_for", unit="criminal")
    await reached(city, jian, notice_id, "signed_for")
    assert clocks(await look(jian, notice_id))["N03"] == ("2026-12-08", "running")
    assert await refused(fa, notice_id, "reply", text="已纠正") == ["supervision.evidence_needed"]
    await act(fa, notice_id, "reply", text="已变更", files=[await evidence(fa, notice_id, 1)])
    replied = await reached(city, jian, notice_id, "replied")
    (file,) = [one for step in replied["steps"] for one in step["files"]]
    assert (await jian.get(f"/notices/{notice_id}/files/{file['id']}")).content.startswith(b"%PDF")
    await act(jian, notice_id, "find_insufficient", text="未说明责任人处理", until="2026-12-18")
    await reached(city, fa, notice_id, "insufficient")
    await act(jian, notice_id, "urge", text="请尽快补充回复")
    await reached(city, fa, notice_id, "urged")
    assert await refused(jian, notice_id, "escalate", text="报上级院") == ["authority.no_permission"]
    await act(zhang, notice_id, "escalate", text="报请上级检察院督促")
    await reached(city, fa, notice_id, "escalated")
    city.clock.advance(timedelta(days=40))
    late_reason = "补充取证"
    files = [await evidence(fa, notice_id, 2)]
    await act(fa, notice_id, "reply_late", text="迟到的补充回复", late_reason=late_reason, files=files)
    await reached(city, jian, notice_id, "replied")
    late = await alike(city, notice_id)
    assert (late["late"], late["steps"][-1]["late"], clocks(late)["N13"][1]) == (True, True, "met_late")
    await act(jian, notice_id, "accept")
    await act(jian, notice_id, "close", text="办结")
    await reached(city, fa, notice_id, "closed")
    ended = await alike(city, notice_id)
    assert acts(ended)[-3:] == ["reply_late", "accept", "close"]
    await closed_for_good(city, notice_id)
    told = {one["rule"] for one in city.watchers["police"].of(DeadlineStarted)}
    assert told == {"N01", "N03", "N13", "N14"}
    assert city.watchers["procuratorate"].of(DeadlineStarted) == []


async def closed_for_good(city: Town, notice_id: str) -> None:
    """What is closed takes no reply: refused, on record, nothing changed."""
    kept, fa, before = (
        "SELECT count(*) FROM audit_entry WHERE act = 'act.refused'",
        legal(city),
        await alike(city, notice_id),
    )
    count = int(str(await city.value("police", kept)))
    files = [await evidence(fa, notice_id, 4)]
    after = await attempt(fa, notice_id, "reply", kind="notices", text="再回复", files=files)
    assert codes(after) == ["supervision.wrong_state"]
    assert int(str(await city.value("police", kept))) == count + 1
    assert acts(await alike(city, notice_id)) == acts(before)


async def test_an_agency_that_was_away_finds_the_whole_course(city: Town) -> None:
    notice_id = str(ok(await prosecutor(city).post("/notices", json=NOTICE))["id"])
    for name, said in (("approve", {}), ("serve", {}), ("urge", {"text": "请签收"}), ("revoke", {"text": "送错"})):
        await act(chief(city), notice_id, name, **said)
    await city.drain("procuratorate", "committee")
    assert await city.value("police", "SELECT count(*) FROM supervision_notice") == 0
    await city.due_now("procuratorate")
    await reached(city, legal(city), notice_id, "revoked")
    assert acts(await alike(city, notice_id)) == ["serve", "urge", "revoke"]


async def test_filing_supervision_moves_the_case_by_message(embedded_city: Town) -> None:
    city = embedded_city
    fa = legal(city)
    asked = await served(city, kind="filing_reason_request", collab_no=COLLAB_NO)
    await act(fa, asked, "sign_for")
    await act(fa, asked, "reply", text="证据不足，不构成犯罪")
    await reached(city, prosecutor(city), asked, "replied")
    assert clocks(await alike(city, asked))["P09"] == ("2026-11-30", "met")
    order = await served(city, kind="filing_order", collab_no=COLLAB_NO)
    await act(fa, order, "sign_for")
    assert await refused(fa, order, "reply", text="已立案") == ["authority.no_permission"]
    assert await refused(leader(city), order, "reply", text="已立案侦查") == ["supervision.evidence_needed"]
    copy = await evidence(leader(city), order, 3)
    await act(leader(city), order, "reply", text="已立案侦查", files=[copy])
    await reached(city, prosecutor(city), order, "replied")
    heard = city.ears["police"].of(NoticeArrived)
    told = [(one["message"], one["notice"]["act"], one["notice"]["collab_no"]) for one in heard]  # type: ignore[index]
    assert told == [
        ("filing_supervision.reason_requested", "request_filing_reason", COLLAB_NO),
        ("filing_supervision.reason_given", "give_filing_reason", COLLAB_NO),
        ("filing_supervision.filing_ordered", "order_filing", COLLAB_NO),
        ("supervision_notice.replied", "file_on_order", COLLAB_NO),
    ]
    assert city.ears["procuratorate"].of(NoticeArrived) == []
    rules = [one["rule"] for one in city.watchers["police"].of(DeadlineStarted)]
    assert set(rules) == {"N01"}, "the case record keeps P09 and P10, and oversight hears of them once"


async def test_an_objection_has_its_period_and_its_answer(embedded_city: Town) -> None:
    city = embedded_city
    fa, zhang = legal(city), chief(city)
    notice_id = await served(city, kind="withdrawal_order", collab_no=COLLAB_NO)
    await act(fa, notice_id, "sign_for")
    await act(fa, notice_id, "object", text="案件事实清楚，不应撤销")
    asked = await reached(city, zhang, notice_id, "signed_for")
    await city.settle(lambda: _marked(zhang, notice_id, "objected"))
    asked = await look(zhang, notice_id)
    assert clocks(asked)["P10.reconsideration"] == ("2026-11-30", "running")
    assert [one["rule"] for one in city.watchers["procuratorate"].of(DeadlineStarted)] == ["P10.reconsideration"]
    await act(zhang, notice_id, "reject_objection", text="维持")
    await city.settle(lambda: _marked(fa, notice_id, "objection_rejected"))
    await act(fa, notice_id, "request_higher_review", text="提请上级检察院复核")
    await city.settle(lambda: _marked(zhang, notice_id, "higher_requested"))
    assert clocks(await look(zhang, notice_id))["P10.higher_review"] == ("2026-12-08", "running")
    await act(zhang, notice_id, "uphold_objection", text="上级院撤销")
    await reached(city, fa, notice_id, "revoked")
    both = await alike(city, notice_id)
    assert (both["mark"], clocks(both)["N04"][1]) == ("upheld", "cancelled")
    plain = await served(city, kind="custody_necessity")
    await act(fa, plain, "sign_for")
    assert await refused(fa, plain, "object", text="不同意") == ["notice.no_challenge"]


async def _marked(caller: Caller, notice_id: str, mark: str) -> bool:
    return bool((await look(caller, notice_id))["mark"] == mark)


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"kind": "judicial_suggestion"}, "notice.wrong_issuer"),
    ({"kind": "correction_notice", "addressee": "committee"}, "notice.wrong_addressee"),
    ({"kind": "process_monitoring_notice", "addressee": "police"}, "notice.wrong_addressee"),
    ({"kind": "process_monitoring_notice", "addressee": "procuratorate"}, "notice.unit_needed"),
    ({"kind": "public_interest_suggestion", "addressee": "police"}, "notice.wrong_addressee"),
    ({"kind": "filing_order"}, "notice.case_needed"),
    ({"kind": "custody_necessity", "due": "2026-12-01"}, "notice.period_fixed"),
    ({"due": "2026-11-20"}, "task.due_not_ahead"),
    ({"kind": "letter_of_love"}, "notice.kind_unknown"),
    ({"addressee": "moon"}, "notice.wrong_addressee"),
    ({"clue": "rumour"}, "notice.clue_unknown"),
    ({"clue": "quarterly_review"}, "notice.source_needed"),
)


async def test_a_wrong_draft_is_refused_by_name_and_changes_nothing(embedded_city: Town) -> None:
    for changes, code in WRONG:
        answer = await prosecutor(embedded_city).post("/notices", json={**NOTICE, **changes})
        assert codes(answer) == [code], changes
    assert await embedded_city.value("procuratorate", "SELECT count(*) FROM supervision_notice") == 0


async def test_nobody_approves_his_own_draft_and_a_reply_needs_authority(embedded_city: Town) -> None:
    city = embedded_city
    own = str(ok(await chief(city).post("/notices", json=NOTICE))["id"])
    assert await refused(chief(city), own, "approve") == ["notice.own_draft"]
    assert await refused(prosecutor(city), own, "approve") == ["authority.no_permission"]
    notice_id = await served(city)
    handler = city.nodes["police"].caller("h", roles=["handler"], unit="criminal")
    assert (await handler.get(f"/notices/{notice_id}")).status_code == 403
    said = {"act": "reply", "version": 1, "text": "代为回复"}
    assert (await handler.post(f"/notices/{notice_id}/acts", json=said)).status_code == 403
    outlet = city.nodes["police"].caller("cl", roles=["petition_head"], unit="petition")
    assert await refused(outlet, notice_id, "sign_for") == ["authority.no_permission"]
    assert (await look(legal(city), notice_id))["state"] == "served"


async def test_a_document_from_the_wrong_issuer_or_an_act_of_the_wrong_side_is_rejected(embedded_city: Town) -> None:
    city = embedded_city
    notice_id = await served(city)
    matter = {
        "act_id": "f1", "matter_id": "forged", "notice_no": "假1号", "kind": "correction_notice", "issuer": "committee",
        "addressee": "police", "title": "假文书", "facts": "无", "demand": "无", "basis": "无", "by_name": "外人",
        "approved_by": "外人",
    }  # fmt: skip
    forged = SupervisionNoticeIssued.model_validate({"body": {**matter, "acted_at": city.clock.now()}})
    await _send(city, "committee", forged, "forged")
    reply = ActTold(
        act_id="f2", matter_id=notice_id, act="reply", by_name="外人", text="代答", acted_at=city.clock.now()
    )
    await _send(city, "committee", SupervisionNoticeReplied(body=reply), notice_id, peer="procuratorate")
    for agency, code in (("police", "notice.wrong_issuer"), ("procuratorate", "supervision.not_from_that_side")):
        found = await city.rows(agency, "SELECT type, state FROM ledger WHERE peer = 'committee'")
        assert [row[1] for row in found] == ["rejected"], code
    assert await city.value("police", "SELECT count(*) FROM supervision_notice") == 1
    assert (await look(chief(city), notice_id))["state"] == "served"


async def _send(
    city: Town, agency: str, payload: NoticeServedPayload | SupervisionNoticeReplied, subject: str, peer: str = "police"
) -> None:
    service = city.service(agency)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="forged"))
        send(scope, payload, peer=peer, collab_no=subject, acted_at=city.clock.now())
        await transaction.commit()
    await city.drain()


async def test_an_internal_document_reaches_the_unit_and_stays_at_home(embedded_city: Town) -> None:
    city = embedded_city
    source = {"clue": "quarterly_review", "source_ref": "2026年第三季度评查第12号卷"}
    said = {**NOTICE, "kind": "case_supervision_notice", "addressee": "police", "unit": "linhe_station", **source}
    notice_id = str(ok(await legal(city).post("/notices", json=said))["id"])
    head = city.nodes["police"].caller("u", roles=["unit_head"], unit="linhe_station", name="所长")
    assert (await head.get(f"/notices/{notice_id}")).status_code == 404
    await act(leader(city), notice_id, "approve")
    await act(leader(city), notice_id, "serve")
    await act(head, notice_id, "sign_for")
    signed = await act(head, notice_id, "reply", text="已整改", files=[await evidence(head, notice_id, 3)])
    assert (signed["clue_zh"], signed["source_ref"]) == ("季度评查", source["source_ref"])
    assert (signed["state"], clocks(signed)["N10"]) == ("replied", ("2026-12-07", "met"))
    assert await city.value("police", "SELECT count(*) FROM ledger") == 0
