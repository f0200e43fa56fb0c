"""The people of the tests: one per role, with the permissions that the law's role table gives them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from tests.web.sample import ago, ahead
from zf_contracts.http.liaison import DirectoryEntry, DirectoryUnit, OfficerRow, SessionView
from zf_law.reading import Row
from zf_law.roles import read_roles

PASSWORD = "云川示例口令2026"
SERVICES = ("intake", "casemgmt", "oversight", "liaison")
ROLES = read_roles(
    Row(
        tomllib.loads((resources.files("zf_law") / "data" / "roles.toml").read_text("utf-8")),
        file="roles",
        where="file",
    )
)
NAMES = {
    "police": ("云川市公安局", "Yunchuan Public Security Bureau"),
    "procuratorate": ("云川市人民检察院", "Yunchuan People's Procuratorate"),
    "court": ("云川市人民法院", "Yunchuan People's Court"),
    "justice": ("云川市司法局", "Yunchuan Justice Bureau"),
    "committee": ("中共云川市委政法委员会", "Political-Legal Committee of Yunchuan"),
}


@dataclass(frozen=True)
class Person:
    agency: str
    role: str
    name: str

    @property
    def username(self) -> str:
        return f"{self.agency}.{self.role}"

    @property
    def session(self) -> str:
        return f"session-of-{self.agency}-{self.role}"

    @property
    def csrf(self) -> str:
        return f"csrf-of-{self.agency}-{self.role}"

    @property
    def token(self) -> str:
        return f"token-of-{self.agency}-{self.role}"

    @cached_property
    def permissions(self) -> dict[str, str]:
        return {name: reach.value for name, reach in ROLES.permissions((self.role,)).items()}

    def view(self) -> SessionView:
        role = ROLES.find(self.role)
        assert role is not None
        return SessionView(
            account_id=f"acc-{self.role}",
            username=self.username,
            name=self.name,
            agency=self.agency,
            agency_name_zh=NAMES[self.agency][0],
            agency_name_en=NAMES[self.agency][1],
            agency_kind=self.agency,
            unit="criminal",
            unit_name_zh="刑事侦查支队",
            unit_name_en="Criminal investigation brigade",
            roles=(self.role,),
            role_names_zh=(role.zh,),
            role_names_en=(role.en,),
            permissions=self.permissions,
            csrf=self.csrf,
            tokens=dict.fromkeys(SERVICES, self.token),
            tokens_expire_at=ahead(minutes=5),
            expires_at=ahead(hours=9),
            signed_in_at=ago(hours=1),
        )


PEOPLE = (
    Person("police", "duty_officer", "吴晓"),
    Person("police", "handler", "陈立新"),
    Person("police", "unit_head", "马骏"),
    Person("police", "legal_reviewer", "郑岚"),
    Person("police", "discipline", "卫思齐"),
    Person("police", "bureau_leader", "孙立国"),
    Person("police", "outlet_clerk", "冯倩"),
    Person("procuratorate", "case_office_clerk", "何敏"),
    Person("procuratorate", "prosecutor", "许平"),
    Person("procuratorate", "chief_prosecutor", "秦仲"),
    Person("court", "filing_judge", "顾言"),
    Person("court", "judge", "沈清"),
    Person("police", "operator", "丁一"),
    Person("police", "auditor", "范文"),
    Person("police", "account_admin", "谢安"),
    Person("committee", "plc_coordinator", "韩梅"),
    Person("committee", "receiver", "温良"),
    Person("committee", "petition_head", "常平"),
    Person("committee", "hall_kiosk", "一号取号机"),
)
BY_USERNAME = {person.username: person for person in PEOPLE}
BY_SESSION = {person.session: person for person in PEOPLE}
BY_TOKEN = {person.token: person for person in PEOPLE}
BY_ROLE = {person.role: person for person in PEOPLE}
OFFICERS = tuple(
    OfficerRow(id=f"acc-{person.role}", name=person.name, unit="criminal", roles=(person.role,))
    for person in PEOPLE
    if person.agency == "police"
)
DIRECTORY = tuple(
    DirectoryEntry(
        code=code,
        kind=code,
        name_zh=zh,
        name_en=en,
        exchanges=True,
        units=(DirectoryUnit(code="criminal", name_zh="刑事侦查支队", name_en="Criminal investigation brigade"),),
    )
    for code, (zh, en) in NAMES.items()
)
