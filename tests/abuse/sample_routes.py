"""Every route of the four services, written down a second time: which permission it asks for, which object it concerns, and a
body of the right form. A new route without a row here fails, and so does a changed permission.

`concerns`: the object in the path, whose reach decides what may be seen, together with the permission to see it at all. Bodies
name a version nobody has, so that an allowed act is refused as stale and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

AT = "2026-11-20T09:00:00+08:00"
STALE = 987_654
PUBLIC, NODE, HALL = "public", "node", "hall"
Body = Mapping[str, object]
_REASON: Body = {"reason": "权限矩阵试验"}
_QUARTER: Body = {"since": "2020-01-01", "until": "2020-03-31"}


@dataclass(frozen=True)
class Row:
    """`sees`: permission that decides whether the object exists for this person; empty when nothing in the path belongs to
    anybody. `acts`: its reach decides in addition whether the act is allowed."""

    service: str
    method: str
    path: str
    permission: str
    sees: str = ""
    acts: str = ""
    body: Body | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.service, self.method, self.path


def _operations(service: str) -> tuple[Row, ...]:
    return (
        Row(service, "GET", "/health/live", PUBLIC),
        Row(service, "GET", "/health/ready", PUBLIC),
        Row(service, "GET", "/openapi.json", PUBLIC),
        Row(service, "GET", "/ops/audit/verification", "audit.verify"),
        Row(service, "GET", "/ops/health", "exchange.read"),
        Row(service, "POST", "/ops/jobs/{name}/run", "exchange.operate", body=_REASON),
        Row(service, "GET", "/ops/parked", "exchange.read"),
        Row(service, "GET", "/ops/parked-errors", "exchange.read"),
        Row(service, "POST", "/ops/parked-errors/retry", "exchange.operate", body={**_REASON, "error_code": "none"}),
        Row(service, "GET", "/ops/parked/{message_id}", "exchange.read"),
        Row(service, "POST", "/ops/parked/{message_id}/rejection", "exchange.operate", body=_REASON),
        Row(service, "POST", "/ops/parked/{message_id}/retry", "exchange.operate", body=_REASON),
        Row(service, "POST", "/ops/parked/{message_id}/skip", "exchange.operate", body=_REASON),
        Row(service, "POST", "/ops/parked/{message_id}/skip/approval", "exchange.approve"),
        Row(service, "GET", "/ops/quarantine", "exchange.read"),
    )


_INTAKE = (
    Row("intake", "GET", "/reports", "report.read"),
    Row("intake", "POST", "/reports", "report.register", body={"source": "walk_in", "unit": "nowhere"}),
    Row(
        "intake",
        "POST",
        "/reports/person-search",
        "report.read",
        body={"id_kind": "passport", "id_number": "X0000000", **_REASON},
    ),
    Row("intake", "GET", "/reports/{report_id}", "report.read", sees="report.read"),
    Row("intake", "GET", "/reports/{report_id}/receipt", "report.read", sees="report.read"),
    Row("intake", "GET", "/reports/{report_id}/papers", "report.read", sees="report.read"),
    Row("intake", "POST", "/reports/{report_id}/papers", "report.read", sees="report.read"),
    Row("intake", "POST", "/reports/{report_id}/papers/{paper_id}/prints", "report.read", body={"reason": ""}),
    Row("intake", "GET", "/reports/{report_id}/papers/{paper_id}/prints/{no}", "report.read"),
    Row("intake", "POST", "/papers/check", PUBLIC, body={"number": "", "code": "ABCD2345"}),
    Row("intake", "POST", "/search", "search.run", body={"text": "没有这样的事项"}),
    Row("intake", "GET", "/board", "petition.board"),
    Row("intake", "GET", "/board/late", "petition.board"),
    Row("intake", "GET", "/conversions", "petition.read"),
    Row("intake", "GET", "/screening", "petition.board"),
    Row("intake", "GET", "/screening/matters", "petition.board"),
    Row("intake", "GET", "/screening/reports", "petition.board"),
    Row("intake", "POST", "/screening/reports", "petition.screen", body={"day": "2026-10-15"}),
    Row("intake", "POST", "/screening/reports/{screening_id}/sending", "petition.screen", body={"version": 1}),
    Row("intake", "GET", "/collective-warnings", "petition.board"),
    Row("intake", "GET", "/collective-warnings/{warning_id}", "petition.board"),
    Row(
        "intake",
        "POST",
        "/collective-warnings/{warning_id}/closing",
        "petition.board",
        body={"version": STALE, "outcome": "settled", "measures": "试验"},
    ),
    Row("intake", "GET", "/imports", "petition.import"),
    Row("intake", "POST", "/imports", "petition.import"),
    Row("intake", "GET", "/imports/sources", "petition.import"),
    Row("intake", "POST", "/imports/sources", "petition.import", body={"source": "Not A Name"}),
    Row("intake", "GET", "/imports/{import_id}", "petition.import"),
    Row("intake", "POST", "/imports/{import_id}/start", "petition.import", body={"version": STALE}),
    Row("intake", "POST", "/imports/{import_id}/cancellation", "petition.import", body={"version": STALE}),
    Row("intake", "GET", "/imports/{import_id}/rejected", "petition.import"),
)

_NUMBER: Body = {"petition_no": "XFV329900202611200001", "code": "000000"}
_PETITIONS = (
    Row("intake", "POST", "/petitions/query", HALL, body=_NUMBER),
    Row("intake", "POST", "/petitions/query/supplement", HALL, body=_NUMBER),
    Row("intake", "POST", "/petitions/query/withdrawal", HALL, body={**_NUMBER, "statement": "试验"}),
    Row(
        "intake",
        "POST",
        "/petitions/query/appointment",
        HALL,
        body={**_NUMBER, "matter": "criminal", "brief": "试验"},
    ),
    Row(
        "intake",
        "POST",
        "/petitions/query/consent",
        HALL,
        body={**_NUMBER, "appointment_no": "云公约〔2026〕1号", "offer_no": 1, "accepted": True},
    ),
    Row("intake", "POST", "/petitions/query/rating", HALL, body={**_NUMBER, "score": 1}),
    Row("intake", "GET", "/published-hearings", PUBLIC),
    Row("intake", "POST", "/petitions/online", HALL, body={"title": "试验"}),
    Row("intake", "GET", "/petitions", "petition.read"),
    Row("intake", "POST", "/petitions", "petition.register", body={"channel": "visit", "unit": "nowhere"}),
    Row("intake", "GET", "/petitions/clocks", "petition.read"),
    Row("intake", "GET", "/petitions/first-handled", "petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/person-search",
        "petition.read",
        body={"id_kind": "passport", "id_number": "X0000000", **_REASON},
    ),
    Row("intake", "GET", "/petitions/{petition_id}/contacts", "petition.read", sees="petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/contacts",
        "petition.handle",
        sees="petition.read",
        acts="petition.handle",
        body={"version": STALE, "kind": "revisit", "planned_at": AT, "person_id": "a", "person_name": "某"},
    ),
    Row("intake", "GET", "/petitions/{petition_id}/hearings", "petition.read", sees="petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/hearings",
        "petition.review",
        sees="petition.read",
        acts="petition.review",
        body={
            "version": STALE,
            "applied_by": "agency",
            "application": "试验",
            "subject": "试验",
            "hearing_at": AT,
            "place": "试验",
            "public": False,
            "panel": [{"name": "甲"}],
        },
    ),
    Row(
        "intake",
        "POST",
        "/hearings/{hearing_id}/conclusion",
        "petition.review",
        body={"version": STALE, "held_at": AT, "present": ["甲"], "record": "试验", "opinion": "试验"},
    ),
    Row("intake", "POST", "/hearings/{hearing_id}/cancellation", "petition.review", body={"version": STALE, **_REASON}),
    Row(
        "intake",
        "POST",
        "/hearings/{hearing_id}/publication",
        "petition.review",
        body={"version": STALE, "published_where": "公告栏", "announcement": "试验"},
    ),
    Row("intake", "GET", "/contacts", "petition.read"),
    Row("intake", "POST", "/contacts/{contact_id}/record", "petition.handle", body={"version": STALE, "held_at": AT}),
    Row("intake", "POST", "/petitions/hints", "petition.register", body={"title": "没有这样的事项"}),
    Row("intake", "GET", "/petitions/{petition_id}/repeats", "petition.read", sees="petition.read"),
    Row("intake", "GET", "/petitions/{petition_id}/peer-matches", "petition.read", sees="petition.read"),
    Row("intake", "GET", "/petitions/{petition_id}/repeats/{other_id}", "petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/repeats/{other_id}/decision",
        "petition.register",
        sees="petition.read",
        body={"verdict": "different", **_REASON},
    ),
    Row("intake", "GET", "/petitions/{petition_id}", "petition.read", sees="petition.read"),
    Row("intake", "POST", "/petitions/{petition_id}/receipt", "petition.register", sees="petition.read"),
    Row("intake", "GET", "/petitions/{petition_id}/papers", "petition.read", sees="petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/papers",
        "petition.register",
        sees="petition.read",
        body={"type": "x"},
    ),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/papers/preview",
        "petition.answer",
        sees="petition.read",
        body={"type": "petition_handling_opinion"},
    ),
    Row(
        "intake", "POST", "/petitions/{petition_id}/papers/{paper_id}/prints", "petition.register", body={"reason": ""}
    ),
    Row("intake", "GET", "/petitions/{petition_id}/papers/{paper_id}/prints/{no}", "petition.read"),
    Row("intake", "POST", "/petitions/{petition_id}/papers/{paper_id}/void", "petition.route", body=_REASON),
    Row("intake", "GET", "/petitions/{petition_id}/materials", "petition.read", sees="petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/materials",
        "petition.register",
        sees="petition.read",
        acts="petition.register",
        body={"checklist": "none"},
    ),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/materials/notices",
        "petition.register",
        sees="petition.read",
        acts="petition.register",
        body={"due": "2999-01-01", "place": "窗口"},
    ),
    Row("intake", "GET", "/material-faults", "petition.approve_closing"),
    Row("intake", "GET", "/petitions/{petition_id}/drafts/{type_id}", "petition.answer", sees="petition.read"),
    Row("intake", "POST", "/petitions/{petition_id}/drafts/{type_id}", "petition.answer"),
)


_PETITION_PAPERS = (
    Row("intake", "POST", "/petitions/{petition_id}/attachments", "petition.register"),
    Row("intake", "GET", "/petitions/{petition_id}/attachments/{attachment_id}/content", "petition.read"),
)


def _act(name: str, permission: str, **body: object) -> Row:
    """One act on a petition: seen by petition.read, done by its own permission."""
    path = f"/petitions/{{petition_id}}/{name}"
    acts = "" if permission == "petition.read" else permission
    return Row("intake", "POST", path, permission, sees="petition.read", acts=acts, body={"version": STALE, **body})


_PETITION_ACTS = (
    _act("acceptance", "petition.route"),
    _act("forwarding", "petition.route", receiver="court"),
    _act("assignment", "petition.route", receiver="court", report_day="2026-12-31"),
    _act("advice", "petition.route", competent_name="信访局", explanation="试验说明"),
    _act("litigation-path", "petition.route", procedure="申请再审"),
    _act("refusal", "petition.route", ground="duplicate", earlier_id="none"),
    _act("objection", "petition.route"),
    _act("objection-decision", "petition.route", agree=True),
    _act("merging", "petition.route", earlier_id="none"),
    _act("marks", "petition.route", reason="权限矩阵试验"),
    _act("recusal", "petition.recuse", account_id="nobody", reason="权限矩阵试验"),
    _act("handling", "petition.assign"),
    _act("officer", "petition.assign"),
    _act("plan", "petition.handle"),
    _act("plan-approval", "petition.plan"),
    _act("leader-reception", "petition.receive", record="试验记录"),
    _act("extension", "petition.extend"),
    _act("mediation", "petition.handle", terms="试验条款"),
    _act("answer", "petition.answer", form="reply"),
    _act("answer-at-once", "petition.register", opinion="试验答复"),
    _act("signature", "petition.receive"),
    _act("service", "petition.answer"),
    _act("progress", "petition.handle", text="试验进展"),
    _act("supplement", "petition.register"),
    _act("review-request", "petition.register", statement="试验请求"),
    _act("review-decision", "petition.review", result="upheld", opinion="试验意见", legal_basis="试验依据"),
    _act("closing", "petition.close", path="settled"),
    _act("closing-decision", "petition.approve_closing", approve=True),
    _act("outcome", "petition.approve_closing"),
    _act("withdrawal", "petition.register"),
    _act("reopening", "petition.reopen", cause="rebound"),
    _act(
        "first-handler",
        "petition.handover",
        account_id="nobody",
        unit="criminal",
        reason="权限矩阵试验",
        record="试验移交记录",
    ),
    _act("first-handler-answer", "petition.read", accept=True),
)

_VERSIONED: Body = {"version": STALE}
_JOINT_MATTER = "/joint/{joint_id}"


def _joint(name: str, permission: str, **body: object) -> Row:
    """One act on a joint matter: seen by whoever sees a petition of it."""
    path = f"{_JOINT_MATTER}/{name}"
    return Row("intake", "POST", path, permission, sees="petition.read", acts=permission, body={**_VERSIONED, **body})


_JOINT = (
    _act(
        "split",
        "petition.split",
        parts=[{"agency": "police", "request_nos": [1]}, {"agency": "court", "request_nos": [2]}],
    ),
    _act("competence-dispute", "petition.route", reason="权限矩阵试验"),
    Row("intake", "GET", "/petitions/{petition_id}/joint", "petition.read", sees="petition.read"),
    Row("intake", "GET", "/petitions/{petition_id}/peers", "petition.read", sees="petition.read"),
    Row(
        "intake",
        "POST",
        "/petitions/{petition_id}/coordination",
        "petition.handle",
        sees="petition.read",
        acts="petition.handle",
        body={"receiver": "nowhere", "asked": "权限矩阵试验", "due": "2999-01-01"},
    ),
    Row("intake", "GET", "/joint", "petition.read"),
    Row("intake", "GET", "/joint/tracking", "petition.read"),
    Row("intake", "POST", "/joint/tracking/{task_id}", "petition.read", body={"note": "权限矩阵试验"}),
    Row("intake", "GET", "/joint/tracking/{task_id}", "petition.read"),
    Row("intake", "GET", "/joint/statements", "petition.route"),
    Row("intake", "GET", "/joint/statements/{message_id}", "petition.route"),
    Row("intake", "POST", "/joint/statements/{message_id}/answer", "petition.route", body={"outcome": "agreed"}),
    Row("intake", "GET", "/joint/known", "petition.decide_dispute"),
    Row("intake", "GET", "/joint/disputes", "petition.decide_dispute"),
    Row("intake", "GET", "/joint/disputes/{dispute_id}", "petition.decide_dispute"),
    Row(
        "intake",
        "POST",
        "/joint/disputes/{dispute_id}/decision",
        "petition.decide_dispute",
        body={**_VERSIONED, "agency": "police", **_REASON},
    ),
    Row("intake", "GET", _JOINT_MATTER, "petition.read", sees="petition.read"),
    _joint("dispute", "petition.route", reason="权限矩阵试验"),
    _joint("reply", "petition.answer", body="权限矩阵试验"),
    _joint("parts/{part_no}/objection-decision", "petition.split", agree=True, reason="权限矩阵试验"),
    _joint("parts/{part_no}/agency", "petition.split", agency="court", reason="权限矩阵试验"),
)
_CARD: Body = {"code": "99", "name": "试验窗口", "agency": "police", "queues": ["nowhere"]}
_TICKET = "/hall/tickets/{ticket_id}"
_HALL = (
    Row("intake", "GET", "/hall", PUBLIC),
    Row("intake", "GET", "/hall/screen", PUBLIC),
    Row("intake", "GET", "/hall/slips/{code}", PUBLIC),
    Row("intake", "POST", "/hall/slips/{code}/rating", PUBLIC, body={"score": 1}),
    Row("intake", "GET", "/hall/counter", "ticket.serve"),
    Row("intake", "GET", "/hall/daily", "hall.read"),
    Row("intake", "GET", "/hall/peer-desks", "hall.read"),
    Row("intake", "GET", "/hall/ratings", "hall.read"),
    Row("intake", "GET", "/hall/roster", "hall.read"),
    Row("intake", "GET", "/hall/desks", "hall.read"),
    Row("intake", "POST", "/hall/desks", "hall.manage", body=_CARD),
    Row("intake", "POST", "/hall/desks/{desk_id}", "hall.manage", body={**_CARD, **_VERSIONED}),
    Row("intake", "POST", "/hall/desks/{desk_id}/calls", "ticket.serve"),
    Row("intake", "POST", "/hall/desks/{desk_id}/state", "ticket.serve", body={**_VERSIONED, "state": "open"}),
    Row("intake", "GET", "/hall/tickets", "hall.read"),
    Row("intake", "POST", "/hall/tickets", "ticket.issue", body={"queue": "nowhere"}),
    Row("intake", "GET", _TICKET, "hall.read"),
    Row("intake", "POST", _TICKET + "/completion", "ticket.serve", body={**_VERSIONED, "outcome": "answered"}),
    Row("intake", "POST", _TICKET + "/hand-over", "ticket.serve", body={**_VERSIONED, "queue": "nowhere", **_REASON}),
    Row("intake", "POST", _TICKET + "/no-show", "ticket.serve", body=_VERSIONED),
    Row("intake", "POST", _TICKET + "/rating", "ticket.serve", body={"score": 1}),
    Row("intake", "POST", _TICKET + "/recall", "ticket.serve", body=_VERSIONED),
    Row("intake", "POST", _TICKET + "/serving", "ticket.serve", body=_VERSIONED),
    Row("intake", "POST", _TICKET + "/skip", "ticket.serve", body=_VERSIONED),
    Row("intake", "POST", _TICKET + "/taking", "ticket.serve", body={**_VERSIONED, "desk_id": "none"}),
)
_APPOINTMENT = "/appointments/{appointment_id}"
_SESSION = "/receptions/{session_id}"
_RECEPTIONS = (
    Row("intake", "GET", "/receptions", PUBLIC),
    Row("intake", "GET", "/receptions/drafts", "reception.publish"),
    Row("intake", "GET", "/receptions/leaders", "hall.read"),
    Row("intake", "POST", "/receptions/leaders", "reception.publish", body={"account_id": "x"}),
    Row("intake", "POST", "/receptions/plan", "reception.publish", body={"until": "2000-01-01"}),
    Row("intake", "POST", "/receptions/publication", "reception.publish", body={"until": "2000-01-01"}),
    Row("intake", "GET", "/receptions/report", "hall.read"),
    Row(
        "intake",
        "POST",
        _SESSION + "/decision",
        "reception.publish",
        body={**_VERSIONED, "decision_no": "无", **_REASON},
    ),
    Row("intake", "POST", _SESSION + "/leader", "reception.publish", body={**_VERSIONED, "leader_id": "x", **_REASON}),
    Row("intake", "POST", _SESSION + "/record", "reception.record", body={**_VERSIONED, "held": True}),
    Row("intake", "GET", "/appointments", "appointment.read"),
    Row("intake", "POST", "/appointments", "appointment.book", body={"host": "nowhere"}),
    Row("intake", "GET", "/appointments/report", "appointment.read"),
    Row("intake", "GET", _APPOINTMENT, "appointment.read"),
    Row("intake", "POST", _APPOINTMENT + "/answer", "appointment.book", body={**_VERSIONED, "accepted": True}),
    Row("intake", "POST", _APPOINTMENT + "/cancellation", "appointment.book", body={**_VERSIONED, **_REASON}),
    Row("intake", "POST", _APPOINTMENT + "/check-in", "appointment.book", body=_VERSIONED),
    Row("intake", "POST", _APPOINTMENT + "/held", "appointment.decide", body={**_VERSIONED, "reply": "试验"}),
    Row("intake", "POST", _APPOINTMENT + "/no-show", "appointment.book", body=_VERSIONED),
    Row("intake", "POST", _APPOINTMENT + "/offer", "appointment.decide", body={**_VERSIONED, "leader_id": "x"}),
    Row("intake", "POST", _APPOINTMENT + "/refusal", "appointment.decide", body={**_VERSIONED, **_REASON}),
    Row("intake", "GET", "/promises", PUBLIC),
    Row("intake", "GET", "/promises/breaches", "hall.read"),
    Row("intake", "POST", "/promises/breaches/{breach_id}/cause", "hall.manage", body={**_VERSIONED, "cause": "试验"}),
)
_CASES = (
    Row("casemgmt", "POST", "/search", "search.run", body={"text": "没有这样的案件"}),
    Row("casemgmt", "GET", "/cases", "case.read"),
    Row("casemgmt", "GET", "/cases/{case_id}", "case.read", sees="case.read"),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/acts",
        "case.advance",
        sees="case.read",
        acts="case.advance",
        body={**_VERSIONED, "act": "file_case", "acted_at": AT},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/deadlines/{deadline_id}/extensions",
        "deadline.extend",
        sees="case.read",
        acts="deadline.extend",
        body={**_VERSIONED, "document_id": "none", "approved_by": "某人", "approved_on": "2026-11-20", **_REASON},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/documents",
        "document.write",
        sees="case.read",
        acts="document.write",
        body={"type": "no_such_document", "dated": "2026-11-20"},
    ),
    Row("casemgmt", "POST", "/cases/{case_id}/documents/upload", "document.write"),
    Row(
        "casemgmt",
        "GET",
        "/cases/{case_id}/documents/{document_id}/content",
        "document.read",
        sees="case.read",
        acts="document.read",
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/exit-check",
        "transfer.check",
        sees="case.read",
        acts="transfer.check",
        body={
            **_VERSIONED,
            "facts_clear": True,
            "evidence_sufficient": True,
            "charge_accurate": True,
            "procedure_lawful": True,
            "formalities_complete": True,
        },
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/enforceability-check",
        "court.decide",
        sees="case.read",
        acts="court.decide",
        body={**_VERSIONED, "contents": []},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/handler",
        "case.assign",
        sees="case.read",
        acts="case.assign",
        body={**_VERSIONED, "handler_id": "nobody", **_REASON},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/head-signature",
        "transfer.approve",
        sees="case.read",
        acts="transfer.approve",
        body=_VERSIONED,
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/suspects",
        "suspect.write",
        sees="case.read",
        acts="suspect.write",
        body={**_VERSIONED, "name": "试验人"},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/suspects/{suspect_id}",
        "suspect.write",
        sees="case.read",
        acts="suspect.write",
        body={**_VERSIONED, "charge": "试验"},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/transfers",
        "transfer.prepare",
        sees="case.read",
        acts="transfer.prepare",
        body={**_VERSIONED, "kind": "prosecution", "receiver": "procuratorate"},
    ),
    Row("casemgmt", "GET", "/deadlines", "deadline.read"),
)

_MEETING: Body = {"meets_at": "2099-01-01T09:00:00+08:00", "place": "会议室"}


def _deliberation(step: str, permission: str, body: Body, *, acts: str = "") -> Row:
    path = f"/deliberations/{{deliberation_id}}/{step}"
    body = body if step == "opinion" else {**_VERSIONED, **body}
    return Row("casemgmt", "POST", path, permission, sees="deliberation.read", acts=acts, body=body)


_DELIBERATIONS = (
    Row("casemgmt", "GET", "/deliberations", "deliberation.read"),
    Row("casemgmt", "GET", "/deliberations/{deliberation_id}", "deliberation.read", sees="deliberation.read"),
    *(
        Row(
            "casemgmt",
            method,
            path,
            "deliberation.read",
            sees="deliberation.read",
            acts="deliberation.convene",
            body=body,
        )
        for method, path, body in (
            ("GET", "/deliberations/{deliberation_id}/papers", None),
            ("POST", "/deliberations/{deliberation_id}/papers", {"type": "none"}),
        )
    ),
    Row("casemgmt", "GET", "/deliberations/{deliberation_id}/papers/{paper_id}", "deliberation.read"),
    Row("casemgmt", "GET", "/cases/{case_id}/deliberations", "deliberation.read", sees="case.read"),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/deliberations",
        "deliberation.propose",
        sees="case.read",
        acts="deliberation.propose",
        body={**_VERSIONED, "question": "major_case", "act": "file_case", "asked": "权限矩阵试验"},
    ),
    Row(
        "casemgmt",
        "POST",
        "/cases/{case_id}/grave-mark",
        "deliberation.propose",
        sees="case.read",
        acts="deliberation.propose",
        body={**_VERSIONED, **_REASON, "grave": True, "ground": "new_type"},
    ),
    _deliberation("convening", "deliberation.convene", _MEETING, acts="deliberation.convene"),
    _deliberation("attendance", "deliberation.convene", {"present": []}, acts="deliberation.convene"),
    _deliberation("opinion", "deliberation.vote", {"opinion": "for", **_REASON}),
    _deliberation("closing", "deliberation.convene", {"conclusion": "权限矩阵试验"}, acts="deliberation.convene"),
    _deliberation("withdrawal", "deliberation.propose", _REASON, acts="deliberation.propose"),
    Row("casemgmt", "GET", "/committee", "deliberation.read"),
    Row(
        "casemgmt",
        "POST",
        "/committee/members",
        "committee.keep",
        body={"account_id": "police.nobody", "name": "无人", "duty": "member"},
    ),
    Row("casemgmt", "POST", "/committee/members/{account_id}/leaving", "committee.keep", body=_REASON),
)

_TRANSFERS = (
    Row("casemgmt", "GET", "/transfers", "transfer.read"),
    Row("casemgmt", "GET", "/transfers/{transfer_id}", "transfer.read", sees="transfer.read"),
    Row(
        "casemgmt",
        "POST",
        "/transfers/{transfer_id}/submission",
        "transfer.send",
        sees="case.read",
        acts="transfer.send",
        body={**_VERSIONED, "acted_at": AT},
    ),
    Row(
        "casemgmt",
        "POST",
        "/transfers/{transfer_id}/supplement",
        "transfer.send",
        sees="case.read",
        acts="transfer.send",
        body={**_VERSIONED, "acted_at": AT, **_REASON},
    ),
    Row(
        "casemgmt",
        "POST",
        "/transfers/{transfer_id}/withdrawal",
        "transfer.prepare",
        sees="case.read",
        acts="transfer.prepare",
        body={**_VERSIONED, **_REASON},
    ),
    Row("casemgmt", "GET", "/packages", "package.receive"),
    Row("casemgmt", "GET", "/packages/{package_id}", "package.receive"),
    Row(
        "casemgmt",
        "POST",
        "/packages/{package_id}/acceptance",
        "package.decide",
        body={**_VERSIONED, "acted_at": AT},
    ),
    Row(
        "casemgmt",
        "POST",
        "/packages/{package_id}/return",
        "package.decide",
        body={**_VERSIONED, "acted_at": AT, "problems": [{"code": "R01"}]},
    ),
)

_OVERSIGHT = (
    Row("oversight", "GET", "/clocks", "deadline.read"),
    Row("oversight", "GET", "/clocks/summary", "deadline.read"),
    Row("oversight", "GET", "/matters", "deadline.read"),
    Row("oversight", "GET", "/conversions", "petition.board"),
    Row("oversight", "GET", "/inaction", "task.read"),
    Row("oversight", "GET", "/ledger-reports", "petition.board"),
    Row("oversight", "GET", "/broken-promises", "petition.board"),
    Row("oversight", "GET", "/broken-promises/counts", "petition.board"),
    Row("oversight", "GET", "/repeated-notices", "petition.board"),
    Row("oversight", "GET", "/repeated-notices/counts", "petition.board"),
)

_LIAISON = (
    Row("liaison", "GET", "/accounts", "account.read"),
    Row("liaison", "POST", "/accounts", "account.manage", body={"username": "x"}),
    Row("liaison", "GET", "/accounts/{account_id}", "account.read"),
    Row("liaison", "POST", "/accounts/{account_id}", "account.manage", body=_VERSIONED),
    Row("liaison", "GET", "/alarms", "exchange.read"),
    Row("liaison", "GET", "/cooperation", "cooperation.read"),
    Row("liaison", "POST", "/cooperation", "cooperation.open", body={"kind": "none"}),
    Row("liaison", "GET", "/cooperation/dispatches", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/groups/{group_id}", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/pledges", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/problems", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/words", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/{matter_id}", "cooperation.read"),
    Row("liaison", "POST", "/cooperation/{matter_id}/acts", "cooperation.read", body={"act": "none", **_VERSIONED}),
    Row("liaison", "GET", "/cooperation/{matter_id}/papers", "cooperation.read"),
    Row("liaison", "POST", "/cooperation/{matter_id}/papers", "cooperation.read", body={"type": "none"}),
    Row("liaison", "GET", "/cooperation/{matter_id}/papers/{paper_id}", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/{matter_id}/findings", "cooperation.read"),
    Row("liaison", "POST", "/cooperation/{matter_id}/files", "cooperation.read"),
    Row("liaison", "GET", "/cooperation/{matter_id}/files/{file_id}", "cooperation.read"),
    Row("liaison", "GET", "/directory", "directory.read"),
    Row("liaison", "GET", "/interagency/blobs/{digest}", NODE),
    Row("liaison", "GET", "/interagency/traces/{trace_id}", NODE),
    Row("liaison", "GET", "/ledger", "ledger.read"),
    Row("liaison", "GET", "/ledger/{message_id}", "ledger.read"),
    Row("liaison", "GET", "/liaison-officers", "directory.read"),
    Row("liaison", "POST", "/liaison-officers", "directory.keep", body={"unit": "nowhere"}),
    Row("liaison", "POST", "/liaison-officers/{officer_id}", "directory.keep", body=_VERSIONED),
    Row("liaison", "GET", "/notices", "notice.read"),
    Row("liaison", "POST", "/notices", "notice.draft", body={"kind": "none"}),
    Row("liaison", "GET", "/notices/words", "notice.read"),
    Row("liaison", "GET", "/notices/{matter_id}/papers", "notice.read"),
    Row("liaison", "POST", "/notices/{matter_id}/papers", "notice.read", body={"type": "none"}),
    Row("liaison", "GET", "/notices/{matter_id}/papers/{paper_id}", "notice.read"),
    Row("liaison", "GET", "/notices/{notice_id}", "notice.read"),
    Row("liaison", "POST", "/notices/{notice_id}/acts", "notice.read", body={"act": "sign_for", **_VERSIONED}),
    Row("liaison", "POST", "/notices/{notice_id}/files", "notice.read"),
    Row("liaison", "GET", "/notices/{notice_id}/files/{file_id}", "notice.read"),
    Row("liaison", "GET", "/officers", "directory.read"),
    Row("liaison", "GET", "/peers", "exchange.read"),
    Row("liaison", "POST", "/peers/{peer}/tests", "exchange.operate"),
    Row("liaison", "GET", "/reconciliations", "exchange.read"),
    Row("liaison", "POST", "/reconciliations", "reconcile.run", body={"day": "2999-01-01"}),
    Row("liaison", "POST", "/sessions", PUBLIC, body={"username": "nobody", "password": "nothing-at-all"}),
    Row("liaison", "DELETE", "/sessions/current", PUBLIC),
    Row("liaison", "GET", "/sessions/current", PUBLIC),
    Row("liaison", "POST", "/sessions/password", "session.own", body={"old": "x", "new": "y"}),
    Row("liaison", "GET", "/circulars", "directory.read"),
    Row("liaison", "POST", "/circulars", "task.issue", body={**_QUARTER, "title": "通报", "text": "按期报告"}),
    Row("liaison", "GET", "/circulars/missed", "task.issue"),
    Row("liaison", "GET", "/circulars/{circular_id}", "directory.read"),
    Row("liaison", "GET", "/circulars/{matter_id}/papers", "task.read"),
    Row("liaison", "POST", "/circulars/{matter_id}/papers", "task.read", body={"type": "none"}),
    Row("liaison", "GET", "/circulars/{matter_id}/papers/{paper_id}", "task.read"),
    Row("liaison", "GET", "/tasks", "task.read"),
    Row("liaison", "POST", "/tasks", "task.issue", body={"assignee": "nowhere"}),
    Row("liaison", "GET", "/tasks/account", "directory.read"),
    Row("liaison", "GET", "/tasks/board", "task.read"),
    Row("liaison", "GET", "/tasks/words", "task.read"),
    Row("liaison", "GET", "/tasks/{matter_id}/papers", "task.read"),
    Row("liaison", "POST", "/tasks/{matter_id}/papers", "task.read", body={"type": "none"}),
    Row("liaison", "GET", "/tasks/{matter_id}/papers/{paper_id}", "task.read"),
    Row("liaison", "GET", "/tasks/{task_id}", "task.read"),
    Row("liaison", "POST", "/tasks/{task_id}/acts", "task.read", body={"act": "sign_for", **_VERSIONED}),
    Row("liaison", "POST", "/tasks/{task_id}/files", "task.read"),
    Row("liaison", "GET", "/tasks/{task_id}/files/{file_id}", "task.read"),
    Row("liaison", "GET", "/traces", "trace.read"),
    Row("liaison", "GET", "/traces/{trace_id}", "trace.read"),
)

_MEETING_HEAD: Body = {"title": "试验", "starts_at": "2999-01-01T09:00:00+08:00", "place": "x", "required": ["nowhere"]}
_MEETINGS = (
    Row("liaison", "GET", "/meetings", "meeting.read"),
    Row("liaison", "POST", "/meetings", "meeting.convene", body=_MEETING_HEAD),
    Row("liaison", "GET", "/meetings/interference", "meeting.convene"),
    Row("liaison", "POST", "/meetings/materials", "meeting.propose"),
    Row("liaison", "GET", "/meetings/resolutions", "meeting.read"),
    Row("liaison", "GET", "/meetings/topic-types", "meeting.read"),
    Row("liaison", "GET", "/meetings/topics", "meeting.read"),
    Row(
        "liaison",
        "POST",
        "/meetings/topics",
        "meeting.propose",
        body={"convener": "nowhere", "type": "statistics", "title": "试验"},
    ),
    Row("liaison", "POST", "/meetings/topics/{topic_id}/refusal", "meeting.convene", body=_REASON),
    Row("liaison", "GET", "/meetings/{matter_id}/papers", "meeting.attend"),
    Row("liaison", "POST", "/meetings/{matter_id}/papers", "meeting.attend", body={"type": "none"}),
    Row("liaison", "GET", "/meetings/{matter_id}/papers/{paper_id}", "meeting.attend"),
    Row("liaison", "GET", "/meetings/{meeting_id}", "meeting.read"),
    Row(
        "liaison", "POST", "/meetings/{meeting_id}/agenda", "meeting.convene", body={"version": STALE, "topics": ["x"]}
    ),
    Row("liaison", "POST", "/meetings/{meeting_id}/agenda/{topic_id}", "meeting.convene"),
    Row("liaison", "POST", "/meetings/{meeting_id}/attendance", "meeting.attend"),
    Row("liaison", "GET", "/meetings/{meeting_id}/calendar", "meeting.read"),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/countersign",
        "meeting.represent",
        body={"edition": 1, "decision": "confirmed"},
    ),
    Row("liaison", "GET", "/meetings/{meeting_id}/mark", "meeting.read"),
    Row("liaison", "GET", "/meetings/{meeting_id}/minutes", "meeting.read"),
    Row("liaison", "POST", "/meetings/{meeting_id}/minutes", "meeting.attend", body={"base": 0, "text": "试验"}),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/opinions",
        "meeting.attend",
        body={"topic_id": "x", "stance": "comment", "text": "试验"},
    ),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/resolutions",
        "meeting.convene",
        body={"agency": "nowhere", "deliverable": "x", "due": "2999-01-01", "acceptance": "x"},
    ),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/resolutions/{resolution_id}/progress",
        "meeting.report",
        body={"text": "试验"},
    ),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/resolutions/{resolution_id}/verification",
        "meeting.convene",
        body={"closed": False, "text": "试验"},
    ),
    Row("liaison", "POST", "/meetings/{meeting_id}/step", "meeting.convene", body={"version": STALE, "step": "open"}),
    Row(
        "liaison",
        "POST",
        "/meetings/{meeting_id}/topics/{topic_id}/materials",
        "meeting.convene",
        body={"upload_id": "x"},
    ),
    Row("liaison", "GET", "/meetings/{meeting_id}/topics/{topic_id}/materials/{no}", "meeting.attend"),
)

ROWS: tuple[Row, ...] = (
    *(row for service in ("intake", "casemgmt", "oversight", "liaison") for row in _operations(service)),
    *_INTAKE,
    *_HALL,
    *_RECEPTIONS,
    *_PETITIONS,
    *_PETITION_ACTS,
    *_PETITION_PAPERS,
    *_JOINT,
    *_CASES,
    *_DELIBERATIONS,
    *_TRANSFERS,
    *_OVERSIGHT,
    *_LIAISON,
    *_MEETINGS,
)
