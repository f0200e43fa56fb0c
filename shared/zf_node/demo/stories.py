"""The scripted stories of the sample plan: each checks clocks and states while it goes, and all books at its end."""

from collections.abc import Awaitable, Callable, Mapping

from zf_node.demo.cooperation import cooperation
from zf_node.demo.desk import Json, until
from zf_node.demo.joint_meeting import joint_meeting
from zf_node.demo.matter import Matter, StoryFailed, at
from zf_node.demo.outcomes import OUTCOMES, check_outcome
from zf_node.demo.supervision import correction_notice

Story = Callable[[Matter], Awaitable[None]]

EXIT_PAPERS = ("closing_report", "prosecution_opinion", "litigation_volume", "transfer_manifest")


async def theft(matter: Matter) -> None:
    """盗窃案：两名嫌疑人，一人逮捕、一人取保，认罪认罚，速裁，判决生效，交付执行。"""
    first, second = await _opened_theft(matter)
    await _arrest(matter, first)
    await matter.act("police.handler", "submit_for_exit_review", at("2026-08-20"), papers=EXIT_PAPERS)
    await matter.gate(checker="police.legal", head="police.leader")
    transfer = await matter.send(
        "police.outlet", "prosecution", "procuratorate", at("2026-08-24"), preparer="police.handler"
    )
    await matter.accept("procuratorate.office", transfer, at("2026-08-24", 15))
    await matter.reaches("police.handler", "prosecution_review")
    await matter.due("procuratorate.prosecutor", "J07", "2026-09-24")
    papers = ("recognizance", "sentencing_proposal", "indictment", "transfer_manifest")
    transfer = await matter.send("procuratorate.prosecutor", "indictment", "court", at("2026-09-14"), papers=papers)
    await matter.accept("court.filing", transfer, at("2026-09-15"))
    await matter.due("court.filing", "C01", "2026-09-22")
    await matter.assign("court.filing", "court.judge")
    await _trial(matter)
    transfer = await matter.send(
        "court.judge",
        "enforcement",
        "justice",
        at("2026-10-12"),
        papers=("judgment", "indictment_copy", "enforcement_notice", "case_closing_form"),
    )
    await matter.accept("justice.office", transfer, at("2026-10-13"))
    await matter.reaches("court.judge", "closed")
    _check_suspects(matter, await matter.case("court.judge"), count=2)
    matter.expect(first != second, "两名嫌疑人各有强制措施与期限")


async def fraud(matter: Matter) -> None:
    """诈骗案：两次退回补充侦查，第三次被拒绝，存疑不起诉，公安机关要求复议。"""
    await matter.report(
        "police.duty", report_body("诈骗案", "economic", "冒充投资顾问骗取他人钱款", ["吴某某"], "2026-03-02")
    )
    await filed(matter, "2026-03-04")
    await matter.act(
        "police.leader", "bail_suspect", at("2026-03-06"), papers=("bail_decision",), suspect=await _suspect(matter, 0)
    )
    await matter.due("police.handler", "P20", "2027-03-06")
    await matter.act("police.handler", "submit_for_exit_review", at("2026-04-20"), papers=EXIT_PAPERS)
    await matter.gate(checker="police.legal", head="police.leader")
    transfer = await matter.send(
        "police.outlet", "prosecution", "procuratorate", at("2026-04-24"), preparer="police.handler"
    )
    await matter.accept("procuratorate.office", transfer, at("2026-04-24", 16))
    await matter.assign("procuratorate.office", "procuratorate.prosecutor")
    for ordered, resubmitted in (("2026-05-22", "2026-06-18"), ("2026-07-16", "2026-08-13")):
        await _supplement(matter, ordered, resubmitted)
    await matter.refused(
        "procuratorate.prosecutor",
        "order_supplementary_investigation",
        at("2026-09-07"),
        "stage.no_return_left",
        papers=("supplementary_decision", "supplementary_outline"),
    )
    await _not_prosecuted(matter)


STORIES: Mapping[str, Story] = {
    "theft": theft,
    "fraud": fraud,
    "correction-notice": correction_notice,
    "joint-meeting": joint_meeting,
    "cooperation": cooperation,
}


async def tell(matter: Matter, name: str) -> None:
    """Play the story, then compare messages, documents and clocks of every agency with what must stand there.

    A story without a case compares both sides itself, step by step.
    """
    await STORIES[name](matter)
    if name in OUTCOMES:
        await check_outcome(matter, OUTCOMES[name])


async def _opened_theft(matter: Matter) -> tuple[str, str]:
    body = report_body("盗窃案", "criminal", "夜间撬锁进入商铺窃取财物", ["赵某某", "钱某某"], "2026-07-06")
    await matter.report("police.duty", body)
    await matter.due("police.leader", "P02", "2026-07-09")
    await filed(matter, "2026-07-07")
    first, second = await _suspect(matter, 0), await _suspect(matter, 1)
    papers = ("detention_report", "detention_warrant")
    await matter.act("police.leader", "detain_suspect", at("2026-07-08"), papers=papers, suspect=first)
    await matter.due("police.handler", "P14", "2026-07-11")
    await matter.act("police.leader", "bail_suspect", at("2026-07-08", 10), papers=("bail_decision",), suspect=second)
    await matter.due("police.handler", "P20", "2027-07-08")
    return first, second


