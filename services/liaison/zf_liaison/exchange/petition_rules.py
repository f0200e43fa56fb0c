"""Decisions on petition messages: what may be said to whom, how secret it is, how soon it must be there. All pure.

Both sides ask the same rules: the sender before it signs, the receiver before it believes.
"""

from collections.abc import Mapping
from datetime import timedelta

from zf_contracts import petition_values as v
from zf_contracts.catalogue import entry_for
from zf_contracts.envelope import Sensitivity
from zf_law.problems import Problem
from zf_liaison.exchange.petition_translation import Carries, Line, content_of
from zf_liaison.exchange.rules import shortest_period


def body_problems(line: Line, body: v.PetitionTold) -> list[Problem]:
    """The right kind of body, content where it is needed and nowhere else, the accused only where that is allowed."""
    message = line.contract.TYPE
    if not isinstance(body, line.body):
        return [Problem("exchange.petition_body_differs", {"message": message})]
    content = content_of(body)
    problems: list[Problem] = []
    if line.carries is Carries.CONTENT and content is None:
        problems.append(Problem("exchange.petition_content_missing", {"message": message}))
    if content is not None and content.accused and not line.accused:
        problems.append(Problem("exchange.accused_not_allowed", {"message": message}))
    return problems


def receiver_problems(line: Line, body: v.PetitionTold, *, kinds: Mapping[str, str]) -> list[Problem]:
    """`kinds` maps each receiver to its kind of agency. Who is accused is told to one body alone (handbook 3.1, rule 6)."""
    message = line.contract.TYPE
    named = set(entry_for(line.contract).receivers)
    problems = [
        Problem("exchange.receiver_not_named", {"message": message, "peer": peer})
        for peer, kind in kinds.items()
        if kind not in named
    ]
    content = content_of(body)
    if content is not None and content.accused and len(kinds) > 1:
        problems.append(Problem("exchange.accused_to_several", {"message": message}))
    return problems


def sender_problems(line: Line, *, sender: str, hall_host: str | None) -> list[Problem]:
    """What only the hall says comes from the node that hosts it."""
    if line.hall and sender != hall_host:
        return [Problem("exchange.not_from_the_hall", {"message": line.contract.TYPE, "peer": sender})]
    return []


def sensitivity_of(line: Line, body: v.PetitionTold) -> Sensitivity:
    """Accusations and confidential matters are restricted; whatever carries content is private to the parties."""
    content = content_of(body)
    if content is None:
        return line.sensitivity
    accusation = isinstance(body, v.PetitionKeys) and body.category == "accusation"
    return "L4" if accusation or content.accused or content.confidential else "L3"


def shortest_of(body: v.PetitionTold) -> timedelta | None:
    """The shortest period of law that hangs on it, if it names its clocks."""
    return shortest_period(body.clocks, submitted_at=body.acted_at) if isinstance(body, v.PetitionKeys) else None
