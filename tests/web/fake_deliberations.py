"""The part of the fake node that answers for collective decisions, and takes checks of enforceability."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web import sample_deliberations as s
from zf_contracts.http import deliberations, enforceability
from zf_contracts.http.base import Command

COMMANDS: Mapping[str, type[Command]] = {
    "/cases/{id}/deliberations": deliberations.ProposeDeliberation,
    "/cases/{id}/grave-mark": deliberations.MarkGrave,
    "/cases/{id}/enforceability-check": enforceability.RecordEnforceability,
    "/committee/members": deliberations.SeatMember,
    "/committee/members/{account}/leaving": deliberations.UnseatMember,
    "/deliberations/{id}/convening": deliberations.ConveneDeliberation,
    "/deliberations/{id}/attendance": deliberations.RecordAttendance,
    "/deliberations/{id}/opinion": deliberations.GiveOpinion,
    "/deliberations/{id}/closing": deliberations.CloseDeliberation,
    "/deliberations/{id}/withdrawal": deliberations.WithdrawDeliberation,
}


def _rows(request: Request) -> object:
    mine = request.query_params.get("state") == "mine"
    return [row for row in (s.ROW, s.DECIDED_ROW) if row.my_turn or not mine]


READS: Mapping[str, Callable[[Request], object]] = {
    "/deliberations": _rows,
    "/deliberations/{id}": lambda request: s.MATTERS[request.path_params["id"]],
    "/cases/{id}/deliberations": lambda request: s.of_case(request.path_params["id"]),
    "/committee": lambda _request: s.COMMITTEE,
}
ANSWERS: Mapping[str, Mapping[str, object]] = {"/cases/{id}/deliberations": {"id": "del-3"}}
