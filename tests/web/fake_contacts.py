"""The part of the fake node that answers for second meetings, revisits and home visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web.sample import NOW, ago, ahead
from zf_contracts.http import contacts
from zf_contracts.http.base import Command, Reason

OVERDUE = contacts.ContactView(
    id="con-1", petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音",
    kind="second_meeting", no=1, planned_at=ago(days=1), place="接待室", person_id="acc-handler", person_name="陈立新",
    plan="当面答复", told_at=ago(days=5), repeat_days=None, reasons=(), partners={}, state="planned", overdue=True,
    held_at=None, opinions="", talk="", answer="", situation="", risk="", action="", present=(), recorded_by_name="",
    version=1, first_opinions="要求说明依据", first_talk="",
)  # fmt: skip
REVISIT = OVERDUE.model_copy(
    update={"id": "con-2", "kind": "revisit", "no": 2, "planned_at": ahead(days=9), "repeat_days": 30, "overdue": False}
)
VISIT = OVERDUE.model_copy(
    update={
        "id": "con-3", "kind": "home_visit", "planned_at": ahead(days=2), "overdue": False, "reasons": ("ill",),
        "partners": {"police": "agreed", "justice": "asked"}, "plan": "先听后谈",
    }
)  # fmt: skip
HELD = OVERDUE.model_copy(
    update={
        "id": "con-4", "kind": "revisit", "state": "held", "held_at": ago(days=20), "overdue": False, "situation": "平稳",
        "risk": "high", "action": "继续联系", "recorded_by_name": "陈立新",
    }
)  # fmt: skip
SEEN = contacts.ContactsView(
    petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音", petition_version=4,
    contacts=(REVISIT, VISIT, OVERDUE, HELD), today=NOW.date(),
    hindrances={
        "second_meeting": (Reason(code="contact.planned_already", zh="已经安排过，还没有记录结果。", en="Planned."),),
        "revisit": (), "home_visit": (),
    },
)  # fmt: skip
COMMANDS: Mapping[str, type[Command]] = {
    "/petitions/{id}/contacts": contacts.PlanContact,
    "/contacts/{cid}/record": contacts.RecordContact,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/petitions/{id}/contacts": lambda _request: SEEN,
    "/contacts": lambda _request: (OVERDUE, VISIT, REVISIT),
}
