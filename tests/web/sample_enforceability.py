"""Sample of the check of enforceability: one case on trial with a doubtful check, one that was never checked."""

from __future__ import annotations

from tests.web.sample import ago, option
from zf_contracts.http.enforceability import (
    EnforceabilityView,
    EnforceableContent,
    EnforceableLine,
    EnforceablePoint,
    MadeCheck,
)

_POINTS = (
    EnforceablePoint(
        code="assets_known",
        zh="被告人的财产状况已经调查清楚",
        en="The defendant's assets are known",
        basis="PPE 4",
    ),
    EnforceablePoint(code="items_clear", zh="拟判各项财产内容明确、具体", en="Each item is definite", basis="PPE 6"),
)
_DOUBTFUL = MadeCheck(
    result="doubtful",
    result_zh="执行有疑问",
    result_en="Doubtful",
    contents_zh="罚金、追缴、责令退赔",
    contents_en="Fine, Recovery and restitution",
    lines=(
        EnforceableLine(
            code="assets_known",
            zh="被告人的财产状况已经调查清楚",
            en="The defendant's assets are known",
            answer="unclear",
            note="名下车辆去向不明",
            advice_zh="调查财产状况；需要公安机关查询、查找的，提出协助执行请求",
            advice_en="Look into the assets; ask the police by a request for assistance in enforcement",
            request="enforcement_assist",
        ),
        EnforceableLine(
            code="items_clear",
            zh="拟判各项财产内容明确、具体",
            en="Each item is definite",
            answer="yes",
            note="",
            advice_zh="",
            advice_en="",
            request="",
        ),
    ),
    opinion="先查询车辆，再宣判。",
    checked_by_name="沈清",
    checked_at=ago(days=1),
    used=False,
)
_EARLIER = _DOUBTFUL.model_copy(update={"result": "unchecked", "result_zh": "未作审查", "lines": (), "used": True})


def view(*, checked: bool) -> EnforceabilityView:
    return EnforceabilityView(
        may_check=True,
        on_trial=True,
        acts=("pronounce_judgment",),
        contents=(
            EnforceableContent(code="fine", zh="罚金", en="Fine"),
            EnforceableContent(code="restitution", zh="追缴、责令退赔", en="Recovery and restitution"),
        ),
        points=_POINTS,
        basis="PPE 4, 6",
        checked=checked,
        checks=(_DOUBTFUL, _EARLIER) if checked else (),
    )


ON_TRIAL = {"case-1": None, "case-2": view(checked=True), "case-4": view(checked=False)}
JUDGMENT = option("pronounce_judgment", "T34.a", "宣告并送达判决", "Pronounce and serve the judgment")
