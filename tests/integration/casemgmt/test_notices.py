"""Steps told by other agencies: in order, out of order, twice, about nothing we know."""

from datetime import timedelta

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import detained, in_exit_review, on_trial, sent_for_prosecution
from zf_contracts.internal.transfers import NoticeArrived, NoticeIssued, TransferReceipted
from zf_contracts.values import StageNotice


async def test_a_notice_before_its_turn_waits_for_the_step_before(city: City) -> None:
    collab = await sent_for_prosecution(city)
    city.holding = True
    await city.accept("procuratorate", "office", collab)
    await city.assign("procuratorate", "office", collab, "prosecutor")
    await city.doc("procuratorate", "prosecutor", collab, "supplementary_decision", "supplementary_outline")
    await city.act("procuratorate", "prosecutor", collab, "order_supplementary_investigation")
    receipt, notice = (payload for _, _, payload in city.held)
    assert isinstance(receipt, TransferReceipted)
    assert isinstance(notice, NoticeArrived)
    await city.hand("police", notice)
    assert await city.state("police", collab) == "transfer_pending", "too early: nothing moves"
    assert await city.rows("police", "SELECT state FROM notice") == [("waiting",)]
    await city.hand("police", receipt)
    assert await city.state("police", collab) == "supplementary_investigation", "both steps, in their order"
    timeline = listed(await city.case("police", collab), "timeline")
    assert [line["transition"] for line in timeline[-2:]] == ["T17", "T19"]
    assert await city.rows("police", "SELECT state FROM notice") == [("applied",)]
    assert city.parked == []


async def test_the_same_notice_twice_is_one_step(city: City) -> None:
    collab = await sent_for_prosecution(city)
    await city.accept("procuratorate", "office", collab)
    await city.assign("procuratorate", "office", collab, "prosecutor")
    await city.doc("procuratorate", "prosecutor", collab, "supplementary_decision", "supplementary_outline")
    await city.act("procuratorate", "prosecutor", collab, "order_supplementary_investigation")
    (issued,) = list(city.told("procuratorate", NoticeIssued))
    assert isinstance(issued, NoticeIssued)
    before = await city.fingerprint("police")
    again = NoticeArrived(
        message=issued.message,
        message_id="m-2",
        sender="procuratorate",
        notice=issued.notice,
        received_at=city.tick(),
    )
    await city.hand("police", again)
    assert await city.fingerprint("police") == before
    assert (await city.case("police", collab))["returns"] == 1


def notice(
    act: str,
    collab: str,
    *,
    at: object,
    to: str = "x",
    message: str = "court.judgment.served",
    sender: str = "court",
    **facts: str,
) -> NoticeArrived:
    return NoticeArrived.model_validate(
        {
            "message": message,
            "message_id": "m-1",
            "sender": sender,
            "received_at": at,
            "notice": StageNotice.model_validate(
                {
                    "notice_id": f"n-{act}",
                    "collab_no": collab,
                    "act": act,
                    "transition": "T34.a",
                    "from_state": "first_instance",
                    "to_state": to,
                    "acted_at": at,
                    "facts": facts,
                }
            ),
        }
    )


async def test_a_notice_about_an_unknown_matter_is_parked(city: City) -> None:
    await city.hand("police", notice("pronounce_judgment", "XT-unknown", at=city.tick()))
    ((_, _, refused),) = city.parked
    assert [problem.code for problem in refused.problems] == ["notice.unknown_matter"]
    assert await city.rows("police", "SELECT count(*) FROM notice") == [(0,)]


async def test_a_notice_that_can_never_fit_is_parked(city: City) -> None:
    collab = await in_exit_review(city)
    await city.hand("police", notice("pronounce_judgment", collab, at=city.tick()))
    ((_, _, refused),) = city.parked
    assert [problem.code for problem in refused.problems] == ["notice.does_not_fit"]
    assert await city.state("police", collab) == "exit_review"


async def test_what_only_informs_is_kept_without_a_case(city: City) -> None:
    await in_exit_review(city)
    kept = await city.rows("procuratorate", "SELECT message, state FROM notice ORDER BY acted_at, id")
    assert kept == [("case.intake.registered", "informative"), ("case.filing.decided", "informative")]
    breach = notice("deadline.breached", "XT-any", at=city.tick(), message="deadline.breached")
    await city.hand("procuratorate", breach)
    assert city.parked == []


