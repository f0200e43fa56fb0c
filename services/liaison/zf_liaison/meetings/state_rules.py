"""How states are called. Pure."""

from collections.abc import Mapping
from typing import Final

STATE_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "proposed": ("拟议", "Planned"),
    "collecting": ("征集议题", "Collecting topics"),
    "convened": ("已通知", "Convened"),
    "in_session": ("会议中", "In session"),
    "drafted": ("起草纪要", "Minutes drafted"),
    "countersigning": ("会签中", "Countersigning"),
    "issued": ("已印发", "Issued"),
    "tracking": ("跟踪落实", "Tracking"),
    "closed": ("已办结", "Closed"),
}


def state_values(state: str) -> dict[str, str | int]:
    """A state as problem texts name it, in both languages."""
    zh, en = STATE_NAMES[state]
    return {"state": zh, "state_en": en}


RESOLUTION_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "drafted": ("拟议", "Drafted"),
    "issued": ("办理中", "In progress"),
    "reported": ("已报告完成", "Reported done"),
    "sent_back": ("退回继续办理", "Sent back"),
    "closed": ("已办结", "Closed"),
}


def resolution_values(state: str) -> dict[str, str | int]:
    zh, en = RESOLUTION_STATES[state]
    return {"state": zh, "state_en": en}


STEP_NAMES: Final[Mapping[str, dict[str, str | int]]] = {
    "collect": {"step": "征集议题", "step_en": "collecting topics"},
    "convene": {"step": "发会议通知", "step_en": "convening"},
    "open": {"step": "开会", "step_en": "opening"},
    "end": {"step": "结束会议", "step_en": "ending"},
    "circulate": {"step": "送会签", "step_en": "sending round"},
    "revise": {"step": "退回修改", "step_en": "taking back"},
    "issue": {"step": "印发", "step_en": "issuing"},
    "close": {"step": "办结", "step_en": "closing"},
}
