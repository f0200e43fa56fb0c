"""A link is a way only for who may go there; everybody else reads its words."""

from __future__ import annotations

import httpx
import pytest

from tests.web.people import BY_ROLE
from tests.web.sample_exchange import WATCHED
from zf_hall.access import PUBLIC
from zf_hall.clients import NodeClients
from zf_hall.doors import Doors, reading
from zf_hall.pages.deadlines import reachable
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


@pytest.mark.parametrize(
    ("reach", "owner", "unit", "leads"),
    [
        ("agency", "he", "other", True),
        ("unit", "he", "criminal", True),
        ("unit", "he", "other", False),
        ("own", "he", "criminal", False),
        ("own", "me", "other", True),
    ],
)
def test_a_watched_clock_leads_only_to_what_its_reader_sees(*, reach: str, owner: str, unit: str, leads: bool) -> None:
    me = (
        BY_ROLE["handler"]
        .view()
        .model_copy(update={"account_id": "me", "unit": "criminal", "permissions": {"petition.read": reach}})
    )
    clock = WATCHED[0].model_copy(update={"matter_kind": "petition", "owner": owner, "unit": unit})
    assert reachable(clock, me=me) is leads
    assert reachable(clock.model_copy(update={"matter_kind": "task"}), me=me)
