"""A signed-in person at a desk, speaking the public API of the nodes; and the town that knows all desks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from zf_platform.clock import Clock, SystemClock
from zf_platform.ids import new_id

Json = dict[str, object]
PATIENCE = 120.0
"""Seconds a message may take until what it causes can be seen."""
UNAUTHENTICATED, NOT_FOUND = 401, 404
PAUSE = 0.5
"""Seconds before a call over a broken line is repeated the first time; doubled each time."""


class Answered(Exception):
    """The service answered with an error; `body` is its problem+json."""

    def __init__(self, response: httpx.Response, what: str) -> None:
        self.status = response.status_code
        try:
            self.body: Json = response.json()
        except ValueError:
            self.body = {"detail": response.text[:500]}
        super().__init__(f"{what}: {self.status} {self.codes or self.body}")

    @property
    def codes(self) -> list[str]:
        problems = self.body.get("problems")
        return [str(one.get("code")) for one in problems] if isinstance(problems, list) else []


@dataclass(slots=True)
class _Session:
    session: str
    tokens: Mapping[str, str]
    until: datetime
    account_id: str
    name: str
    unit: str


class Desk:
    """One person. Tokens are fetched anew before their minute is over."""

    def __init__(self, town: "Town", agency: str, username: str) -> None:
        self._town = town
        self.agency = agency
        self.username = username
        self._session: _Session | None = None

    async def who(self) -> _Session:
        if self._session is None or self._session.until < self._town.clock.now() + timedelta(seconds=10):
            await self._sign_in()
        assert self._session is not None
        return self._session

    async def get(self, service: str, path: str, **params: str | int) -> Json:
        return await self._call("GET", service, path, params=params)

    async def find(self, service: str, path: str) -> Json | None:
        """None for what is not there, or not there yet."""
        try:
            return await self.get(service, path)
        except Answered as error:
            if error.status != NOT_FOUND:
                raise
            return None

    async def post(self, service: str, path: str, body: Mapping[str, object], *, key: str = "") -> Json:
        """A changing call with an idempotency key; the same call is repeated when the line breaks."""
        chosen = key or new_id(self._town.clock.now())
        return await self._call("POST", service, path, json=body, headers={"Idempotency-Key": chosen})

    async def upload(self, service: str, path: str, *, form: Mapping[str, str], file: tuple[str, bytes]) -> Json:
        """A file with the fields beside it; the key is the call's own."""
        headers = {"Idempotency-Key": new_id(self._town.clock.now())}
        return await self._call("POST", service, path, data=dict(form), files={"file": file}, headers=headers)

    async def download(self, service: str, path: str) -> bytes:
        return (await self._answer("GET", service, path)).content

    async def _call(self, method: str, service: str, path: str, **options: object) -> Json:
        response = await self._answer(method, service, path, **options)
        answer: Json = response.json() if response.content else {}
        return answer

    async def _answer(self, method: str, service: str, path: str, **options: object) -> httpx.Response:
        session = await self.who()
        headers = {"Authorization": f"Bearer {session.tokens[service]}"}
        extra = options.pop("headers", None)
        if isinstance(extra, Mapping):
            headers |= dict(extra)
        url = self._town.url(self.agency, service, path)
        response = await self._town.request(method, url, headers=headers, options=options)
        if response.is_error:
            raise Answered(response, f"{self.username} {method} {service}{path}")
        return response

    async def _sign_in(self) -> None:
        """A session that is over is begun anew, as a person would after a long pause."""
        number = self._session.session if self._session else await self._new_session()
        response = await self._resolve(number)
        if response.status_code == UNAUTHENTICATED and self._session:
            number = await self._new_session()
            response = await self._resolve(number)
        if response.is_error:
            self._session = None
            raise Answered(response, f"{self.username} session")
        view = response.json()
        self._session = _Session(
            session=number,
            tokens=view["tokens"],
            until=datetime.fromisoformat(view["tokens_expire_at"]),
            account_id=view["account_id"],
            name=view["name"],
            unit=view["unit"],
        )

    async def _new_session(self) -> str:
        town = self._town
        body = {"username": self.username, "password": town.password}
        url = town.url(self.agency, "liaison", "/sessions")
        headers = {"Idempotency-Key": new_id(town.clock.now())}
        response = await town.request("POST", url, headers=headers, options={"json": body})
        if response.is_error:
            raise Answered(response, f"{self.username} sign in")
        return str(response.json()["session"])

    async def _resolve(self, number: str) -> httpx.Response:
        url = self._town.url(self.agency, "liaison", "/sessions/current")
        return await self._town.request("GET", url, headers={"X-Zf-Session": number}, options={})


class Town:
    """All desks of a running city. `urls` overrides the address of a service in the distributed way of running."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        base: str,
        password: str,
        urls: Mapping[tuple[str, str], str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._http = http
        self._base = base.rstrip("/")
        self._urls = dict(urls or {})
        self._desks: dict[str, Desk] = {}
        self.password = password
        self.clock = clock or SystemClock()

    def desk(self, username: str) -> Desk:
        """`police.handler` sits in the agency before the dot."""
        if username not in self._desks:
            self._desks[username] = Desk(self, username.split(".", 1)[0], username)
        return self._desks[username]

    def url(self, agency: str, service: str, path: str) -> str:
        return self._urls.get((agency, service), f"{self._base}/api/{agency}/{service}") + path

    async def request(
        self, method: str, url: str, *, headers: Mapping[str, str], options: Mapping[str, object]
    ) -> httpx.Response:
        """Repeats on a broken line only: every changing call carries its key, so a repetition changes nothing twice."""
        for attempt in range(6):
            try:
                return await self._http.request(method, url, headers=dict(headers), **options)  # type: ignore[arg-type]
            except httpx.TransportError:
                if attempt == 5:
                    raise
                await asyncio.sleep(PAUSE * 2**attempt)
        raise AssertionError("unreachable")


async def until(
    check: Callable[[], Awaitable[Json | None]], *, what: str, seconds: float = PATIENCE, pause: float = 0.05
) -> Json:
    """Wait until `check` gives something; messages travel in the meantime, on a busy machine slowly."""
    clock = SystemClock()
    deadline = clock.now() + timedelta(seconds=seconds)
    while True:
        found = await check()
        if found is not None:
            return found
        if clock.now() > deadline:
            raise TimeoutError(f"未在 {seconds:.0f} 秒内发生：{what}")
        await asyncio.sleep(pause)
        pause = min(0.5, pause * 1.5)
