"""intake and oversight: the four conversions (四个不转化), each by name, and counted for a period."""

import datetime as dt

from pydantic import AwareDatetime

from zf_contracts.http.base import View


class ConversionView(View):
    """`petition` is the harder one, `earlier` the one that did not settle it. The title of one out of sight is empty."""

    id: str
    kind: str
    petition_id: str
    petition_no: str
    title: str
    earlier_id: str
    earlier_no: str
    earlier_title: str
    unit: str
    first_handler_name: str
    received_at: AwareDatetime
    detected_at: AwareDatetime


class UnitConversions(View):
    """What one unit of one agency has to answer for. `counts` maps each kind to its number."""

    agency: str
    unit: str
    counts: dict[str, int]
    total: int


class ConversionCounts(View):
    """GET /conversions of oversight: both days are included."""

    since: dt.date
    until: dt.date
    units: tuple[UnitConversions, ...]
    total: int
