"""Every page with the permissions that open it and a role that may see it: written by hand, beside the declarations."""

from __future__ import annotations

from dataclasses import dataclass

from tests.web.fake_operations import PARKED_ID
from tests.web.meeting_page_table import MEETING_NOT_PAGES, MEETING_PAGES
from tests.web.sample_exchange import TRACE_ID


@dataclass(frozen=True)
class PageCase:
    """`route` as declared, `path` as visited, `role` who sees it, `needs` any of which opens it; `zh` its heading."""

    route: str
    path: str
    role: str
    needs: tuple[str, ...]
    zh: str
    en: str


def _page(route: str, path: str, role: str, needs: str, headings: str) -> PageCase:
    zh, en = headings.split("|")
    return PageCase(route, path, role, tuple(needs.split()), zh, en)


CASE, ANYONE = "/cases/{case_id}", ""
TRACE_HEADINGS = f"调用链 {TRACE_ID}|Traces {TRACE_ID}"
PAGES = (
    _page("/me", "/me", "handler", ANYONE, "我的设置|My settings"),
    _page("/worklist", "/worklist", "handler", "case.read package.receive package.decide", "工作台|Worklist"),
    _page("/reports", "/reports", "duty_officer", "report.read report.register", "接报案|Reports"),
    _page("/reports/new", "/reports/new", "duty_officer", "report.register", "受案登记|Register a report"),
    _page(
        "/reports/{report_id}",
        "/reports/rep-1",
        "duty_officer",
        "report.read",
        "云岭商场手机柜台被盗|云岭商场手机柜台被盗",
    ),
    _page(
        "/reports/{report_id}/receipt",
        "/reports/rep-1/receipt",
        "duty_officer",
        "report.read",
        "受案回执|Receipt of report",
    ),
    _page("/register", "/register", "receiver", "petition.register", "来访登记|Register a petition"),
    _page("/petitions", "/petitions", "receiver", "petition.read petition.register", "信访事项|Petition"),
    _page(
        "/petitions/{petition_id}",
        "/petitions/pet-1",
        "receiver",
        "petition.read",
        "反映报案后一直没有回音|反映报案后一直没有回音",
    ),
    _page(
        "/petitions/{petition_id}/acts/{act}",
        "/petitions/pet-1/acts/answer_claim",
        "receiver",
        "petition.read",
        "作出处理意见|Give the handling opinion",
    ),
    _page("/search", "/search", "receiver", "search.run", "检索|Search"),
    _page("/import", "/import", "petition_head", "petition.import", "导入台账|Import a ledger"),
    _page(
        "/import/sources",
        "/import/sources?source=mailbox",
        "petition_head",
        "petition.import",
        "台账来源与列对应|Sources and columns of ledgers",
    ),
    _page(
        "/import/{import_id}",
        "/import/imp-1",
        "petition_head",
        "petition.import",
        "检查报告：领导信箱|Report of the check: 领导信箱",
    ),
    _page(
        "/import/{import_id}",
        "/import/imp-2",
        "petition_head",
        "petition.import",
        "检查报告：领导信箱|Report of the check: 领导信箱",
    ),
    _page("/cases", "/cases", "handler", "case.read", "案件|Cases"),
    _page(CASE, "/cases/case-1", "handler", "case.read", "王某等人盗窃案|王某等人盗窃案"),
    _page(CASE, "/cases/case-3", "legal_reviewer", "case.read", "李某诈骗案|李某诈骗案"),
    _page(
        CASE + "/acts/{act}",
        "/cases/case-1/acts/bail_suspect?suspect=sus-1",
        "handler",
        "case.read",
        "取保候审|Release on bail",
    ),
    _page(
        CASE + "/suspects/new",
        "/cases/case-1/suspects/new",
        "handler",
        "suspect.write",
        "登记嫌疑人|Register a suspect",
    ),
    _page(
        CASE + "/suspects/{suspect_id}",
        "/cases/case-1/suspects/sus-1",
        "handler",
        "suspect.write",
        "更正嫌疑人信息：王某某|Correct the suspect's data: 王某某",
    ),
    _page(
        CASE + "/documents/new", "/cases/case-1/documents/new", "handler", "document.write", "制作文书|Make a document"
    ),
    _page(
        CASE + "/documents/upload",
        "/cases/case-1/documents/upload",
        "handler",
        "document.write",
        "上传材料|Upload material",
    ),
    _page(CASE + "/handler", "/cases/case-1/handler", "unit_head", "case.assign", "变更承办人|Change the handler"),
    _page(
        CASE + "/deadlines/{deadline_id}/extend",
        "/cases/case-1/deadlines/clock-1/extend",
        "handler",
        "deadline.extend",
        "延长期限|Extend a deadline",
    ),
    _page(CASE + "/transfer", "/cases/case-1/transfer", "handler", "transfer.prepare", "准备移送|Prepare a transfer"),
    _page("/review", "/review", "legal_reviewer", "transfer.check transfer.approve", "审核签发|Review and sign"),
    _page(CASE + "/exit-check", "/cases/case-3/exit-check", "legal_reviewer", "transfer.check", "出口审核|Exit check"),
    _page(
        CASE + "/head-signature",
        "/cases/case-3/head-signature",
        "bureau_leader",
        "transfer.approve",
        "负责人签发|Signature of the head",
    ),
    _page("/transfers", "/transfers", "handler", "transfer.read transfer.prepare transfer.send", "移送|Transfers"),
    _page(
        "/transfers/{transfer_id}",
        "/transfers/tr-1",
        "handler",
        "transfer.read transfer.prepare transfer.send",
        "移送审查起诉：王某等人盗窃案|Transfer for prosecution: 王某等人盗窃案",
    ),
    _page(
        "/transfers/{transfer_id}",
        "/transfers/tr-2",
        "outlet_clerk",
        "transfer.read transfer.prepare transfer.send",
        "移送审查起诉：李某诈骗案|Transfer for prosecution: 李某诈骗案",
    ),
    _page("/inbox", "/inbox", "case_office_clerk", "package.receive package.decide", "收案|Inbox"),
    _page(
        "/inbox/{package_id}",
        "/inbox/pk-1",
        "case_office_clerk",
        "package.receive package.decide",
        "移送审查起诉：王某等人盗窃案|Transfer for prosecution: 王某等人盗窃案",
    ),
    _page(
        "/inbox/{package_id}/receipt",
        "/inbox/pk-2/receipt",
        "case_office_clerk",
        "package.receive package.decide",
        "移送回执|Transfer receipt",
    ),
    _page("/deadlines", "/deadlines", "handler", "deadline.read", "期限|Deadlines"),
    _page("/ledger", "/ledger", "operator", "ledger.read", "往来台账|Exchange ledger"),
    _page("/ledger/{message_id}", "/ledger/msg-1", "operator", "ledger.read", "案件移送|Case package"),
    _page("/ops", "/ops", "operator", "exchange.read exchange.operate", "运行状况|System state"),
    _page(
        "/ops/dead-letters",
        "/ops/dead-letters",
        "operator",
        "exchange.operate exchange.approve",
        "滞留消息|Parked messages",
    ),
    _page(
        "/ops/dead-letters/{service}/{message_id}",
        f"/ops/dead-letters/casemgmt/{PARKED_ID}",
        "operator",
        "exchange.operate exchange.approve",
        "notice.arrived|notice.arrived",
    ),
    _page("/ops/traces", "/ops/traces", "operator", "trace.read", "调用链|Traces"),
    _page(
        "/ops/traces/{trace_id}",
        f"/ops/traces/{TRACE_ID}",
        "operator",
        "trace.read",
        TRACE_HEADINGS,
    ),
    _page("/hall/counter", "/hall/counter", "receiver", "ticket.serve", "叫号台|Counter"),
    _page("/hall/tickets", "/hall/tickets", "hall_kiosk", "ticket.issue", "取号|Ticket"),
    _page(
        "/hall/tickets",
        "/hall/tickets?queue=police",
        "hall_kiosk",
        "ticket.issue",
        "取号|Ticket",
    ),
    _page("/hall/rating/{ticket_id}", "/hall/rating/tic-1", "receiver", "ticket.serve", "请您评价|Please rate"),
    _page("/hall/desks", "/hall/desks", "petition_head", "hall.read", "窗口|Desks"),
    _page("/hall/desks/new", "/hall/desks/new", "petition_head", "hall.manage", "岗位责任牌|Duty card"),
    _page("/hall/desks/{desk_id}", "/hall/desks/desk-3", "petition_head", "hall.manage", "岗位责任牌|Duty card"),
    _page("/appointments", "/appointments", "receiver", "appointment.read", "接访预约|Appointments"),
    _page("/appointments/new", "/appointments/new", "receiver", "appointment.book", "登记预约|Request an appointment"),
    _page(
        "/appointments/{appointment_id}",
        "/appointments/apt-1",
        "petition_head",
        "appointment.read",
        "接访预约：张示例|Appointments: 张示例",
    ),
    _page(
        "/appointments/{appointment_id}",
        "/appointments/apt-2?act=answer",
        "receiver",
        "appointment.read",
        "接访预约：张示例|Appointments: 张示例",
    ),
    _page("/receptions", "/receptions", "petition_head", "hall.read", "领导接访日程|Calendar of leader receptions"),
    _page("/receptions/leaders", "/receptions/leaders", "petition_head", "reception.publish", "值班名册|Duty roster"),
    _page(
        "/receptions/{session_id}",
        "/receptions/ses-1",
        "petition_head",
        "hall.read",
        "领导接访：2026-12-04|Leader reception: 2026-12-04",
    ),
    _page("/promises", "/promises", "petition_head", "hall.read", "服务承诺|Promises"),
    _page("/hall/daily", "/hall/daily", "petition_head", "hall.read", "每日清单|List of the day"),
    _page("/audit", "/audit", "auditor", "audit.read", "审计|Audit"),
    _page(
        "/petitions/{petition_id}/papers",
        "/petitions/pet-1/papers",
        "receiver",
        "petition.read",
        "信访文书|Papers of the petition",
    ),
    _page(
        "/petitions/{petition_id}/papers/print",
        "/petitions/pet-1/papers/print?type=petition_receipt&number=云公信收字〔2026〕1号",
        "receiver",
        "petition.register",
        "打印文书：信访事项登记回执|Print a paper: Petition receipt",
    ),
    _page(
        "/petitions/{petition_id}/papers/{paper_id}/void",
        "/petitions/pet-1/papers/pap-1/void",
        "petition_head",
        "petition.route",
        "作废文书：信访事项登记回执|Void a paper: Petition receipt",
    ),
    _page(
        "/register/{petition_id}/materials",
        "/register/pet-1/materials",
        "receiver",
        "petition.read",
        "材料与一次性告知|Material and notice",
    ),
    _page(
        "/material-faults",
        "/material-faults",
        "petition_head",
        "petition.approve_closing",
        "违反一次性告知的情形|Material asked for more than once",
    ),
    *(_page(*row) for row in MEETING_PAGES),
    _page("/help", "/help", "handler", ANYONE, "使用说明|Help"),
    _page("/help/keys", "/help/keys", "handler", ANYONE, "快捷键|Keys"),
    _page("/help/components", "/help/components", "handler", ANYONE, "界面组件|Components"),
)
NOT_PAGES = frozenset(
    {
        "/",
        "/login",
        "/static/{version}/{name}",
        "/favicon.ico",
        "/health/live",
        "/check",
        "/query",
        "/q",
        "/query/register",
        "/petitions/{petition_id}/papers/{paper_id}/prints/{no}",
        "/petitions/{petition_id}/drafts/{type_id}",
        "/import/{import_id}/rejected",
        *MEETING_NOT_PAGES,
        "/hall/screen",
        "/hall/screen/{agency}",
        "/hall/screen/{agency}/stream",
        "/hall/slip/{agency}/{code}",
        CASE + "/documents/{document_id}/content",
    }
)
"""Routes without a page of their own, or open to everyone: tested by themselves."""
