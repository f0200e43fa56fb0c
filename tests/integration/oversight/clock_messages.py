"""Messages about clocks and matters as casemgmt sends them."""

from datetime import date, datetime, timedelta

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_platform.clock import ZONE

ANCHOR = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)


def started(deadline_id: str = "d1", **changed: object) -> DeadlineStarted:
    """Filing review of seven days from 20 November: warns on the 24th and 25th, due on the 27th."""
    values: dict[str, object] = {
        "deadline_id": deadline_id,
        "revision": 1,
        "case_id": "c1",
        "case_no": "A3299000000002026110001",
        "collab_no": "XT1",
        "suspect_id": None,
        "unit": "criminal",
        "owner": "police.handler",
        "rule": "P02",
        "rule_version": "2020-09-01",
        "title_zh": "立案审查",
        "title_en": "Filing review",
        "basis": "公通字〔2015〕32号",
        "anchor": ANCHOR,
        "due": date(2026, 11, 27),
        "custody": False,
        "provisional": False,
        "warn_at": (date(2026, 11, 24), date(2026, 11, 25)),
        "trace": (ClockLine(zh="当日不计", en="The day of the event is not counted", basis="CPL 105"),),
    }
    return DeadlineStarted.model_validate({**values, **changed})


def custody(deadline_id: str = "k1", **changed: object) -> DeadlineStarted:
    """A custody clock by the hour: ends at noon, warns at eleven."""
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
    values: dict[str, object] = {
        "case_id": "c2",
        "collab_no": "XT2",
        "suspect_id": "s1",
        "rule": "P13",
        "title_zh": "拘留后讯问",
        "anchor": noon - timedelta(hours=24),
        "due": noon,
        "custody": True,
        "warn_at": (noon - timedelta(hours=1),),
    }
    return started(deadline_id, **{**values, **changed})


def ended(
    deadline_id: str = "d1", *, revision: int = 1, outcome: str = "met", at: datetime = ANCHOR + timedelta(days=1)
) -> DeadlineEnded:
    return DeadlineEnded.model_validate(
        {"deadline_id": deadline_id, "revision": revision, "outcome": outcome, "at": at, "act": "file_case"}
    )
