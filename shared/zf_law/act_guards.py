"""Sentences that must hold before an act of any stage table, whether of a case or of a petition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from zf_law.deadline_rules import ZONE
from zf_law.problems import Problem
from zf_law.reading import Label

Values = dict[str, str | int]


class Act(Protocol):
    """What these sentences read of an act. `names` labels flags (and more) for sentences to people."""

    @property
    def act(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def from_(self) -> tuple[str, ...]: ...
    @property
    def needs_flags(self) -> tuple[str, ...]: ...
    @property
    def refuses_flags(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> Mapping[str, Label]: ...


class Facts(Protocol):
    """What they read of the matter at the moment of the act."""

    @property
    def state(self) -> str: ...
    @property
    def flags(self) -> Collection[str]: ...
    @property
    def acted_at(self) -> datetime: ...
    @property
    def now(self) -> datetime: ...
    @property
    def last_act_at(self) -> datetime | None: ...


def from_state_matches(act: Act, facts: Facts) -> list[Problem]:
    if facts.state in act.from_:
        return []
    return [Problem("stage.wrong_state", {"state": facts.state, **act_values(act)})]


def flags_allow(act: Act, facts: Facts) -> list[Problem]:
    names = act.names
    missing = [names[flag] for flag in act.needs_flags if flag not in facts.flags]
    present = [names[flag] for flag in act.refuses_flags if flag in facts.flags]
    problems = [Problem("stage.flag_missing", {**act_values(act), **labels("flag", [one])}) for one in missing]
    return problems + [Problem("stage.flag_present", {**act_values(act), **labels("flag", [one])}) for one in present]


def act_not_before_last_act(act: Act, facts: Facts) -> list[Problem]:
    if facts.last_act_at is None or facts.acted_at >= facts.last_act_at:
        return []
    return [Problem("stage.act_before_last_act", {"last_act_at": local_time(facts.last_act_at)})]


def act_not_in_future(act: Act, facts: Facts) -> list[Problem]:
    if facts.acted_at <= facts.now:
        return []
    return [Problem("stage.act_in_future", {"acted_at": local_time(facts.acted_at)})]


def act_values(act: Act) -> Values:
    return {"act": act.zh, "act_en": act.en, "act_id": act.act}


def labels(name: str, found: Sequence[Label]) -> Values:
    return {name: "、".join(one.zh for one in found), f"{name}_en": ", ".join(one.en for one in found)}


def local_time(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="minutes")
