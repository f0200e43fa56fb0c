"""Every document that acts on a petition produce, printed from the record: what was decided stands on the paper."""

import pytest

from tests.integration.intake.petition_forms import (
    CHECKS,
    OPINION,
    Staff,
    View,
    act,
    answered,
    in_handling,
    registered,
)
from tests.integration.intake.test_petition_papers import printed
from zf_platform.testing import Caller


async def papers(caller: Caller, view: View) -> dict[str, str]:
    """Type → text of every document of this petition that was not printed before."""
    found: dict[str, str] = {}
    for line in (await caller.get(f"/petitions/{view['id']}/papers")).json():
        if line["paper"] is None:
            found[line["type"]] = await printed(caller, view["id"], line)
            assert line["number"] in found[line["type"]]
    return found


def holds(text: str, *parts: str) -> None:
    for part in parts:
        assert "".join(part.split()) in text


async def test_the_course_to_a_settled_end(staff: Staff) -> None:
    view = await in_handling(staff)
    view = await act(staff.leader, view, "extension", explanation="需要异地调查取证")
    view = await act(staff.officer, view, "mediation", terms="一、双方和解。")
    view = await act(staff.officer, view, "answer", **OPINION)
    view = await act(staff.officer, view, "service", served_how="in_person")
    view = await act(staff.officer, view, "closing", path="settled", checks=dict(CHECKS))
    view = await act(staff.head, view, "closing-decision", approve=True, explanation="同意办结。")
    found = await papers(staff.head, view)
    holds(found["petition_acceptance_notice"], "属于云川市公安局职责范围", "应于2027年")
    holds(found["petition_extension_notice"], "需要异地调查取证", "办理期限延长至2027年")
    holds(found["petition_mediation_agreement"], "一、双方和解。")
    holds(
        found["petition_handling_opinion"],
        "一、信访人的请求",
        str(OPINION["facts_and_reasons"]),
        "三、处理意见",
        "处理结果：支持。",
        "请求上一级机关、单位复查",
    )
    holds(found["petition_closing_form"], "息诉（四个不放过）", "卷宗第3页", "批准人：petition_head")


async def test_reviews_name_the_opinion_they_are_about_and_a_new_opinion_replaces_the_old(staff: Staff) -> None:
    review = {"opinion": "原意见认定事实不清。", "legal_basis": "《信访工作条例》第三十五条"}
    view = await answered(staff)
    first = (await papers(staff.head, view))["petition_handling_opinion"]
    number = view["answers"][0]["document_no"]
    assert number in first
    view = await act(staff.receiver, view, "review-request", statement="不服")
    view = await act(staff.head, view, "review-decision", result="revoked", **review)
    holds((await papers(staff.head, view))["petition_review_opinion"], number, "撤销原意见，责令重新办理")
    view = await act(staff.officer, view, "answer", **OPINION)
    again = (await papers(staff.head, view))["petition_handling_opinion"]
    assert number not in again
    states = {
        line["number"]: (line["paper"]["state"], line["paper"]["replaced_by"])
        for line in (await staff.head.get(f"/petitions/{view['id']}/papers")).json()
        if line["type"] == "petition_handling_opinion"
    }
    newer = view["answers"][-1]["document_no"]
    assert states == {number: ("replaced", newer), newer: ("valid", "")}
    view = await act(staff.officer, view, "service", served_how="in_person")
    view = await act(staff.receiver, view, "review-request", statement="仍不服")
    view = await act(staff.other_head, view, "review-decision", result="upheld", **review)
    view = await act(staff.officer, view, "service", served_how="in_person")
    view = await act(staff.receiver, view, "review-request", statement="还是不服")
    view = await act(staff.leader, view, "review-decision", result="upheld", **review)
    found = await papers(staff.head, view)
    holds(found["petition_final_review_opinion"], "维持原意见", "本复核意见为信访终结意见")


