"""What the front end is told at start: which agencies it serves, how its cookie is set, and what it may show."""

from __future__ import annotations

from dataclasses import dataclass, field

from zf_hall.words import Words
from zf_platform.proxies import LOOPBACK


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """One agency of the sign-in list, named in both languages. `short` opens the numbers of its documents."""

    code: str
    zh: str
    en: str
    kind: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class HallChoice:
    """A reception of one agency; `joint` is the joint hall of the city, which the public pages show first."""

    agency: str
    zh: str
    en: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the sample city, shown on the sign-in page only when `HallSettings.demo` is set."""

    agency: str
    username: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class HallSettings:
    """`secure_cookies` adds Secure and the `__Host-` prefix: set it wherever the hall is reached over TLS.

    `trusted_proxies` are believed about the address of a browser; services believe this front end in turn.
    `demo` shows `demo_accounts` and `demo_password` at sign-in; it must stay off outside the sample city.
    `key` opens the services' routes for petitioners, who have no account; empty: those pages say that they are closed.
    `operated_services` are the services that /ops asks for their state.
    """

    agencies: tuple[AgencyChoice, ...]
    secure_cookies: bool = True
    trusted_proxies: str = LOOPBACK
    demo: bool = False
    demo_accounts: tuple[DemoAccount, ...] = ()
    demo_password: str = ""
    key: str = field(default="", repr=False)
    city_zh: str = "云川市"
    city_en: str = "Yunchuan"
    live_seconds: int = 3
    upload_bytes: int = 20 * 1024 * 1024
    operated_services: tuple[str, ...] = ("intake", "casemgmt", "oversight", "liaison")
    words: Words = field(default_factory=Words)
    halls: tuple[HallChoice, ...] = ()

    @property
    def cookie_name(self) -> str:
        return "__Host-zf_session" if self.secure_cookies else "zf_session"

    def hall(self, agency: str = "") -> HallChoice | None:
        """The reception of this agency; without one named, the joint hall."""
        return next((hall for hall in self.halls if hall.agency == agency or (hall.joint and not agency)), None)

    def agency(self, code: str) -> AgencyChoice | None:
        return next((agency for agency in self.agencies if agency.code == code), None)
