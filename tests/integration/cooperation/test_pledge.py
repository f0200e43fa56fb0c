"""Responsibility letters over both buses: signed on both sides, changed and signed again, values, score (S-075)."""

from tests.integration.cooperation.asking import BOTH, KIND, Stated, facts, quiet, request, stated
from tests.integration.cooperation.test_opinions import committee, leader
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, attempt, clocks, codes, ok, reached, see, shared

INDICATORS = [
    ["案件评查合格率", "quality", "higher", "60", "80", "100", "%"],
    ["逾期案件数", "timeliness", "lower", "40", "20", "0", "件"],
]
OFFERED: Stated = {
    "scope": "year",
    "period": "2026年",
    "duties": "执法质量和时效",
    "indicators": INDICATORS,
    "values_by": "2026-12-31",
    "issuer_signer": "常书记",
}
VALUES = [["案件评查合格率", "95", "评查通报"], ["逾期案件数", "7", "期限统计"]]


async def offered(city: Town) -> str:
    said = request("pledge", OFFERED, addressees=["police"], title="2026年度执法责任状")
    return str(ok(await committee(city).post("/cooperation", json=said))["ids"][0])


async def test_a_letter_is_signed_again_after_each_change_and_its_score_is_computed(city: Town) -> None:
    zhi, fa = committee(city), leader(city, "police")
    letter = await offered(city)
    mine = await reached(city, fa, letter, "offered", kind=KIND)
    assert (stated(mine)["version"], clocks(mine)["L51"]) == ("1", ("2026-11-30", "running"))
    await act(fa, letter, "object", kind=KIND, text="起点值过高")
    await reached(city, zhi, letter, "objected", kind=KIND)
    lower = [[*INDICATORS[0][:4], "70", *INDICATORS[0][5:]], INDICATORS[1]]
    again = facts({"duties": "执法质量和时效", "indicators": lower, "issuer_signer": "常书记"})
    await act(zhi, letter, "revise", kind=KIND, text="调整起点值", facts=again)
    second = await reached(city, fa, letter, "offered", kind=KIND)
    assert stated(second)["version"] == "2"
    await act(fa, letter, "sign", kind=KIND, facts=facts({"signer": "罗局长"}))
    await act(fa, letter, "report_progress", kind=KIND, facts=facts({"values": VALUES, "as_of": "2026-11-20"}))

    async def told() -> bool:
        return "progress_total" in stated(await see(zhi, letter, kind=KIND))

    await city.settle(told, seconds=40)
    seen = await see(zhi, letter, kind=KIND)
    assert (seen["state"], stated(seen)["progress_total"]) == ("in_force", "76")
    prefilled = next(one for one in seen["options"] if one["act"] == "publish_score")["fields"]
    assert [(one["id"], one["prefill"]) for one in prefilled] == [("confirmed", VALUES)]
    confirmed = [VALUES[0], ["逾期案件数", "10", "核查后更正"]]
    await act(zhi, letter, "publish_score", kind=KIND, facts=facts({"confirmed": confirmed}))
    scored = await reached(city, fa, letter, "scored", kind=KIND)
    assert (stated(scored)["total"], stated(scored)["scores"]) == (
        "70",
        [["案件评查合格率", "95", "83.3", "50"], ["逾期案件数", "10", "50", "20"]],
    )
    await quiet(city)
    assert shared(scored, *BOTH) == shared(await see(zhi, letter, kind=KIND), *BOTH)
    board = (await fa.get("/cooperation/pledges")).json()
    assert [(one["letter_version"], one["signer"], one["total"]) for one in board] == [("2", "罗局长", "70")]


async def test_a_volume_is_never_scored_and_values_answer_every_indicator(embedded_town: Town) -> None:
    city = embedded_town
    zhi, fa = committee(city), leader(city, "police")
    counted = [["刑事拘留数", "volume", "higher", "40", "0", "500", "人"], [*INDICATORS[0]]]
    wrong = await zhi.post(
        "/cooperation", json=request("pledge", {**OFFERED, "indicators": counted}, addressees=["police"])
    )
    assert codes(wrong) == ["pledge.volume_scored"]
    letter = await offered(city)
    await reached(city, fa, letter, "offered", kind=KIND)
    await act(fa, letter, "sign", kind=KIND, facts=facts({"signer": "罗局长"}))
    short = facts({"values": VALUES[:1], "as_of": "2026-11-20"})
    assert codes(await attempt(fa, letter, "report_progress", kind=KIND, facts=short)) == [
        "cooperation.section_unanswered"
    ]
    boast = facts({"values": VALUES, "as_of": "2026-11-20", "progress_total": "100"})
    assert codes(await attempt(fa, letter, "report_progress", kind=KIND, facts=boast)) == ["cooperation.fact_unknown"]


async def test_a_change_that_crosses_the_values_leaves_both_sides_alike(embedded_town: Town) -> None:
    city = embedded_town
    zhi, fa = committee(city), leader(city, "police")
    letter = await offered(city)
    await reached(city, fa, letter, "offered", kind=KIND)
    await act(fa, letter, "sign", kind=KIND, facts=facts({"signer": "罗局长"}))
    await reached(city, zhi, letter, "in_force", kind=KIND)
    renamed = [["评查优秀率", *INDICATORS[0][1:]], INDICATORS[1]]
    again = facts({"duties": "执法质量", "indicators": renamed, "issuer_signer": "常书记"})
    await act(zhi, letter, "revise", kind=KIND, text="换指标", facts=again)
    await act(fa, letter, "report_progress", kind=KIND, facts=facts({"values": VALUES, "as_of": "2026-11-20"}))
    await quiet(city)
    here, there = await see(zhi, letter, kind=KIND), await see(fa, letter, kind=KIND)
    assert here["state"] == there["state"] == "offered"
    assert shared(here, *BOTH) == shared(there, *BOTH)
    assert await city.value("committee", "SELECT count(*) FROM ledger WHERE state = 'rejected'") == 0