@pytest.mark.parametrize(
    ("route", "body", "kind", "parts"),
    [
        (
            "forwarding",
            {"receiver": "procuratorate", "explanation": "属于检察监督"},
            "petition_forward_notice",
            ("转送云川市人民检察院", "属于检察监督"),
        ),
        (
            "assignment",
            {"receiver": "procuratorate", "explanation": "请办理", "report_day": "2026-12-20"},
            "petition_assignment_notice",
            ("云川市人民检察院：", "于2026年12月20日前将办理结果书面报告"),
        ),
        (
            "advice",
            {"competent_name": "云川市生态环境局", "explanation": "环境问题由其主管"},
            "petition_advice_notice",
            ("请向云川市生态环境局提出", "环境问题由其主管"),
        ),
        (
            "litigation-path",
            {"procedure": "刑事申诉", "competent_name": "云川市人民检察院"},
            "petition_litigation_notice",
            ("现依法导入刑事申诉，由云川市人民检察院",),
        ),
        (
            "withdrawal",
            {"explanation": "本人自愿撤回。"},
            "petition_withdrawal_statement",
            ("本人自愿撤回。", "撤回不是取得任何救济的条件"),
        ),
    ],
)
async def test_each_way_out_of_registration(
    staff: Staff, route: str, body: dict[str, object], kind: str, parts: tuple[str, ...]
) -> None:
    view = await registered(staff.receiver)
    view = await act(staff.receiver if route == "withdrawal" else staff.head, view, route, **body)
    holds((await papers(staff.head, view))[kind], *parts)


@pytest.mark.parametrize(
    ("route", "body", "kind"),
    [
        ("merging", {}, "petition_merge_notice"),
        ("refusal", {"ground": "duplicate"}, "petition_non_acceptance_notice"),
    ],
)
async def test_the_earlier_matter_is_named(staff: Staff, route: str, body: dict[str, object], kind: str) -> None:
    earlier, view = await in_handling(staff), await registered(staff.receiver)
    explained = {"earlier_id": earlier["id"], "explanation": "与此前事项系同一事项。"}
    view = await act(staff.head, view, route, **explained, **body)
    holds((await papers(staff.head, view))[kind], str(earlier["petition_no"]), "与此前事项系同一事项。")


async def test_the_notice_of_non_acceptance_keeps_the_ground_of_the_day(staff: Staff) -> None:
    """Though the earlier matter ends afterwards, the notice still says why acceptance was refused then."""
    earlier, view = await in_handling(staff), await registered(staff.receiver)
    body = {"ground": "duplicate", "earlier_id": earlier["id"], "explanation": "请等候在办事项的答复。"}
    view = await act(staff.head, view, "refusal", **body)
    earlier = (await staff.receiver.get(f"/petitions/{earlier['id']}")).json()
    await act(staff.receiver, earlier, "withdrawal", explanation="本人撤回。")
    holds(
        (await papers(staff.head, view))["petition_non_acceptance_notice"],
        "同一事项已受理或者正在办理",
        "依据是《信访工作条例》第十九条第三款。",
    )


async def test_answers_that_are_no_opinion(staff: Staff) -> None:
    view = await registered(staff.receiver, category="suggestion")
    view = await act(staff.receiver, view, "answer-at-once", opinion="当场答复：建议已采纳。")
    holds((await papers(staff.head, view))["petition_reply"], "当场答复：建议已采纳。", "1.要求尽快答复案件办理情况")
    view = await in_handling(staff)
    procedure = {"form": "procedure", "way": "arbitration", "body": "云川市劳动人事争议仲裁委员会"}
    view = await act(
        staff.officer, view, "answer", **procedure, legal_basis="劳动争议调解仲裁法", opinion="依法申请仲裁"
    )
    holds(
        (await papers(staff.head, view))["petition_procedure_notice"],
        "应当通过仲裁处理，由云川市劳动人事争议仲裁委员会办理",
        "依照劳动争议调解仲裁法的规定",
    )
