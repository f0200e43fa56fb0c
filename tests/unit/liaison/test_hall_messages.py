"""Reception messages: one line each, the right body, an appointment only between its two agencies."""

from datetime import datetime

import pytest

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.hall_values import AppointmentTold, DeskTold, HallTold, SessionsTold
from zf_contracts.interagency.hall import HallPayload
from zf_liaison.exchange.hall_rules import HALL_LINES, hall_body_problems, hall_receiver_problems
from zf_platform.clock import ZONE

AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
HEAD = {"notice_id": "n1", "subject": "s1", "acted_at": AT}
SESSIONS = SessionsTold.model_validate({**HEAD, "sessions": []})
DESK = DeskTold.model_validate({**HEAD, "code": "1", "name": "1号", "state": "open", "since": AT})
APPOINTMENT = AppointmentTold.model_validate(
    {
        **HEAD,
        "appointment_id": "a1",
        "appointment_no": "云政法约〔2026〕1号",
        "home": "committee",
        "host": "court",
        "matter": "trial",
        "brief": "试验",
        "petitioner_name": "试验人",
        "people": 1,
        "requested_at": AT,
        "state": "requested",
        "offer_no": 0,
    }
)
BODIES: dict[str, HallTold] = {
    "hall.session.published": SESSIONS,
    "hall.desk.opened": DESK,
    "hall.appointment.requested": APPOINTMENT,
    "hall.appointment.confirmed": APPOINTMENT,
    "hall.appointment.reassigned": APPOINTMENT,
}


def test_every_reception_message_of_the_catalogue_has_a_line() -> None:
    named = {name for name, entry in CATALOGUE.items() if issubclass(entry.payload, HallPayload)}
    assert set(HALL_LINES) == named == set(BODIES)


@pytest.mark.parametrize("message", BODIES)
def test_each_message_takes_its_own_body_only(message: str) -> None:
    for body in (SESSIONS, DESK, APPOINTMENT):
        problems = hall_body_problems(HALL_LINES[message], body, sender="committee", receiver="court")
        fits = type(body) is type(BODIES[message])
        assert [one.code for one in problems] == ([] if fits else ["exchange.hall_body_differs"])


@pytest.mark.parametrize(
    ("sender", "receiver", "wrong"),
    [("committee", "court", False), ("court", "committee", False), ("police", "court", True), ("committee", "police", True)],
)  # fmt: skip
def test_an_appointment_concerns_its_two_agencies(sender: str, receiver: str, wrong: bool) -> None:
    line = HALL_LINES["hall.appointment.confirmed"]
    problems = hall_body_problems(line, APPOINTMENT, sender=sender, receiver=receiver)
    assert [one.code for one in problems] == (["exchange.appointment_of_others"] if wrong else [])


def test_calendars_go_to_the_hall_and_visitors_names_are_private() -> None:
    line = HALL_LINES["hall.session.published"]
    assert hall_receiver_problems(line, peer="committee", kind="plc") == []
    assert [one.code for one in hall_receiver_problems(line, peer="court", kind="court")] == [
        "exchange.receiver_not_named"
    ]
    private = {message for message, one in HALL_LINES.items() if one.sensitivity == "L3"}
    assert private == {message for message in HALL_LINES if "appointment" in message}