async def _arrest(matter: Matter, suspect: str) -> None:
    await matter.gate(checker="police.legal", head="police.leader")
    transfer = await matter.send(
        "police.outlet",
        "arrest_request",
        "procuratorate",
        at("2026-07-10"),
        preparer="police.handler",
        papers=("arrest_request", "litigation_volume"),
        suspects=(suspect,),
    )
    await matter.accept("procuratorate.office", transfer, at("2026-07-10", 15))
    await matter.assign("procuratorate.office", "procuratorate.prosecutor")
    await matter.due("procuratorate.prosecutor", "J01", "2026-07-17")
    theirs = await _suspect(matter, 0, username="procuratorate.prosecutor")
    await matter.act(
        "procuratorate.prosecutor", "approve_arrest", at("2026-07-15"), papers=("arrest_approval",), suspect=theirs
    )
    await _suspect_reaches(matter, "police.handler", suspect, "arrested")
    papers = ("arrest_warrant", "arrest_execution_receipt")
    await matter.act("police.handler", "execute_arrest", at("2026-07-15", 16), papers=papers, suspect=suspect)
    await matter.due("police.handler", "P18", "2026-09-15")


async def _trial(matter: Matter) -> None:
    await matter.act("court.filing", "accept_for_trial", at("2026-09-16"), papers=("court_acceptance_notice",))
    await matter.reaches("procuratorate.prosecutor", "first_instance")
    await matter.act("court.judge", "set_expedited_procedure", at("2026-09-16", 15), papers=("procedure_decision",))
    await matter.due("court.judge", "C05", "2026-09-26")
    papers = ("judgment", "service_return")
    reason = {"unchecked_reason": "判决没有财产内容"}
    await matter.act("court.judge", "pronounce_judgment", at("2026-09-24"), papers=papers, facts=reason)
    await matter.due("court.judge", "C10", "2026-10-08")
    await matter.reaches("police.handler", "appeal_window")
    await matter.act("court.judge", "confirm_effective", at("2026-10-09"))
    await matter.due("court.judge", "C13", "2026-10-19")


async def _supplement(matter: Matter, ordered: str, resubmitted: str) -> None:
    """One round: ordered by the procuratorate, done by police, handed in again through the gate."""
    papers = ("supplementary_decision", "supplementary_outline")
    await matter.act("procuratorate.prosecutor", "order_supplementary_investigation", at(ordered), papers=papers)
    await matter.reaches("police.handler", "supplementary_investigation")
    await matter.gate(checker="police.legal", head="police.leader")
    transfer = await matter.send(
        "police.outlet",
        "resubmission",
        "procuratorate",
        at(resubmitted),
        preparer="police.handler",
        papers=("supplementary_report", "transfer_manifest"),
    )
    await matter.accept("procuratorate.office", transfer, at(resubmitted, 16))
    await matter.reaches("police.handler", "prosecution_review")


async def filed(matter: Matter, day: str) -> None:
    """The case gets its 承办人, who writes the papers; the leader decides 立案."""
    await matter.assign("police.leader", "police.handler")
    await matter.act("police.leader", "file_case", at(day), papers=("filing_decision",))


async def _not_prosecuted(matter: Matter) -> None:
    """存疑不起诉, then the police ask for reconsideration, which upholds it."""
    await matter.act(
        "procuratorate.chief",
        "decide_insufficient_evidence_non_prosecution",
        at("2026-09-10"),
        papers=("non_prosecution_decision",),
    )
    await matter.reaches("police.handler", "not_prosecuted")
    await matter.due("police.handler", "P23", "2026-09-17")
    await matter.gate(checker="police.legal", head="police.leader")
    await matter.act("police.outlet", "request_reconsideration", at("2026-09-16"), papers=("reconsideration_opinion",))
    await matter.due("procuratorate.chief", "J10", "2026-10-16")
    await matter.act(
        "procuratorate.chief", "decide_reconsideration", at("2026-10-15"), papers=("reconsideration_decision",)
    )
    case = await matter.case("procuratorate.chief")
    matter.expect(case["state"] == "not_prosecuted", "复议维持不起诉")


async def first_suspect(matter: Matter, *, username: str = "police.leader") -> str:
    """The id of the suspect named first, in the record of this person's agency."""
    return await _suspect(matter, 0, username=username)


async def _suspect(matter: Matter, index: int, *, username: str = "police.leader") -> str:
    case = await matter.case(username)
    suspects = case["suspects_list"]
    assert isinstance(suspects, list)
    if len(suspects) <= index:
        raise StoryFailed(f"案件应有至少 {index + 1} 名嫌疑人")
    return str(suspects[index]["id"])


async def _suspect_reaches(matter: Matter, username: str, suspect: str, state: str) -> None:
    async def there() -> Json | None:
        case = await matter.case(username)
        suspects = case["suspects_list"]
        assert isinstance(suspects, list)
        return case if any(one["id"] == suspect and one["state"] == state for one in suspects) else None

    await until(there, what=f"嫌疑人到达 {state}")


def _check_suspects(matter: Matter, case: Json, *, count: int) -> None:
    suspects = case["suspects_list"]
    matter.expect(isinstance(suspects, list) and len(suspects) == count, f"被告人 {count} 名随案移送")


def report_body(title: str, unit: str, facts: str, suspects: list[str], day: str) -> Json:
    return {
        "source": "walk_in",
        "kind": "criminal",
        "unit": unit,
        "title": title,
        "facts": facts,
        "place": "云岭区示例路 1 号",
        "received_at": at(day, 8, 30).isoformat(),
        "registered_at": at(day, 9).isoformat(),
        "reporter": {"name": "报案人甲", "phone": "000-0000-0001"},
        "suspects": [{"name": name} for name in suspects],
        "items": [{"title": "现场监控录像", "quantity": 1}],
    }
