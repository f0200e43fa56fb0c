"""The front end under test, joined to the fake node; and the same on a port, to look at it in a browser."""

from __future__ import annotations

import httpx
from fastapi import FastAPI

from tests.web.fake_node import FakeNode
from tests.web.people import NAMES, PASSWORD, PEOPLE, ROLES, Person
from tests.web.sample import NOW
from tests.web.sample_query import KEY
from zf_hall.clients import NodeClients
from zf_hall.main import build_hall
from zf_hall.settings import AgencyChoice, DemoAccount, HallChoice, HallSettings
from zf_hall.words import Words
from zf_law.loader import load_law
from zf_platform.clock import FixedClock

SHORTS = {"police": "云公", "procuratorate": "云检"}
WORDS = Words(
    documents={
        "intake_form": ("受案登记表", "Intake form"),
        "filing_decision": ("立案决定书", "Filing decision"),
        "prosecution_opinion": ("起诉意见书", "Prosecution opinion"),
        "withdrawal_decision": ("撤销案件决定书", "Withdrawal decision"),
        "detention_notice": ("拘留通知书", "Detention notice to the family"),
        "no_notice_statement": ("未通知家属情况说明", "Statement why the family was not told"),
        "detention_warrant": ("拘留证", "Detention warrant"),
    },
    roles={role.id: (role.zh, role.en) for role in ROLES.all()},
    agencies={**NAMES, "wangchuan_police": ("望川县公安局", "Wangchuan County Public Security Bureau")},
    units={
        ("police", "criminal"): ("刑事侦查支队", "Criminal investigation brigade"),
        ("police", "supervision"): ("督察支队", "Police supervision"),
        ("police", "yunling_station"): ("云岭派出所", "Yunling police station"),
    },
    return_codes={
        "R01": ("不属于本机关管辖", "No jurisdiction"),
        "R03": ("材料不齐", "Documents missing"),
        "R99": ("其他原因（须写明）", "Other, with text"),
    },
    permissions={name: (label.zh, label.en) for name, label in ROLES.permission_labels.items()},
    screening_items={"backlog": ("积案", "Backlog"), "skip_level": ("越级访", "Skip-level visits")},
    matters={code: (label.zh, label.en) for code, label in load_law().reception.matters.items()},
    services=load_law().services,
    sources=load_law().sources,
)


def settings(*, demo: bool = False, secure: bool = False) -> HallSettings:
    return HallSettings(
        agencies=tuple(AgencyChoice(code, zh, en, code, SHORTS.get(code, "")) for code, (zh, en) in NAMES.items()),
        secure_cookies=secure,
        demo=demo,
        demo_accounts=tuple(
            DemoAccount(person.agency, person.username, *_role(person))
            for person in PEOPLE
            if person.agency == "police"
        ),
        demo_password=PASSWORD,
        key=KEY,
        words=WORDS,
        halls=(HallChoice("committee", "云川市联合接待大厅", "Yunchuan Joint Reception Hall", joint=True),),
    )


def _role(person: Person) -> tuple[str, str]:
    role = ROLES.find(person.role)
    assert role is not None
    return role.zh, role.en


def make_hall(node: FakeNode, *, demo: bool = False, secure: bool = False) -> FastAPI:
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=node.app()))
    return build_hall(settings(demo=demo, secure=secure), clients=NodeClients(http), clock=FixedClock(NOW))


def on_a_port() -> FastAPI:
    """`uvicorn tests.web.hall:on_a_port --factory`"""
    return make_hall(FakeNode(), demo=True)
