"""The declared topology: stated in full, least permission, the same on every version; and what differs is said in words."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from itertools import permutations, product

import httpx
import pytest

from zf_platform.broker_differences import differences
from zf_platform.broker_setup import BrokerUnreachable, ManagementApi, Rabbitmqctl, apply, check
from zf_platform.topology import (
    SERVICES,
    Names,
    Topology,
    definitions,
    describe,
    in_queue,
    internal_routes,
    out_exchange,
    password_hash,
    routing_key,
)

AGENCIES = ("police", "procuratorate", "court")
PAIRS = [("police", "procuratorate"), ("procuratorate", "police"), ("procuratorate", "court")]


@pytest.fixture
def topology() -> Topology:
    return describe(AGENCIES, pairs=PAIRS)


@pytest.fixture
def content(topology: Topology) -> dict[str, list[dict[str, object]]]:
    passwords = {user: f"secret of {user}" for user in topology.user_names()}
    found = json.loads(json.dumps(definitions(topology, passwords=passwords)))
    assert isinstance(found, dict)
    return found


def test_services_declare_nothing(topology: Topology) -> None:
    assert {row["configure"] for row in topology.permissions} == {"^$"}
    assert all(user["tags"] == [] for user in topology.users)


def test_every_queue_says_what_it_is_and_every_queue_has_its_policy(topology: Topology) -> None:
    for queue in topology.queues:
        assert queue["durable"] is True
        assert queue["arguments"] == {"x-queue-type": "quorum", "x-quorum-initial-group-size": 3}
        matching = [
            policy
            for policy in topology.policies
            if policy["vhost"] == queue["vhost"] and re.search(str(policy["pattern"]), str(queue["name"]))
        ]
        assert len(matching) == 1, queue["name"]
        definition = matching[0]["definition"]
        assert isinstance(definition, dict)
        assert definition["overflow"] == "reject-publish"
        assert definition["delivery-limit"] >= 1000
        assert definition["max-length-bytes"] > 0
        if not str(queue["name"]).endswith(".dropped"):
            assert definition["dead-letter-strategy"] == "at-least-once"
            target = (queue["vhost"], definition["dead-letter-routing-key"])
            assert target in {(other["vhost"], other["name"]) for other in topology.queues}


def test_a_routing_key_reaches_exactly_the_queue_of_an_allowed_pair(topology: Topology) -> None:
    for sender, receiver, urgent in product(AGENCIES, AGENCIES, (False, True)):
        key = routing_key(sender, receiver=receiver, urgent=urgent, message_type="transfer.submitted")
        reached = [
            row["destination"]
            for row in topology.bindings
            if row["vhost"] == "interagency"
            and row["source"] == out_exchange(sender)
            and key.startswith(str(row["routing_key"]).removesuffix("#"))
        ]
        assert reached == ([in_queue(receiver, urgent=urgent)] if (sender, receiver) in PAIRS else [])


def test_topic_permissions_say_the_same_as_the_bindings(topology: Topology) -> None:
    patterns = {row["user"]: str(row["write"]) for row in topology.topic_permissions if row["vhost"] == "interagency"}
    for user, sender, receiver in product(AGENCIES, AGENCIES, AGENCIES):
        key = routing_key(sender, receiver=receiver, urgent=False, message_type="x.y")
        allowed = bool(re.search(patterns[user], key))
        assert allowed is (user == sender and (sender, receiver) in PAIRS)
    assert patterns["court"] == "^$", "who may write to nobody has no key at all"


def test_no_alternate_exchange_turns_nobody_into_delivered(topology: Topology) -> None:
    assert all(row["arguments"] == {} and row["type"] == "topic" for row in topology.exchanges)


def test_inside_an_agency_only_the_catalogues_ways_exist(topology: Topology) -> None:
    found = {
        (str(row["source"]).split(".")[1], str(row["destination"]).split(".")[1])
        for row in topology.bindings
        if row["vhost"] == "agency.court"
    }
    assert found == set(internal_routes())
    assert ("oversight", "oversight") not in found
    assert {service for route in found for service in route} == set(SERVICES)


def test_prefixes_keep_installations_apart() -> None:
    first, second = (describe(AGENCIES, pairs=PAIRS, names=Names(prefix)) for prefix in ("a-", "b-"))
    assert not set(first.user_names()) & set(second.user_names())
    assert not set(first.vhost_names()) & set(second.vhost_names())


def test_names_never_collide() -> None:
    codes = ("police", "procuratorate", "court", "justice", "committee")
    topology = describe(codes, pairs=list(permutations(codes, 2)))
    assert len(set(topology.user_names())) == len(topology.user_names()) == 5 + 5 * 4
    assert len(set(topology.vhost_names())) == 6


def test_the_password_is_hashed_as_rabbitmq_does() -> None:
    raw = base64.b64decode(password_hash("police", password="geheim"))
    assert raw[4:] == hashlib.sha256(raw[:4] + b"geheim").digest()
    assert password_hash("police", password="geheim") != password_hash("court", password="geheim")


def test_a_missing_password_is_an_error_and_never_an_empty_one(topology: Topology) -> None:
    with pytest.raises(KeyError):
        definitions(topology, passwords={"police": "x"})


def test_a_broker_as_declared_has_no_differences(content: dict[str, list[dict[str, object]]]) -> None:
    found = deepcopy(content)
    found["vhosts"].append({"name": "another"})
    found["queues"].append({"vhost": "another", "name": "q.police.in"})
    assert differences(content, found=found) == []


@pytest.mark.parametrize(
    ("section", "change", "words"),
    [
        ("vhosts", None, "vhost .* is missing"),
        ("users", None, "user .* is missing"),
        ("users", {"password_hash": "AAAA"}, "another password"),
        ("users", {"tags": ["administrator"]}, "tags is"),
        ("exchanges", None, "exchange .* is missing"),
        ("exchanges", {"type": "fanout"}, "cannot be changed in place"),
        ("queues", None, "queue .* is missing"),
        ("queues", {"arguments": {"x-queue-type": "classic"}}, "cannot be changed in place"),
        ("queues", {"name": "q.stranger"}, "added it by hand"),
        ("bindings", None, "binding .* is missing"),
        ("bindings", {"routing_key": "#"}, "binding .*# is not declared"),
        ("permissions", {"configure": ".*"}, "configure is '.\\*'"),
        ("permissions", {"user": "eve"}, "permission .*eve is not declared"),
        ("topic_permissions", {"write": ".*"}, "topic permission .* write is"),
        ("policies", {"definition": {}}, "policy .* definition is {}"),
        ("policies", None, "policy .* is missing"),
    ],
)
def test_each_difference_is_said_in_words(
    content: dict[str, list[dict[str, object]]], section: str, change: Mapping[str, object] | None, words: str
) -> None:
    found = deepcopy(content)
    if change is None:
        del found[section][0]
    else:
        found[section][0].update(change)
    sentences = differences(content, found=found)
    assert any(re.search(words, sentence) for sentence in sentences), sentences


def test_guest_is_reported_where_it_matters(content: dict[str, list[dict[str, object]]]) -> None:
    found = deepcopy(content)
    found["users"].append({"name": "guest", "tags": ["administrator"]})
    found["permissions"].append({"user": "guest", "vhost": "interagency", "configure": ".*", "write": "", "read": ""})
    assert differences(content, found=found) == ["user guest exists: delete it, everybody knows its password"]
    assert differences(content, found=found, allow_guest=True) == []


class Management(httpx.AsyncBaseTransport):
    """The management API as far as we use it: keeps what is imported, asks for the administrator's password."""

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}
        self.status = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] != httpx.BasicAuth("deploy", "right")._auth_header:
            return httpx.Response(401)
        if self.status:
            return httpx.Response(self.status, text="broken")
        assert request.url.path == "/api/definitions"
        if request.method == "POST":
            self.kept = json.loads(await request.aread())
            return httpx.Response(204)
        return httpx.Response(200, json=self.kept)


