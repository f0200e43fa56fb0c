"""A reply after its day is refused, recorded and changes nothing; a late reply says why and counts as late on both sides."""

from datetime import datetime, timedelta

from tests.integration.liaison.town import COLLAB_NO, Town
from tests.integration.supervision.acting import View, acts, clocks
from tests.integration.supervision.test_notices import (
    act,
    alike,
    chief,
    evidence,
    leader,
    legal,
    look,
    prosecutor,
    reached,
    refused,
    served,
)
from tests.integration.supervision.test_papers import printed, text_of
from zf_contracts.interagency.supervision import FilingSupervisionReasonGiven, SupervisionNoticeReplied
from zf_contracts.internal.deadlines import DeadlineEnded
from zf_contracts.internal.transfers import NoticeArrived
from zf_contracts.supervision_values import ActTold
from zf_liaison.exchange.ledger import send
from zf_platform.testing import Caller
from zf_platform.transaction import Cause, service_actor

REFUSED = "SELECT count(*) FROM audit_entry WHERE act = 'act.refused'"
STEPS = "SELECT count(*) FROM supervision_notice_step"
REJECTIONS = "SELECT problems::json->0->>'code' FROM ledger WHERE state = 'rejected'"
LATE = {"text": "已经纠正", "late_reason": "案卷在鉴定机构"}


async def _signed(city: Town, **changes: object) -> str:
    notice_id = await served(city, **changes)
    await act(legal(city), notice_id, "sign_for")
    await reached(city, prosecutor(city), notice_id, "signed_for")
    return notice_id


async def _option(caller: Caller, notice_id: str, name: str) -> tuple[bool, list[str]]:
    view = await look(caller, notice_id)
    found: View = next(one for one in view["options"] if one["act"] == name)
    return bool(found["allowed"]), [str(one["code"]) for one in found["reasons"]]


async def test_a_reply_after_its_day_is_refused_recorded_and_changes_nothing(embedded_city: Town) -> None:
    city, fa = embedded_city, legal(embedded_city)
    notice_id = await _signed(city, kind="custody_necessity")
    assert await _option(fa, notice_id, "reply_late") == (False, ["notice.reply_not_over"])
    assert await refused(fa, notice_id, "reply_late", **LATE) == ["notice.reply_not_over"]
    city.clock.advance(timedelta(days=11))
    before, steps, kept = await alike(city, notice_id), *[await city.value("police", one) for one in (STEPS, REFUSED)]
    assert await _option(fa, notice_id, "reply") == (False, ["notice.reply_over"])
    assert (await _option(fa, notice_id, "reply_late"))[0]
    answer = await fa.post(
        f"/notices/{notice_id}/acts", json={"act": "reply", "version": before["version"], "text": "已经纠正"}
    )
    (problem,) = answer.json()["problems"]
    assert (answer.status_code, problem["code"]) == (422, "notice.reply_over")
    assert "2026-12-03" in answer.text
    assert "逾期答复" in answer.text
    assert int(str(await city.value("police", REFUSED))) == int(str(kept)) + 1
    assert await city.value("police", STEPS) == steps
    assert await alike(city, notice_id) == before


async def test_a_late_reply_says_why_and_is_late_on_both_sides(city: Town) -> None:
    fa = legal(city)
    notice_id = await _signed(city)
    city.clock.advance(timedelta(days=16))
    assert await refused(fa, notice_id, "reply_late", text="已经纠正") == [
        "supervision.late_reason_needed",
        "supervision.evidence_needed",
    ]
    await act(fa, notice_id, "reply_late", **LATE, files=[await evidence(fa, notice_id, 1)])
    await reached(city, prosecutor(city), notice_id, "replied")
    both = await alike(city, notice_id)
    assert (both["late"], clocks(both)["N03"]) == (True, ("2026-12-08", "met_late"))
    step = (await look(prosecutor(city), notice_id))["steps"][-1]
    assert (step["act"], step["late"], step["late_reason"]) == ("reply_late", True, "案卷在鉴定机构")
    ended = {one["act"]: one["outcome"] for one in city.watchers["police"].of(DeadlineEnded)}
    assert ended["reply_late"] == "met_late"
    await act(prosecutor(city), notice_id, "find_insufficient", text="没有处理责任人", until="2026-12-25")
    await reached(city, fa, notice_id, "insufficient")
    assert await refused(fa, notice_id, "reply_late", **LATE, files=[await evidence(fa, notice_id, 2)]) == [
        "notice.reply_not_over"
    ]
    await act(fa, notice_id, "reply", text="已经处理", files=[await evidence(fa, notice_id, 3)])
    await reached(city, prosecutor(city), notice_id, "replied")
    assert acts(await alike(city, notice_id))[-3:] == ["reply_late", "find_insufficient", "reply"]


