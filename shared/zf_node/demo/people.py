"""The people of the sample city: one account for each role a visitor may want to try, and a hundred officers.

Nobody here exists: names are drawn from short lists by a hash of the position, so every city has the same people.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DEMO_PASSWORD = "yunchuan-demo-2026"  # noqa: S105 - of the sample city only, printed at its start; nowhere else valid
OFFICERS = 100

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "一鸣", "安宁", "海棠", "国栋", "晓峰", "文静", "志远", "思齐", "立群", "雨桐",
    "长河", "秋实", "明远", "若水", "建章", "云帆", "子衿", "启明", "望舒", "清越",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An account to make. `zh` and `en` say at the sign-in page what this person does."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]
    zh: str
    en: str

    @property
    def agency(self) -> str:
        return self.username.split(".", 1)[0]


def _one(username: str, name: str, unit: str, roles: str, zh: str, en: str) -> Person:
    return Person(username, name, unit, tuple(roles.split()), zh, en)


DEMO_PEOPLE: tuple[Person, ...] = (
    _one("police.duty", "冯安宁", "yunling_station", "duty_officer", "值班民警（受案登记）", "Duty officer"),
    _one("police.handler", "陈志远", "criminal", "handler", "承办民警", "Case handler"),
    _one("police.head", "韩立群", "criminal", "unit_head", "办案单位负责人", "Head of unit"),
    _one("police.legal", "沈文静", "legal", "legal_reviewer", "法制审核民警", "Legal reviewer"),
    _one("police.leader", "周国栋", "leadership", "bureau_leader", "局领导（审批）", "Bureau leader"),
    _one("police.outlet", "许晓峰", "legal", "outlet_clerk", "统一出口专员（移送）", "Outlet clerk"),
    _one("police.inspector", "卫思齐", "supervision", "discipline", "督察民警（线索核查）", "Police supervision"),
    _one("procuratorate.office", "何清越", "case_office", "case_office_clerk", "案管人员（收案）", "Case office"),
    _one("procuratorate.prosecutor", "蒋明远", "first", "prosecutor", "检察官", "Prosecutor"),
    _one("procuratorate.chief", "秦长河", "leadership", "chief_prosecutor", "检察长", "Chief prosecutor"),
    _one("court.filing", "孔雨桐", "filing", "filing_judge", "立案法官（收案）", "Filing judge"),
    _one("court.judge", "严若水", "criminal", "judge", "审判员", "Judge"),
    _one("court.office", "魏思齐", "filing", "case_office_clerk", "立案庭案管人员", "Court case office"),
    _one("justice.office", "金秋实", "case_office", "case_office_clerk", "司法局收件窗口", "Justice bureau office"),
    _one("police.petition", "卫海棠", "petition", "petition_head", "公安信访负责人", "Head of petitions (police)"),
    _one("procuratorate.petition", "褚望舒", "petition", "petition_head", "检察院控申负责人", "Head of complaints"),
    _one("court.petition", "杨启明", "petition", "petition_head", "法院信访负责人", "Head of petitions (court)"),
    _one("justice.petition", "朱安宁", "petition", "petition_head", "司法局信访负责人", "Head of petitions (justice)"),
    _one("court.leader", "曹建章", "leadership", "court_leader", "院领导（接访、审批）", "Court leader"),
    _one(
        "justice.leader", "姜国栋", "leadership", "bureau_leader", "司法局领导（接访、审批）", "Justice bureau leader"
    ),
    _one("committee.leader", "陶明远", "leadership", "committee_leader", "委领导（接访、看板）", "Committee leader"),
    _one("committee.coordinator", "陶启明", "office", "plc_coordinator", "政法委协调员", "Committee coordinator"),
    _one("committee.petition", "常平", "petition", "petition_head", "联合接待大厅负责人", "Head of the joint hall"),
    _one("committee.guide", "温良", "petition", "hall_guide", "综合窗口（取号、叫号）", "Comprehensive desk"),
    _one("committee.window", "安若水", "petition", "receiver", "接访窗口（叫号）", "Reception desk"),
    _one("committee.kiosk", "一号取号机", "petition", "hall_kiosk", "自助取号机", "Ticket machine"),
    *(
        _one(f"{agency}.{role}", name, "information", code, f"{where}{zh}", f"{en} ({agency})")
        for agency, where in (
            ("police", "公安"),
            ("procuratorate", "检察院"),
            ("court", "法院"),
            ("justice", "司法局"),
            ("committee", "政法委"),
        )
        for role, name, code, zh, en in (
            ("operator", "尤子衿", "operator", "运维人员", "Operator"),
            ("auditor", "施云帆", "auditor", "审计人员", "Auditor"),
            ("admin", "吕建章", "account_admin", "账号管理员", "Account manager"),
        )
    ),
)


def officers(units: Sequence[tuple[str, str, str]], *, count: int = OFFICERS) -> Iterator[Person]:
    """Further staff without a password, spread over (agency, unit, role)."""
    for index in range(count):
        agency, unit, role = units[index % len(units)]
        yield Person(f"{agency}.officer{index:03d}", drawn_name(index), unit, (role,), "", "")


def drawn_name(index: int) -> str:
    """The same invented name for the same number, in every city."""
    draw = hashlib.sha256(f"zhengfa-person-{index}".encode()).digest()
    return _SURNAMES[draw[0] % len(_SURNAMES)] + _GIVEN[draw[1] % len(_GIVEN)]
