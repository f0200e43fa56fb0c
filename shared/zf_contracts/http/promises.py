"""intake: published promises and their breaches (服务承诺; S-028)."""

import datetime as dt

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Versioned, View


class GiveCause(Versioned):
    """POST /promises/breaches/{breach_id}/cause: why, and who answers for it."""

    cause: str = Field(min_length=2, max_length=500)
    person_name: str = Field(min_length=1, max_length=60)


class PromiseView(View):
    """GET /promises: public. `broken` counts the breaches of the last thirty days."""

    id: str
    zh: str
    en: str
    amount: int
    unit: str
    accountable_zh: str
    accountable_en: str
    valid_from: dt.date
    broken: int


class BreachView(View):
    id: str
    promise: str
    promise_zh: str
    promise_en: str
    object_kind: str
    object_id: str
    label: str
    due_at: AwareDatetime
    found_at: AwareDatetime
    accountable_zh: str
    accountable_en: str
    person_name: str
    cause: str
    answered_by_name: str
    answered_at: AwareDatetime | None
    version: int


class OverseenBreach(View):
    """GET /broken-promises of oversight: one breach with its unit, cause and accountable person."""

    id: str
    promise_zh: str
    promise_en: str
    unit: str
    label: str
    due_at: AwareDatetime
    person_name: str
    cause: str
    answered_by_name: str
    answered_at: AwareDatetime | None


class UnitBreaches(View):
    unit: str
    total: int
    without_cause: int


class BreachCounts(View):
    """GET /broken-promises/counts of oversight: both days are included."""

    since: dt.date
    until: dt.date
    units: tuple[UnitBreaches, ...]
    total: int
