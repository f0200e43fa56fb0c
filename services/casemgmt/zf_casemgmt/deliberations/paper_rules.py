"""How a resolution reads on paper. Pure."""

from __future__ import annotations

from zf_casemgmt.deliberations.binding_rules import ADOPTED
from zf_casemgmt.deliberations.rules import Count
from zf_law.deliberations import Committee


def decision_text(committee: Committee, *, act: str, asked: str, outcome: str, votes: Count, text: str) -> str:
    """What was asked, the votes, the result and what follows from it. Who voted how stays in the minutes."""
    verb = "同意" if outcome == ADOPTED else "不同意"
    lines = [
        f"议题：{asked}",
        f"表决：{committee.zh}委员{votes.members}人，同意{votes.favour}人，不同意{votes.against}人，"
        f"另行意见{votes.own}人，缺席或者回避{votes.missing}人。",
        f"决定：{verb}“{act}”。",
        text,
        "办案单位和承办人应当执行本决定；有新的事实或者理由的，提请委员会重新讨论。",
    ]
    return "\n".join(lines)