async def test_what_was_never_signed_for_owes_its_reply_to_the_urging(embedded_city: Town) -> None:
    city, fa = embedded_city, legal(embedded_city)
    notice_id = await served(city, kind="custody_necessity")
    await act(prosecutor(city), notice_id, "urge", text="请签收并回复")
    await reached(city, fa, notice_id, "urged")
    assert clocks(await look(fa, notice_id))["N13"] == ("2026-11-30", "running")
    city.clock.advance(timedelta(days=8))
    assert await refused(fa, notice_id, "reply", text="已经变更") == ["notice.reply_over"]
    await act(fa, notice_id, "reply_late", **LATE)
    await reached(city, prosecutor(city), notice_id, "replied")
    assert (await alike(city, notice_id))["late"]


async def test_the_receiver_refuses_a_reply_given_after_its_day_and_changes_nothing(embedded_city: Town) -> None:
    city, fa = embedded_city, legal(embedded_city)
    notice_id, other = await _signed(city, kind="custody_necessity"), await _signed(city, kind="custody_necessity")
    in_time = city.clock.now()
    city.clock.advance(timedelta(days=11))
    before = await alike(city, notice_id)
    await _tell(city, notice_id, "f1", at=city.clock.now())
    assert await city.rows("police", REJECTIONS) == [("notice.reply_over",)]
    assert await alike(city, notice_id) == before
    await _tell(city, other, "f2", at=in_time)
    theirs = await look(prosecutor(city), other)
    assert (theirs["state"], theirs["late"]) == ("replied", False), "given in time, however late it arrives"
    assert clocks(theirs)["N06"][1] == "met"
    assert await city.rows("police", REJECTIONS) == [("notice.reply_over",)]
    await act(fa, notice_id, "reply_late", **LATE)
    await reached(city, prosecutor(city), notice_id, "replied")


async def test_a_late_reply_in_filing_supervision_moves_the_case_like_one_in_time(embedded_city: Town) -> None:
    city, fa = embedded_city, legal(embedded_city)
    asked = await _signed(city, kind="filing_reason_request", collab_no=COLLAB_NO)
    order = await _signed(city, kind="filing_order", collab_no=COLLAB_NO)
    city.clock.advance(timedelta(days=17))
    await act(fa, asked, "reply_late", **LATE)
    assert await refused(fa, order, "reply_late", **LATE) == ["authority.no_permission"]
    assert await refused(leader(city), order, "reply_late", **LATE) == ["supervision.evidence_needed"]
    await act(leader(city), order, "reply_late", **LATE, files=[await evidence(leader(city), order, 4)])
    for notice_id, rule in ((asked, "P09"), (order, "P10")):
        await reached(city, prosecutor(city), notice_id, "replied")
        assert clocks(await alike(city, notice_id))[rule][1] == "met_late"
    heard = city.ears["police"].of(NoticeArrived)
    told = [(one["message"], one["notice"]["act"]) for one in heard]  # type: ignore[index]
    assert told[-2:] == [
        (FilingSupervisionReasonGiven.TYPE, "give_filing_reason"),
        (SupervisionNoticeReplied.TYPE, "file_on_order"),
    ]


async def test_the_paper_says_that_the_reply_was_late_and_why_at_both_sides(embedded_city: Town) -> None:
    city = embedded_city
    notice_id = await _signed(city, kind="custody_necessity")
    city.clock.advance(timedelta(days=11))
    await act(legal(city), notice_id, "reply_late", **LATE)
    await reached(city, prosecutor(city), notice_id, "replied")
    path, digests = f"/notices/{notice_id}", set()
    for caller in (legal(city), chief(city)):
        paper = await printed(caller, path, "custody_necessity_proposal")
        digests.add(paper["content_digest"])
        assert "2026年12月4日，云川市公安局逾期答复。逾期原因：案卷在鉴定机构" in await text_of(caller, path, paper)
    assert len(digests) == 1


async def _tell(city: Town, notice_id: str, act_id: str, *, at: datetime) -> None:
    """As a node would that does not ask our rules before it sends."""
    service = city.service("police")
    body = ActTold(act_id=act_id, matter_id=notice_id, act="reply", by_name="民警", text="已经纠正", acted_at=at)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="by hand"))
        send(scope, SupervisionNoticeReplied(body=body), peer="procuratorate", collab_no=notice_id, acted_at=at)
        await transaction.commit()
    await city.drain()
