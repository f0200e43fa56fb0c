"""The part of the fake node that answers for appointments, leader receptions, promises and the screening."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web import fake_screening, sample_reception
from zf_contracts.http import appointments, promises, receptions
from zf_contracts.http.base import Command, Versioned

APPOINTMENT, SESSION = "/appointments/{id}", "/receptions/{id}"
COMMANDS: Mapping[str, type[Command]] = {
    "/appointments": appointments.RequestAppointment,
    APPOINTMENT + "/offer": appointments.OfferAppointment,
    APPOINTMENT + "/refusal": appointments.RefuseAppointment,
    APPOINTMENT + "/held": appointments.HoldAppointment,
    APPOINTMENT + "/answer": appointments.AnswerOffer,
    APPOINTMENT + "/cancellation": appointments.CancelAppointment,
    APPOINTMENT + "/check-in": Versioned,
    APPOINTMENT + "/no-show": Versioned,
    "/receptions/plan": receptions.PlanSessions,
    "/receptions/publication": receptions.PublishSessions,
    "/receptions/leaders": receptions.SaveLeader,
    SESSION + "/decision": receptions.DecideSession,
    SESSION + "/leader": receptions.AssignLeader,
    SESSION + "/record": receptions.RecordSession,
    "/promises/breaches/{id}/cause": promises.GiveCause,
    **fake_screening.COMMANDS,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/appointments": lambda _request: sample_reception.ROWS,
    "/appointments/report": lambda _request: sample_reception.REPORT,
    APPOINTMENT: lambda request: next(
        one for one in sample_reception.APPOINTMENTS if one.id == request.path_params["id"]
    ),
    "/receptions": lambda _request: sample_reception.CALENDAR,
    "/receptions/drafts": lambda _request: sample_reception.CALENDAR,
    "/receptions/report": lambda _request: sample_reception.SESSIONS,
    "/receptions/leaders": lambda _request: sample_reception.LEADERS,
    "/promises": lambda _request: (sample_reception.PROMISE,),
    **fake_screening.READS,
    "/broken-promises": lambda _request: sample_reception.OVERSEEN,
    "/broken-promises/counts": lambda _request: sample_reception.BROKEN,
    "/promises/breaches": lambda _request: (sample_reception.BREACH, sample_reception.ANSWERED),
}
BARE = frozenset({"/receptions/leaders", "/promises"}) | fake_screening.BARE
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/appointments": sample_reception.APPOINTMENT.model_dump(mode="json"),
}
