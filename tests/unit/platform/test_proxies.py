"""Whose word about an address counts: the last hop that a named proxy saw."""

import asyncio
import socket

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from tests.integration.messaging.node import eventually
from zf_node.http_server import http_server
from zf_platform.proxies import TrustedProxies

NAMED = TrustedProxies("127.0.0.1, ::1,10.4.0.0/16")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "10.0.0.1", "203.0.113.9"),
        ("203.0.113.9", "", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "1.1.1.1, 10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "10.0.0.7, ::1", "10.0.0.7"),
        ("10.4.3.2", "10.0.0.7,10.4.9.9", "10.0.0.7"),
        ("127.0.0.1", "10.4.0.1, 127.0.0.1", "10.4.0.1"),
        ("::ffff:127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "::ffff:10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "10.0.0.7, unknown", "127.0.0.1"),
        ("127.0.0.1", "' OR 1=1 --", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.7, 10.4.0.1, bad, 10.4.0.2", "10.4.0.2"),
        ("a socket file", "10.0.0.7", "a socket file"),
    ],
)
def test_the_address_is_the_last_one_a_believed_proxy_saw(peer: str, forwarded: str, address: str) -> None:
    assert NAMED.client(peer, forwarded=forwarded) == address


def test_a_header_without_end_costs_a_bounded_look() -> None:
    assert NAMED.client("127.0.0.1", forwarded=",".join(["9.9.9.9"] + ["10.4.0.1"] * 50_000)) == "10.4.0.1"


def test_a_proxy_that_is_no_address_stops_the_start() -> None:
    with pytest.raises(ValueError, match="nginx"):
        TrustedProxies("127.0.0.1,nginx")


async def test_the_server_itself_believes_nobody() -> None:
    """Its own rule would believe this host whatever our settings say."""

    async def who(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(str(scope["client"][0]))(scope, receive, send)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = http_server(who, host="127.0.0.1", port=port)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/", headers={"x-forwarded-for": "6.6.6.6"})
    server.should_exit = True
    await serving
    assert answer.text == "127.0.0.1"
    assert "server" not in answer.headers
