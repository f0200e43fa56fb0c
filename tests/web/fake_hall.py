"""The part of the fake node that answers for the reception hall. `counter` and `slips` may be changed by a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from tests.web import sample_hall, sample_petitions
from zf_contracts.http import hall
from zf_contracts.http.base import Command, Versioned
from zf_contracts.http.petitions import FindPetitions

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode


@dataclass
class HallState:
    """What the hall shows just now."""

    counter: hall.CounterView = sample_hall.SERVING
    screen: hall.ScreenView = sample_hall.SCREEN
    slips: dict[str, hall.SlipView] = field(default_factory=lambda: {sample_hall.SLIP_CODE: sample_hall.slip()})
    screen_reads: int = 0


class _Nothing(Command):
    """A press without a body."""


OPEN = frozenset({"/hall", "/hall/screen", "/hall/slips/{code}", "/hall/slips/{code}/rating"})
"""Paths that ask for no token."""
COMMANDS: Mapping[str, type[Command]] = {
    "/hall/desks": hall.AddDesk,
    "/hall/desks/{id}": hall.ChangeDesk,
    "/hall/desks/{id}/state": hall.SetDesk,
    "/hall/desks/{id}/calls": _Nothing,
    "/hall/tickets": hall.IssueTicket,
    "/hall/tickets/{id}/rating": hall.RateVisit,
    "/hall/tickets/{id}/completion": hall.CompleteVisit,
    "/hall/tickets/{id}/hand-over": hall.HandOver,
    "/hall/tickets/{id}/taking": hall.TakeOver,
    **{f"/hall/tickets/{{id}}/{act}": Versioned for act in ("recall", "skip", "serving", "no-show")},
    "/hall/slips/{code}/rating": hall.RateVisit,
    "/petitions/person-search": FindPetitions,
}
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/petitions/person-search": {"items": [sample_petitions.ROW.model_dump(mode="json")], "next_cursor": None},
    "/hall/tickets": {**sample_hall.ticket().model_dump(mode="json"), "code": sample_hall.SLIP_CODE},
}


def reads(node: FakeNode) -> Mapping[str, Callable[[Request], object]]:
    def screen(_request: Request) -> object:
        node.hall.screen_reads += 1
        return node.hall.screen

    def slip(request: Request) -> object:
        return next(found for code, found in node.hall.slips.items() if code == request.path_params["code"])

    return {
        "/hall": lambda _request: sample_hall.HALL,
        "/hall/screen": screen,
        "/hall/slips/{code}": slip,
        "/hall/counter": lambda _request: node.hall.counter,
        "/hall/desks": lambda _request: sample_hall.DESKS,
        "/hall/roster": lambda _request: sample_hall.ROSTER,
        "/hall/tickets/{id}": lambda _request: sample_hall.ticket(state="done"),
        "/hall/daily": lambda _request: sample_hall.DAILY,
        "/hall/ratings": lambda _request: sample_hall.RATINGS,
    }
