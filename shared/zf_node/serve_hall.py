"""The web front end as a process of its own."""

import httpx

from zf_law.loader import load_law
from zf_node.hall_wiring import build_distant_hall
from zf_node.http_server import http_server
from zf_platform.clock import SystemClock
from zf_platform.log import setup_logging


async def serve_hall(
    *, host: str, port: int, urls: str, secure: bool, trusted_proxies: str, demo: bool = False, key: str = ""
) -> None:
    setup_logging("INFO")
    places = read_places(urls)

    def base_url(agency: str, service: str) -> str:
        return places.get((agency, service), f"http://{agency}-{service}:8080")

    async with httpx.AsyncClient(timeout=15) as http:
        app = build_distant_hall(
            law=load_law(),
            clock=SystemClock(),
            http=http,
            urls=base_url,
            secure=secure,
            trusted_proxies=trusted_proxies,
            demo=demo,
            key=key,
        )
        await http_server(app, host=host, port=port).serve()


def read_places(text: str) -> dict[tuple[str, str], str]:
    """`police.intake=http://…,police.casemgmt=http://…`; an entry that is not of this form stops the start."""
    places: dict[tuple[str, str], str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        name, _, url = entry.partition("=")
        agency, _, service = name.partition(".")
        if not (agency and service and url.startswith(("http://", "https://"))):
            raise ValueError(f"ZF_HALL_URLS: {entry!r} is not agency.service=URL")
        places[agency, service] = url.rstrip("/")
    return places
