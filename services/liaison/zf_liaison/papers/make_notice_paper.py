"""A supervision document (监督文书) as it is served, the same words at its issuer and at its addressee."""

from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_contracts.http.notices import NoticeView
from zf_contracts.http.supervision import MatterStep
from zf_law.deadline_rules import PeriodUnit
from zf_law.deadlines import ZONE
from zf_law.due import in_words
from zf_law.papers import Content, chinese_day, paragraphs
from zf_law.problems import Problem
from zf_law.supervision_notices import LATE_REPLY
from zf_liaison.notices.view_queries import show_notice
from zf_liaison.papers.make_paper import Order, make_paper
from zf_liaison.papers.press import Press
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def make_notice_paper(scope: Scope, notice_id: str, command: MakeMatterPaper, *, press: Press) -> None:
    """Until it is approved it has no number and is printed as a draft."""
    notice = await show_notice(scope, notice_id, law=press.law)
    if command.type != press.law.notices.kinds[notice.kind].document:
        raise Refused((Problem("paper.nothing_to_print", {"field": "type"}),))
    content = _content(notice, document=command.type, press=press)
    order = Order("notice", notice_id, content, draft=not notice.notice_no, by_hand=command.by_hand)
    await make_paper(scope, order, press=press)


def _content(notice: NoticeView, *, document: str, press: Press) -> Content:
    return Content(
        type=document,
        title=notice.kind_zh,
        agency=press.agency(notice.issuer),
        number=notice.notice_no,
        dated=(notice.served_at or notice.created_at).astimezone(ZONE).date(),
        matter={},
        fields={
            "addressee": _addressee(notice, press=press),
            "facts": paragraphs(notice.facts),
            "demand": paragraphs(notice.demand),
            "basis": notice.basis,
            "answer_by": _answer_by(notice, press=press),
            "late_replies": [_late_reply(step, press=press) for step in notice.steps if step.act == LATE_REPLY],
        },
    )


def _addressee(notice: NoticeView, *, press: Press) -> str:
    """A document within an agency goes to one of its units."""
    agency = press.law.agencies.find(notice.addressee)
    unit = agency.unit(notice.unit) if agency and notice.issuer == notice.addressee else None
    return unit.name_zh if unit else press.agency(notice.addressee)


def _late_reply(step: MatterStep, *, press: Press) -> str:
    """What came after its day, and why, stands on the paper at both sides."""
    day = chinese_day(step.at.astimezone(ZONE).date())
    return f"{day}，{press.agency(step.agency)}逾期答复。逾期原因：{step.late_reason}"


def _answer_by(notice: NoticeView, *, press: Press) -> str:
    """The day it names itself, else the period of the law from the day it is signed for."""
    if notice.stated_due is not None:
        return f"于{chinese_day(notice.stated_due)}前"
    kind = press.law.notices.kinds[notice.kind]
    if not kind.reply:
        return ""
    rule = press.law.deadlines.rule(kind.reply, on=notice.served_at or notice.created_at)
    return f"自签收之日起{in_words(rule.amount, PeriodUnit(rule.unit))[0].replace(' ', '')}内"