async def test_a_notice_skips_the_roles_but_not_the_stage(city: City) -> None:
    collab, suspect = await detained(city)
    await city.doc("police", "handler", collab, "arrest_request", "litigation_volume", suspect=suspect)
    await city.gated(collab, "arrest_request", suspects=[suspect])
    await city.accept("procuratorate", "office", collab)
    await city.assign("procuratorate", "office", collab, "prosecutor")
    await city.doc("procuratorate", "prosecutor", collab, "arrest_refusal", suspect=suspect)
    await city.act("procuratorate", "prosecutor", collab, "refuse_arrest", suspect=suspect, note="社会危险性不足")
    case = await city.case("police", collab)
    assert case["flags"] == ["arrest_refused"]
    assert (await city.suspect_states("police", collab)) == {"丙某": "released"}
    clocks = await city.clocks("police", collab)
    assert clocks["P15.refusal"]["state"] == "running"
    assert clocks["P16"]["state"] == "running"
    line = listed(case, "timeline")[-1]
    assert (line["agency"], line["note"]) == ("procuratorate", "社会危险性不足")


async def test_a_judgment_reaches_everybody_with_its_papers(city: City) -> None:
    collab = await on_trial(city)
    city.clock.advance(timedelta(days=1))
    await city.doc("court", "judge", collab, "judgment", "service_return")
    await city.act("court", "judge", collab, "pronounce_judgment", facts={"unchecked_reason": "判决没有财产内容"})
    for agency in ("police", "procuratorate"):
        case = await city.case(agency, collab)
        assert case["state"] == "appeal_window"
        judgment = next(one for one in listed(case, "documents") if one["type"] == "judgment")
        path = f"/cases/{case['id']}/documents/{judgment['id']}/content"
        content = await city.as_(agency, {"police": "legal", "procuratorate": "office"}[agency]).get(path)
        assert content.status_code == 200
        assert "刑事判决书" in content.text


async def test_filing_supervision_starts_the_clocks_and_files_the_case(city: City) -> None:
    """要求说明不立案理由 → 说明 → 通知立案 → 立案: told by liaison, carried out by the one way a stage changes."""
    collab = await city.report("丙某", title="诈骗案")
    await city.assign("police", "head", collab, "handler")
    await city.doc("police", "handler", collab, "non_filing_notice")
    await city.act("police", "leader", collab, "decide_non_filing")
    for act, message, clock in (
        ("request_filing_reason", "filing_supervision.reason_requested", ("P09", "running")),
        ("give_filing_reason", "filing_supervision.reason_given", ("P09", "met")),
        ("order_filing", "filing_supervision.filing_ordered", ("P10", "running")),
        ("file_on_order", "supervision_notice.replied", ("P10", "met")),
    ):
        sender = "police" if act in ("give_filing_reason", "file_on_order") else "procuratorate"
        number = "云检通立〔2026〕1号"
        await city.hand("police", notice(act, collab, at=city.tick(), message=message, sender=sender, notice_no=number))
        assert clock in await city.rows("police", "SELECT rule, state FROM deadline"), act
    assert city.parked == []
    assert await city.state("police", collab) == "investigating"
    assert ("P11", "running") in await city.rows("police", "SELECT rule, state FROM deadline")
    await city.settle()
    (told,) = [
        one
        for one in city.told("police", NoticeIssued)
        if isinstance(one, NoticeIssued) and one.notice.act == "file_on_order"
    ]
    assert told.message == "case.filing.decided", "the filing by order is told by a notice of its own"
    assert "procuratorate" in told.receivers
    assert told.notice.facts["notice_no"] == "云检通立〔2026〕1号"
    heard = await city.rows("procuratorate", "SELECT message, sender, state FROM notice WHERE act = 'file_on_order'")
    assert heard == [("case.filing.decided", "police", "informative")]
    unknown = notice("order_filing", "XT-unknown", at=city.tick(), message="filing_supervision.filing_ordered")
    await city.hand("police", unknown)
    assert city.parked == [], "without a case it is kept for reading"
