"""A link is a way only for who may go there; everybody else reads its words."""

from __future__ import annotations

import httpx
import pytest

from tests.web.people import BY_ROLE
from zf_hall.access import PUBLIC
from zf_hall.clients import NodeClients
from zf_hall.doors import Doors, reading
from zf_hall.preferences import Preferences
from zf_hall.visitor import Visitor

DOORS = Doors(
    (
        ("GET", "/cases/{case_id}", ("case.read",)),
        ("GET", "/cases/new", ("case.open",)),
        ("POST", "/tasks", ("task.issue",)),
        ("GET", "/query", (PUBLIC,)),
    )
)
NODES = NodeClients(httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(500))))
"""Nobody asks them here."""


def reader(*permissions: str) -> Visitor:
    session = BY_ROLE["handler"].view().model_copy(update={"permissions": dict.fromkeys(permissions, "own")})
    return Visitor(None, session, Preferences(), clients=NODES)


@pytest.mark.parametrize(
    ("href", "is_open"),
    [
        ("/cases/c-1", True),
        ("/cases/c-1?tab=2#clocks", True),
        ("/cases/new", False),
        ("/query", True),
        ("/tasks", True),
        ("/nowhere/known", True),
    ],
)
def test_an_address_is_looked_up_as_the_page_it_names(href: str, is_open: bool) -> None:
    """What no page declares is nobody's to close."""
    with reading(reader("case.read")):
        assert DOORS.opens(href) is is_open


def test_a_closed_way_is_plain_words_and_both_are_escaped() -> None:
    with reading(reader()):
        assert DOORS.way("/cases/c-1", "<王某>", "case-link") == "<span>&lt;王某&gt;</span>"
    with reading(reader("case.read")):
        assert (
            DOORS.way("/cases/c-1", "<王某>", "case-link") == '<a class="case-link" href="/cases/c-1">&lt;王某&gt;</a>'
        )


def test_nobody_goes_on_reading_after_his_page() -> None:
    with reading(reader("case.read")):
        pass
    assert not DOORS.opens("/cases/c-1")
