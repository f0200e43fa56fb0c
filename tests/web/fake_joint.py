"""The part of the fake node that answers for joint matters and disputes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web import sample_joint
from zf_contracts.http import joint
from zf_contracts.http.base import Command

COMMANDS: Mapping[str, type[Command]] = {
    "/petitions/{id}/split": joint.SplitPetition,
    "/joint/{id}/dispute": joint.RaiseDispute,
    "/joint/{id}/reply": joint.ComposeReply,
    "/joint/{id}/parts/{no}/objection-decision": joint.AnswerPartObjection,
    "/joint/{id}/parts/{no}/agency": joint.ReassignPart,
    "/joint/disputes/{did}/decision": joint.DecideDispute,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/petitions/{id}/joint": lambda _request: sample_joint.joint_view("joi-1"),
    "/joint": lambda _request: sample_joint.ROWS,
    "/joint/disputes": lambda _request: (sample_joint.DISPUTE, sample_joint.DECIDED),
    "/joint/disputes/{did}": lambda request: sample_joint.dispute(request.path_params["did"]),
    "/joint/{id}": lambda request: sample_joint.joint_view(request.path_params["id"]),
}
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/petitions/{id}/split": sample_joint.joint_view("joi-1").model_dump(mode="json"),
}
