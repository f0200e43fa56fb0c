"""A day missed on a supervised task: a score item for both oversights, and a circular every agency reads (S-051)."""

from datetime import timedelta

from tests.integration.liaison.town import NOW, Town
from tests.integration.supervision.acting import TASK, act, codes, coordinator, ok, reached, reviewer
from tests.integration.supervision.test_papers import printed, text_of
from zf_contracts.internal.inaction import InactionNoted

DUE = (NOW + timedelta(days=5)).date().isoformat()


async def test_a_missed_day_is_told_to_both_oversights_and_so_is_the_late_report(city: Town) -> None:
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await _signed(city)
    city.clock.advance(timedelta(days=6))
    for agency in ("committee", "police"):
        await city.job(agency, "remind_tasks")
        await city.job(agency, "remind_tasks")
    await act(fa, task_id, "report", text="已查清，物品已返还")
    await reached(city, zhi, task_id, "reported")
    for agency in ("committee", "police"):
        told = city.watchers[agency].of(InactionNoted)
        assert [(one["state"], one["due"], one["agency"]) for one in told] == [
            ("unreported", DUE, "police"),
            ("late", DUE, "police"),
        ]
        first, second = (int(str(one["revision"])) for one in told)
        assert first < second


async def test_more_time_granted_afterwards_excuses_the_day(city: Town) -> None:
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await _signed(city)
    await act(fa, task_id, "request_extension", text="鉴定未完成", until="2027-01-10")
    await reached(city, zhi, task_id, "extension_requested")
    city.clock.advance(timedelta(days=7))
    await city.job("police", "remind_tasks")
    await act(zhi, task_id, "grant_extension", until="2027-01-10")
    await reached(city, fa, task_id, "granted")
    assert [one["state"] for one in city.watchers["police"].of(InactionNoted)] == ["unreported", "excused"]
    period = {"since": "2026-11-01", "until": city.clock.now().date().isoformat()}
    assert (await zhi.get("/circulars/missed", params=period)).json() == []


async def test_a_circular_names_everything_once_and_every_agency_prints_the_same(city: Town) -> None:
    zhi, fa = coordinator(city), reviewer(city)
    late_id, silent_id = await _signed(city), await _signed(city, title="督办扣押物品返还")
    city.clock.advance(timedelta(days=7))
    await act(fa, late_id, "report", text="已办")
    await reached(city, zhi, late_id, "reported")
    order = {
        "since": "2026-11-01",
        "until": city.clock.now().date().isoformat(),
        "title": "迟报情况",
        "text": "请按期报告。",
    }
    assert (await fa.post("/circulars", json=order)).status_code == 403
    tomorrow = {**order, "until": (city.clock.now() + timedelta(days=1)).date().isoformat()}
    assert codes(await zhi.post("/circulars", json=tomorrow)) == ["circular.period_not_over"]
    made = ok(await zhi.post("/circulars", json=order))
    assert {(one["task_id"], one["reported_at"] is None, one["days_late"]) for one in made["lines"]} == {
        (late_id, False, 2),
        (silent_id, True, 2),
    }
    assert (made["number"], made["count"]) == ("云政法督通〔2026〕1号", 2)
    assert codes(await zhi.post("/circulars", json=order)) == ["circular.nothing_missed"]
    path = f"/circulars/{made['id']}"
    prosecutor = city.nodes["procuratorate"].caller("procuratorate.p", roles=["prosecutor"], unit="first")

    async def everywhere() -> bool:
        return (await prosecutor.get(path)).is_success and (await fa.get(path)).is_success

    await city.settle(everywhere, seconds=40)
    assert ok(await fa.get(path))["lines"] == ok(await prosecutor.get(path))["lines"] == made["lines"]
    chief = city.nodes["procuratorate"].caller("procuratorate.c", roles=["chief_prosecutor"], unit="leadership")
    papers = [await printed(one, path, "task_circular") for one in (zhi, fa, chief)]
    assert len({(one["number"], one["content_digest"], one["digest"]) for one in papers}) == 1
    shown = await text_of(chief, path, papers[2])
    for words in ("云政法督通〔2026〕1号", "督办扣押物品返还", "未报告，已逾期2日", "逾期2日报告", "请按期报告"):
        assert words in shown


async def _signed(city: Town, **changes: object) -> str:
    task_id = str(ok(await coordinator(city).post("/tasks", json={**TASK, "due": DUE, **changes}))["id"])
    await reached(city, reviewer(city), task_id, "issued")
    await act(reviewer(city), task_id, "sign_for")
    await reached(city, coordinator(city), task_id, "signed_for")
    return task_id
