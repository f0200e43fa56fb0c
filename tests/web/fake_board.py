"""The part of the fake node that answers for the board of petitions: a year in which much was late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.fake_screening import COUNTS
from tests.web.sample import NOW, ago
from zf_contracts.http import board

BOARD = board.BoardView(
    since=date(2025, 11, 24), until=NOW.date(), total=96, first=70, repeat=26, open=31, collective=3,
    first_settled=21, grain="month",
    periods=tuple(
        board.PeriodCount(label=f"2026-{month:02d}", first=5 + month % 3, repeat=2 + month % 2) for month in range(1, 12)
    ),
    channels=(board.NameCount(code="visit", count=60), board.NameCount(code="letter", count=36)),
    categories=(board.NameCount(code="appeal_claim", count=80), board.NameCount(code="suggestion", count=16)),
    rules=(
        board.RuleCount(
            rule="X02", title_zh="受理告知", title_en="Notice of acceptance", basis="PET 23", kept=60, late=20, running=10,
            overdue=6,
        ),
        board.RuleCount(
            rule="X04", title_zh="信访办理", title_en="Handling", basis="PET 34", kept=0, late=0, running=31, overdue=0
        ),
    ),
    scores=tuple(board.ScoreCount(score=score, petitions=score * 2, visits=score) for score in (5, 4, 3, 2, 1)),
    conversions=board.Conversions(letter_to_visit=4, first_to_repeat=26, individual_to_collective=1),
    screening=COUNTS, first_target=board.FirstTargetCount(days=30, kept=18, missed=2, running=30, overdue=4),
)  # fmt: skip
LATE = (
    board.LateRow(
        petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音", unit="criminal",
        officer_name="李承办", rule="X04", due_at=ago(days=30), ended_at=ago(days=12),
    ),
    board.LateRow(
        petition_id="pet-2", petition_no="XFL329900202611230002", title="建议增设夜间窗口", unit="criminal", officer_name="",
        rule="X04", due_at=ago(days=3), ended_at=None,
    ),
)  # fmt: skip
READS: Mapping[str, Callable[[Request], object]] = {
    "/board": lambda _request: BOARD,
    "/board/late": lambda _request: LATE,
}
