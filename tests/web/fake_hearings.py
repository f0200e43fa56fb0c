"""The part of the fake node that answers for hearings: one called, one held, one cancelled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.sample import ago, ahead
from zf_contracts.http import hearings
from zf_contracts.http.base import Command

CALLED = hearings.HearingView(
    id="hea-3", petition_id="pet-1", no=3, state="scheduled", applied_by="petitioner", application="信访人书面申请。",
    subject="是否应当立案", hearing_at=ahead(days=8), place="听证室", public=True,
    panel=(hearings.PanelView(name="温某", post="律师"), hearings.PanelView(name="赵某", post=""),
           hearings.PanelView(name="钱某", post="人大代表")),
    invited=("court",), notice_no="云公信听通字〔2026〕3号", called_at=ago(hours=1), called_by_name="何接访", held_at=None,
    present=(), record="", opinion="", concluded_by_name="", announcement="", published_where="", published_at=None,
    cancelled_at=None, cancel_reason="", version=1,
)  # fmt: skip
HELD = CALLED.model_copy(
    update={
        "id": "hea-2", "no": 2, "state": "concluded", "held_at": ago(days=9), "present": ("信访人", "承办人"),
        "record": "双方陈述。", "opinion": "应当立案。", "concluded_by_name": "何接访", "version": 2,
    }
)  # fmt: skip
CANCELLED = CALLED.model_copy(
    update={"id": "hea-1", "no": 1, "state": "cancelled", "cancelled_at": ago(days=20), "cancel_reason": "撤回申请。"}
)
SEEN = hearings.HearingsView(
    petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音", petition_version=4, secret=True,
    notice_days=7, panel_least=3, hearings=(CALLED, HELD, CANCELLED), hindrances=(),
)  # fmt: skip
PUBLISHED = hearings.PublishedHearing(
    subject="是否应当立案", held_on=date(2026, 11, 14), place="听证室", panel_size=3, panel_posts=("律师", "人大代表"),
    announcement="听证意见已采纳。", published_on=date(2026, 11, 20),
)  # fmt: skip
COMMANDS: Mapping[str, type[Command]] = {
    "/petitions/{id}/hearings": hearings.CallHearing,
    "/hearings/{hid}/conclusion": hearings.ConcludeHearing,
    "/hearings/{hid}/cancellation": hearings.CancelHearing,
    "/hearings/{hid}/publication": hearings.PublishHearing,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/petitions/{id}/hearings": lambda _request: SEEN,
    "/published-hearings": lambda _request: (PUBLISHED,),
}
