"""The joint hall of the sample city: its windows with their duty cards. Numbers are left to whoever tries it."""

from dataclasses import dataclass

from zf_node.demo.desk import Town

MANAGER = "committee.petition"


@dataclass(frozen=True, slots=True)
class _Window:
    code: str
    name: str
    agency: str
    queues: tuple[str, ...]
    services: tuple[str, ...]
    powers: str
    people: tuple[str, str]


_WINDOWS = (
    _Window("1", "1号窗口", "committee", ("joint",), ("来访登记", "分流引导"), "当场登记，当场分流", ("温良", "常平")),
    _Window("2", "2号窗口", "committee", ("joint",), ("来访登记", "代书"), "当场登记，代写诉求", ("安若水", "温良")),
    _Window("3", "3号窗口", "police", ("police",), ("户籍", "交通", "治安处罚咨询"), "当场答复一般咨询", ("冯安宁", "陈志远")),
    _Window("4", "4号窗口", "procuratorate", ("procuratorate",), ("控告申诉", "国家赔偿"), "当场受理", ("何清越", "蒋明远")),
    _Window("5", "5号窗口", "court", ("court",), ("立案", "执行查询"), "当场登记立案", ("孔雨桐", "魏思齐")),
    _Window("6", "6号窗口", "justice", ("justice",), ("法律援助", "调解"), "当场受理法律援助申请", ("金秋实", "吕望舒")),
    _Window("7", "集体来访接待室", "committee", ("collective",), ("集体来访",), "推选代表不超过五人", ("常平", "温良")),
)  # fmt: skip


async def furnish_hall(town: Town) -> int:
    """Set up the windows once; returns how many are new."""
    desk = town.desk(MANAGER)
    for window in _WINDOWS:
        await desk.post(
            "intake",
            "/hall/desks",
            {
                "code": window.code,
                "name": window.name,
                "agency": window.agency,
                "queues": list(window.queues),
                "services": list(window.services),
                "powers": window.powers,
                "person_name": window.people[0],
                "substitute_name": window.people[1],
            },
        )
    return len(_WINDOWS)