async def test_the_management_api_gets_the_same_definitions(topology: Topology) -> None:
    transport = Management()
    admin = ManagementApi("http://broker:15672/", user="deploy", password="right", transport=transport)
    passwords = dict.fromkeys(topology.user_names(), "x")
    assert await check(admin, topology=topology) != []
    assert await apply(admin, topology=topology, passwords=passwords) == []
    assert transport.kept == json.loads(json.dumps(definitions(topology, passwords=passwords)))
    assert await check(admin, topology=topology) == []
    changed = {**passwords, "police": "y"}
    assert await check(admin, topology=topology, passwords=changed) == [
        "user police has another password than configured: run `zf broker setup`"
    ]


async def test_faults_of_administration_are_told_plainly(topology: Topology) -> None:
    transport = Management()
    wrong = ManagementApi("http://broker", user="deploy", password="wrong", transport=transport)
    with pytest.raises(BrokerUnreachable, match="name or password"):
        await check(wrong, topology=topology)
    transport.status = 500
    right = ManagementApi("http://broker", user="deploy", password="right", transport=transport)
    with pytest.raises(BrokerUnreachable, match="500: broken"):
        await check(right, topology=topology)
    with pytest.raises(BrokerUnreachable, match="cannot be started"):
        await check(Rabbitmqctl(("/no/such/tool",)), topology=topology)
    with pytest.raises(BrokerUnreachable, match="failed"):
        await check(Rabbitmqctl(("false",)), topology=topology)
    with pytest.raises(BrokerUnreachable, match="not a JSON"):
        await check(Rabbitmqctl(("echo",)), topology=topology)
