"""The Word draft of an opinion: what it starts with, and how its parts are found again when it comes back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zf_law.problems import Problem

PARTS: Mapping[str, Mapping[str, str]] = {
    "petition_handling_opinion": {
        "信访人的请求": "claims",
        "认定的事实和理由": "facts_and_reasons",
        "处理意见": "opinion",
        "法律依据": "legal_basis",
    },
    "petition_review_opinion": {
        "复查请求": "claims",
        "认定的事实和理由": "facts_and_reasons",
        "复查意见": "opinion",
        "法律依据": "legal_basis",
    },
    "petition_final_review_opinion": {
        "复核请求": "claims",
        "认定的事实和理由": "facts_and_reasons",
        "复核意见": "opinion",
        "法律依据": "legal_basis",
    },
}
"""Type → heading in 【】 → part."""
END = "正文结束"
MAX_UPLOAD = 5 * 1024 * 1024
_PROMPTS: Mapping[str, str] = {
    "facts_and_reasons": "（在此写明查明的事实、证据和理由。）",
    "opinion": "（在此写明逐项意见。）",
    "legal_basis": "（在此写明依据的法律、法规、规章和政策条文。）",
}


def prompts() -> dict[str, list[str]]:
    """What stands in a part before anybody has written it; left standing, it counts as not written."""
    return {name: [text] for name, text in _PROMPTS.items()}


def parts_in(paragraphs: Sequence[str], *, type_id: str) -> tuple[dict[str, str], list[Problem]]:
    """The text of every part, and the headings that are no longer there or stand twice."""
    wanted = PARTS[type_id]
    lines = [_bare(paragraph) for paragraph in paragraphs]
    heads = [*wanted, END]
    wrong = [head for head in heads if lines.count(f"【{head}】") != 1]
    if wrong:
        return {}, [Problem("paper.draft_heading", {"heading": head}) for head in wrong]
    places = [lines.index(f"【{head}】") for head in heads]
    if places != sorted(places):
        return {}, [Problem("paper.draft_order")]
    found: dict[str, str] = {}
    for head, start, end in zip(wanted, places[:-1], places[1:], strict=True):
        written = [line.strip() for line in paragraphs[start + 1 : end] if line.strip()]
        part = wanted[head]
        found[part] = "\n".join(line for line in written if line != _PROMPTS.get(part))
    return found, []


def part_problems(parts: Mapping[str, str], *, type_id: str) -> list[Problem]:
    """Every part must be written: an opinion states claims, facts and reasons, opinion and basis (PET 32)."""
    heads = {part: head for head, part in PARTS[type_id].items()}
    return [
        Problem("paper.draft_part_empty", {"heading": heads[part], "field": part})
        for part, text in parts.items()
        if not text
    ]


def _bare(text: str) -> str:
    """A heading stays a heading when an office program adds blanks."""
    return "".join(text.split())
