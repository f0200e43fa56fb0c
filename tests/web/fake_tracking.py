"""The part of the fake node that answers for what other agencies reported: one to be told, one told, and the agencies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.sample import ago
from zf_contracts.http import joint
from zf_contracts.http.base import Command

WAITING = joint.TrackTaskRow(
    id="trk-1", petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音", account_id="a-1",
    sender="court", message="petition.tracking.updated", message_zh="信访办理进度", message_en="Progress of a petition",
    state="handling", state_zh="办理中", state_en="In handling", acted_at=ago(days=1), created_at=ago(hours=20), done_at=None,
    done_by="", note="",
)  # fmt: skip
TOLD = WAITING.model_copy(update={"id": "trk-2", "done_at": ago(hours=2), "done_by": "a-1", "note": "电话告知。"})
PEER = joint.PeerView(
    agency="court", agency_zh="云川市中级人民法院", agency_en="Yunchuan Court", petition_no="XFV329901202611200003",
    state="handling", state_zh="办理中", state_en="In handling", state_at=ago(days=1), officer="钱承办", next_on=None,
    due=date(2027, 1, 19), due_rule="X04", answered_at=None, outcome="", answer="", answer_document_no="", closed_at=None,
    closing_path="", confirmations=(),
)  # fmt: skip
COMMANDS: Mapping[str, type[Command]] = {
    "/joint/tracking/{tid}": joint.FinishTask,
    "/petitions/{id}/coordination": joint.AskCoordination,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/joint/tracking": lambda _request: (WAITING, TOLD),
    "/joint/tracking/{tid}": lambda request: next(
        one for one in (WAITING, TOLD) if one.id == request.path_params["tid"]
    ),
    "/petitions/{id}/peers": lambda _request: (PEER,),
}
BARE = frozenset({"/petitions/{id}/peers"})
"""Answered as a bare list."""
