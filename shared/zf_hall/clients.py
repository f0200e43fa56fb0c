"""The only way from a page to a node: one HTTP call to one service of one agency, with a typed answer or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ValidationError

from zf_contracts.http.base import Reason
from zf_platform.proxies import HEADER as FORWARDED

BaseUrl = Callable[[str, str], str]
Params = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to a service."""

    filename: str
    content: bytes
    media_type: str


class ServiceDown(Exception):
    """The service did not answer, or answered with its own failure."""

    def __init__(self, agency: str, service: str, *, request_id: str = "") -> None:
        super().__init__(f"{agency}/{service}")
        self.agency = agency
        self.service = service
        self.request_id = request_id


class ServiceRefused(Exception):
    """The service answered 4xx: its coded reasons, ready to be shown."""

    def __init__(self, status: int, reasons: tuple[Reason, ...], *, request_id: str = "") -> None:
        super().__init__(f"{status} {', '.join(reason.code for reason in reasons)}")
        self.status = status
        self.reasons = reasons
        self.request_id = request_id


class _ProblemBody(BaseModel):
    detail: str = ""
    problems: tuple[Reason, ...] = ()
    request_id: str = ""


def city_url(agency: str, service: str) -> str:
    """Where a service lives when the whole city runs in one process."""
    return f"http://city/api/{agency}/{service}"


class NodeClients:
    """`base_url(agency, service)` says where a service lives; `http` carries the calls (ASGI transport or network)."""

    def __init__(self, http: httpx.AsyncClient, *, base_url: BaseUrl = city_url, seconds: float = 10.0) -> None:
        self._http = http
        self._base_url = base_url
        self._seconds = seconds

    async def call(
        self,
        agency: str,
        service: str,
        method: str,
        path: str,
        *,
        token: str = "",
        json: BaseModel | None = None,
        params: Params | None = None,
        idempotency_key: str = "",
        seat: str = "",
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        upload: Upload | None = None,
        seconds: float | None = None,
    ) -> httpx.Response:
        """The answer of a successful call. Raises `ServiceRefused` on 4xx and `ServiceDown` on anything worse.

        `seat` is the address of the browser: it counts the tries of signing in and stands in the audit log.
        """
        sent = dict(headers or {})
        if seat:
            sent[FORWARDED] = seat
        if token:
            sent["authorization"] = f"Bearer {token}"
        if idempotency_key:
            sent["idempotency-key"] = idempotency_key
        content = None
        if json is not None:
            content = json.model_dump_json().encode()
            sent["content-type"] = "application/json"
        try:
            answer = await self._http.request(
                method,
                self._base_url(agency, service) + path,
                headers=sent,
                content=content,
                params={name: str(value) for name, value in (params or {}).items() if value not in (None, "")},
                data=form,
                files={"file": (upload.filename, upload.content, upload.media_type)} if upload else None,
                timeout=seconds or self._seconds,
            )
        except httpx.HTTPError as error:
            raise ServiceDown(agency, service) from error
        if answer.status_code >= 500:
            raise ServiceDown(agency, service, request_id=_problem(answer).request_id)
        if answer.status_code >= 400:
            body = _problem(answer)
            raise ServiceRefused(answer.status_code, body.problems, request_id=body.request_id)
        return answer


def _problem(answer: httpx.Response) -> _ProblemBody:
    try:
        return _ProblemBody.model_validate_json(answer.content)
    except ValidationError:
        return _ProblemBody()
