"""The part of the fake node that answers for repeats: hints, likely repeats, a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web import sample_petitions
from tests.web.sample import ago
from zf_contracts.http import repeats
from zf_contracts.http.base import Command

NO_ANSWER = {"verdict": "", "reason": "", "decided_by": "", "decided_at": None}
SEEN = repeats.AlikeRow.model_validate(
    {
        "petition_id": "pet-2", "petition_no": "XFL329900202611230002", "title": "反映报案没有回音", "unit": "criminal",
        "state": "handling", "state_zh": "办理中", "state_en": "In handling", "received_at": ago(days=9), "score": 0.71,
        "shared": ("报案后一直没有回音",), "same_person": True, **NO_ANSWER,
    }
)  # fmt: skip
UNSEEN = SEEN.model_copy(
    update={
        "petition_id": "", "petition_no": "XFV329900202611220007", "title": "", "unit": "yunling_station", "score": 0.4,
        "shared": (), "same_person": False,
    }
)  # fmt: skip
DECIDED = SEEN.model_copy(
    update={
        "petition_id": "pet-9",
        "petition_no": "XFV329900202611010001",
        "same_person": False,
        "verdict": "different",
    }
    | {"reason": "不是同一件", "decided_by": "何接访", "decided_at": ago(days=1)}
)
PEER = repeats.PeerMatchRow(
    agency="court", agency_zh="云川市人民法院", agency_en="Yunchuan People's Court", petition_no="XFL329901202611200003",
    same_person=True, same_subject=True, learned_at=ago(hours=1),
)  # fmt: skip
HINTS = repeats.HintsView(
    earlier=(sample_petitions.ROW,),
    alike=(SEEN, UNSEEN.model_copy(update={"unit": "yunling_station"})),
    suggestions=(
        repeats.SuggestionView(
            topic="filing", path=("政法", "立案"), body_zh="公安机关", body_en="Police", agency="police", points=12,
            words=("报案", "立案"),
        ),
        repeats.SuggestionView(
            topic="light", path=("城乡建设", "路灯"), body_zh="城市管理部门", body_en="Urban management", agency="", points=4,
            words=("路灯",),
        ),
    ),
)  # fmt: skip


def _piece(text: str, *, same: bool) -> repeats.Piece:
    return repeats.Piece(text=text, same=same)


COMPARISON = repeats.ComparisonView.model_validate(
    {
        "one": sample_petitions.ROW, "other": sample_petitions.QUIET, "score": 0.71, "subject": 0.8, "text": 0.58,
        "shared": ("报案后一直没有回音",), "same_person": True, **NO_ANSWER,
        "fields": (
            repeats.ComparedField(
                name="title",
                one=(_piece("反映", same=False), _piece("报案后一直没有回音", same=True)),
                other=(_piece("报案后一直没有回音", same=True), _piece("，请催办", same=False)),
            ),
            repeats.ComparedField(name="place", one=(_piece("云岭区", same=False),), other=()),
        ),
    }
)  # fmt: skip
SAME = COMPARISON.model_copy(
    update={"verdict": "same", "reason": "同一次报案", "decided_by": "何接访", "decided_at": ago(hours=1)}
)


def _comparison(request: Request) -> repeats.ComparisonView:
    return SAME if request.path_params["other"] == "pet-9" else COMPARISON


COMMANDS: Mapping[str, type[Command]] = {
    "/petitions/hints": repeats.AskHints,
    "/petitions/{id}/repeats/{other}/decision": repeats.DecidePair,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/petitions/{id}/repeats": lambda _request: (SEEN, UNSEEN, DECIDED),
    "/petitions/{id}/repeats/{other}": _comparison,
    "/petitions/{id}/peer-matches": lambda _request: (PEER,),
}
BARE = frozenset({"/petitions/{id}/repeats", "/petitions/{id}/peer-matches"})
ANSWERS: Mapping[str, Mapping[str, object]] = {"/petitions/hints": HINTS.model_dump(mode="json")}
