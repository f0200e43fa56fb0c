"""审执兼顾: a judgment with property content is looked at for its enforcement while the trial still runs (S-061)."""

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.shortcuts import on_trial, under_prosecution_review
from zf_contracts.internal.transfers import NoticeIssued

POINTS = ("assets_known", "seized_list", "address_known", "preservation", "willingness", "items_clear")


async def check_body(city: City, collab: str, **more: object) -> Json:
    case = await city.case("court", collab)
    answers: dict[str, object] = {**dict.fromkeys(POINTS, "yes"), **{k: v for k, v in more.items() if k in POINTS}}
    rest = {name: value for name, value in more.items() if name not in POINTS}
    return {"version": case["version"], "contents": ["fine", "restitution"], "answers": answers, **rest}


async def checked(city: City, collab: str, **more: object) -> Json:
    path = f"/cases/{await city.case_id('court', collab)}/enforceability-check"
    city.tick()
    shown = await city.post("court", "judge", path, await check_body(city, collab, **more))
    found = shown["enforceability"]
    assert isinstance(found, dict)
    return found


async def ready_to_judge(city: City) -> str:
    collab = await on_trial(city)
    city.tick(days=1)
    await city.doc("court", "judge", collab, "judgment", "service_return")
    return collab


async def test_what_does_not_hold_says_what_to_do(city: City) -> None:
    collab = await on_trial(city)
    found = await checked(city, collab, assets_known="unclear", preservation="no", notes={"preservation": "房产未查封"})
    (made,) = listed(found, "checks")
    assert (made["result"], made["contents_zh"], made["checked_by_name"]) == (
        "doubtful",
        "罚金、追缴、责令退赔",
        "审判员",
    )
    lines = {one["code"]: one for one in listed(made, "lines")}
    assert lines["assets_known"]["request"] == "enforcement_assist", "the police can be asked"
    assert "协助执行" in str(lines["assets_known"]["advice_zh"])
    assert (lines["preservation"]["note"], lines["preservation"]["request"]) == ("房产未查封", "")
    assert "冻结" in str(lines["preservation"]["advice_zh"])
    assert lines["items_clear"]["advice_zh"] == ""
    again = await checked(city, collab)
    assert [one["result"] for one in listed(again, "checks")] == ["ready", "doubtful"], (
        "the earlier one stays on record"
    )


async def test_a_judgment_asks_for_the_check_and_uses_it_up(city: City) -> None:
    collab = await ready_to_judge(city)
    assert await city.act_refused("court", "judge", collab, "pronounce_judgment") == ["enforceability.not_checked"]
    empty = await city.act_refused("court", "judge", collab, "pronounce_judgment", facts={"unchecked_reason": " "})
    assert empty == ["enforceability.not_checked"]
    assert (await checked(city, collab))["checked"] is True
    await city.act("court", "judge", collab, "pronounce_judgment")
    case = await city.case("court", collab)
    found = case["enforceability"]
    assert isinstance(found, dict)
    assert (found["on_trial"], found["may_check"], found["checked"]) == (False, False, False)
    assert [(one["result"], one["used"]) for one in listed(found, "checks")] == [("ready", True)]


async def test_a_judgment_without_a_check_keeps_its_reason_inside_the_court(city: City) -> None:
    collab = await ready_to_judge(city)
    reason = "判决没有财产内容，庭前已经核实"
    await city.act(
        "court", "judge", collab, "pronounce_judgment", facts={"unchecked_reason": reason, "served_on": "2026-09-02"}
    )
    found = (await city.case("court", collab))["enforceability"]
    assert isinstance(found, dict)
    (made,) = listed(found, "checks")
    assert (made["result"], made["opinion"], made["used"]) == ("unchecked", reason, True)
    told = [one.notice for one in city.told("court", NoticeIssued) if isinstance(one, NoticeIssued)]
    (judgment,) = [one for one in told if one.act == "pronounce_judgment"]
    assert judgment.facts["served_on"] == "2026-09-02"
    assert reason not in judgment.model_dump_json()
    assert ("enforceability.skip", reason) in await city.rows("court", "SELECT act, reason FROM audit_entry")
    assert (await city.case("police", collab))["enforceability"] is None


async def test_the_check_is_the_trial_judges_and_whole(city: City) -> None:
    collab = await on_trial(city)
    path = f"/cases/{await city.case_id('court', collab)}/enforceability-check"
    body = await check_body(city, collab)
    assert "permission.missing" in await city.refused("court", "filing", path, body, status=403)
    stranger = ("court.judge9", ("judge",), "criminal", "另一审判员")
    assert await city.refused_as("court", stranger, path, body, status=403) == ["authority.not_own_matter"]
    partly = {**body, "answers": {"assets_known": "yes"}}
    assert await city.refused("court", "judge", path, partly) == ["enforceability.points_missing"]
    assert await city.refused("court", "judge", path, {**body, "contents": ["gold"]}) == [
        "enforceability.content_unknown"
    ]
    strange = {**body, "notes": {"weather": "晴"}}
    assert await city.refused("court", "judge", path, strange) == ["enforceability.point_unknown"]
    stale = {**body, "version": 1}
    assert await city.refused("court", "judge", path, stale, status=409) == ["version.stale"]
    nothing = await checked(city, collab, contents=[], answers={})
    assert listed(nothing, "checks")[0]["result"] == "no_property"


async def test_nobody_else_makes_such_a_check(city: City) -> None:
    collab = await under_prosecution_review(city)
    case = await city.case("procuratorate", collab)
    body = {"version": case["version"], "contents": [], "answers": {}}
    both = ("procuratorate.prosecutor", ("prosecutor", "judge"), "first", "检察官")
    path = f"/cases/{case['id']}/enforceability-check"
    assert await city.refused_as("procuratorate", both, path, body) == ["enforceability.not_on_trial"]
