"""The left menu: every room with the permissions that open it. A person sees only the rooms they may enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zf_hall.i18n import msg

if TYPE_CHECKING:
    from zf_hall.visitor import Visitor

CASE_ROOM = ("case.read",)
REPORT_ROOM = ("report.read", "report.register")
TRANSFER_ROOM = ("transfer.read", "transfer.prepare", "transfer.send")
INBOX_ROOM = ("package.receive", "package.decide")
REVIEW_ROOM = ("transfer.check", "transfer.approve")
DEADLINE_ROOM = ("deadline.read",)
LEDGER_ROOM = ("ledger.read",)
OPS_ROOM = ("exchange.read", "exchange.operate")
PARKED_ROOM = ("exchange.operate", "exchange.approve")
TRACE_ROOM = ("trace.read",)
AUDIT_ROOM = ("audit.read",)
COUNTER_ROOM = ("ticket.serve",)
TICKET_ROOM = ("ticket.issue",)
HALL_ROOM = ("hall.read",)
MEETING_ROOM = ("meeting.read",)
PETITION_ROOM = ("petition.read", "petition.register")
APPOINTMENT_ROOM = ("appointment.read",)
SEARCH_ROOM = ("search.run",)
BOARD_ROOM = ("petition.board",)
COLLECTIVE_ROOM = ("petition.board",)
CONVERSION_ROOM = ("petition.read",)
IMPORT_ROOM = ("petition.import",)
STATEMENT_ROOM = ("petition.route",)
JOINT_ROOM = ("petition.read",)
DISPUTE_ROOM = ("petition.decide_dispute",)
TASK_ROOM = ("task.read",)
NOTICE_ROOM = ("notice.read",)
COOPERATION_ROOM = ("cooperation.read",)
DIRECTORY_ROOM = ("directory.keep", "task.read", "notice.read")
DELIBERATION_ROOM = ("deliberation.read",)
WORKLIST_ROOM = CASE_ROOM + INBOX_ROOM


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the menu. `group` heads a block of lines; `icon` names a symbol of `ui/icons.html`."""

    path: str
    label: str
    icon: str
    permissions: tuple[str, ...]
    group: str


ROOMS = (
    Room("/worklist", msg("工作台"), "home", WORKLIST_ROOM, msg("办理")),
    Room("/search", msg("检索"), "search", SEARCH_ROOM, msg("办理")),
    Room("/reports", msg("接报案"), "phone", REPORT_ROOM, msg("办理")),
    Room("/petitions", msg("信访事项"), "mail", PETITION_ROOM, msg("办理")),
    Room("/board", msg("信访看板"), "chart", BOARD_ROOM, msg("办理")),
    Room("/screening", msg("清理排查"), "check", BOARD_ROOM, msg("办理")),
    Room("/conversions", msg("四个不转化"), "pulse", CONVERSION_ROOM, msg("办理")),
    Room("/material-faults/units", msg("一次性告知监督"), "list", BOARD_ROOM, msg("办理")),
    Room("/collective-warnings", msg("集体访预警"), "bell", COLLECTIVE_ROOM, msg("办理")),
    Room("/import", msg("导入台账"), "table", IMPORT_ROOM, msg("办理")),
    Room("/contacts", msg("见面与回访"), "user", JOINT_ROOM, msg("办理")),
    Room("/tracking", msg("跟踪答复"), "check", JOINT_ROOM, msg("办理")),
    Room("/joint", msg("联合事项"), "trace", JOINT_ROOM, msg("办理")),
    Room("/cases", msg("案件"), "folder", CASE_ROOM, msg("办理")),
    Room("/deadlines", msg("期限"), "clock", DEADLINE_ROOM, msg("办理")),
    Room("/review", msg("审核签发"), "check", REVIEW_ROOM, msg("办理")),
    Room("/deliberations", msg("集体议案"), "desk", DELIBERATION_ROOM, msg("办理")),
    Room("/inbox", msg("收案"), "inbox", INBOX_ROOM, msg("协同")),
    Room("/transfers", msg("移送"), "send", TRANSFER_ROOM, msg("协同")),
    Room("/statements", msg("来函请求"), "mail", STATEMENT_ROOM, msg("协同")),
    Room("/meetings", msg("联席会议"), "desk", MEETING_ROOM, msg("协同")),
    Room("/tasks", msg("督办件"), "list", TASK_ROOM, msg("协同")),
    Room("/notices", msg("监督文书"), "shield", NOTICE_ROOM, msg("协同")),
    Room("/cooperation", msg("协作事项"), "send", COOPERATION_ROOM, msg("协同")),
    Room("/directory", msg("联络名录"), "phone", DIRECTORY_ROOM, msg("协同")),
    Room("/ledger", msg("往来台账"), "ledger", LEDGER_ROOM, msg("协同")),
    Room("/joint/disputes", msg("牵头与管辖争议"), "check", DISPUTE_ROOM, msg("协同")),
    Room("/hall/counter", msg("叫号台"), "bell", COUNTER_ROOM, msg("接待大厅")),
    Room("/hall/tickets", msg("取号"), "ticket", TICKET_ROOM, msg("接待大厅")),
    Room("/appointments", msg("接访预约"), "calendar", APPOINTMENT_ROOM, msg("接待大厅")),
    Room("/receptions", msg("领导接访"), "user", HALL_ROOM, msg("接待大厅")),
    Room("/hall/desks", msg("窗口"), "desk", HALL_ROOM, msg("接待大厅")),
    Room("/hall/daily", msg("每日清单"), "list", HALL_ROOM, msg("接待大厅")),
    Room("/promises", msg("服务承诺"), "shield", HALL_ROOM, msg("接待大厅")),
    Room("/promises/broken", msg("违诺监督"), "list", BOARD_ROOM, msg("接待大厅")),
    Room("/ops", msg("运行状况"), "pulse", OPS_ROOM, msg("运维")),
    Room("/ops/dead-letters", msg("滞留消息"), "parked", PARKED_ROOM, msg("运维")),
    Room("/ops/traces", msg("调用链"), "trace", TRACE_ROOM, msg("运维")),
    Room("/audit", msg("审计"), "shield", AUDIT_ROOM, msg("运维")),
)


@dataclass(frozen=True, slots=True)
class MenuLine:
    room: Room
    current: bool


def menu_for(visitor: Visitor, *, path: str) -> tuple[tuple[str, tuple[MenuLine, ...]], ...]:
    """Groups with their lines; the longest path that fits is the current one."""
    rooms = [room for room in ROOMS if visitor.may(*room.permissions)]
    fitting = [room.path for room in rooms if path == room.path or path.startswith(room.path + "/")]
    current = max(fitting, key=len, default="")
    groups: dict[str, list[MenuLine]] = {}
    for room in rooms:
        groups.setdefault(room.group, []).append(MenuLine(room, room.path == current))
    return tuple((name, tuple(lines)) for name, lines in groups.items())


def home_of(visitor: Visitor) -> str:
    """Where the person starts: the first room they may enter; somebody without any starts at their own page."""
    return next((room.path for room in ROOMS if visitor.may(*room.permissions)), "/me")
