"""The part of the fake node that answers for what other agencies ask: a home visit, a hearing called off, one answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web.sample import ago, ahead
from zf_contracts.http import joint
from zf_contracts.http.base import Command

VISIT = joint.StatementRow(
    id="msg-1", sender="procuratorate", message="petition.home_visit.requested", message_zh="邀请上门息诉",
    message_en="Home visit requested", collab_no="XT3299002026112300000112", petition_no="XFL329901202611200003",
    acted_at=ago(hours=5), received_at=ago(hours=4), answerable=True, answered_at=None, answer="",
    body={
        "kind": "home_visit", "planned_at": ahead(days=3).isoformat(), "place": "云岭区示例路1号", "plan": "先听后谈。",
        "criteria": ["ill"], "contact": "何接访", "petitioner_name": "",
    },
)  # fmt: skip
HEARING = VISIT.model_copy(
    update={
        "id": "msg-2", "message": "petition.hearing.scheduled", "message_zh": "听证通知", "message_en": "Hearing scheduled",
        "answerable": False,
        "body": {
            "kind": "hearing", "hearing_at": ahead(days=9).isoformat(), "place": "听证室", "subject": "是否应当立案",
            "cancelled": True,
        },
    }
)  # fmt: skip
AGREED = VISIT.model_copy(update={"id": "msg-3", "answer": "agreed", "answered_at": ago(hours=1)})
STATEMENTS = (VISIT, HEARING, AGREED)
COMMANDS: Mapping[str, type[Command]] = {"/joint/statements/{mid}/answer": joint.AnswerStatement}
READS: Mapping[str, Callable[[Request], object]] = {
    "/joint/statements": lambda _request: STATEMENTS,
    "/joint/statements/{mid}": lambda request: next(one for one in STATEMENTS if one.id == request.path_params["mid"]),
}
