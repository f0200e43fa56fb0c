"""Hand-over to community correction: copies, receipt, errors put right by the sender, the person's ten days."""

from datetime import timedelta

import httpx

from tests.integration.cooperation.asking import (
    BOTH,
    KIND,
    Stated,
    bureau,
    court,
    facts,
    opened,
    person,
    quiet,
    request,
    stated,
)
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, attempt, clocks, codes, ok, reached, see, shared
from zf_platform.testing import Caller

SENT: Stated = {
    "person": "罗某",
    "category": "probation",
    "charge": "危险驾驶",
    "effective_on": "2026-11-20",
    "term_from": "2026-11-20",
    "term_to": "2027-05-19",
    "residence": "云岭区示例路12号",
    "papers": [["刑事判决书", "（2026）苏9901刑初31号", "2"], ["执行通知书", "", "1"]],
}
ERRORS = [["执行通知书", "矫正期起止日算错", "更正后重新送达"]]
COPIES = ["procuratorate", "police"]


async def handed_over(caller: Caller, **changes: object) -> str:
    return await opened(caller, "correction_handover", SENT, copies=COPIES, **changes)


async def test_errors_are_put_right_by_the_sender_and_the_person_reports_in_ten_days(city: Town) -> None:
    sends, takes = court(city), bureau(city)
    matter_id = await handed_over(sends)
    arrived = await reached(city, takes, matter_id, "sent", kind=KIND)
    assert arrived["unit"] == "correction"
    assert clocks(arrived) == {
        "L11": ("2026-11-30", "running"),
        "C13.arrival": ("2026-11-30", "running"),
        "C13.community_papers": ("2026-11-30", "met"),
    }
    await act(takes, matter_id, "raise_errors", kind=KIND, facts=facts({"errors": ERRORS}))
    wrong = await reached(city, sends, matter_id, "errors_raised", kind=KIND)
    assert stated(wrong)["errors"] == ERRORS
    assert clocks(wrong)["L12"] == ("2026-11-30", "running")
    await act(
        takes,
        matter_id,
        "register_person",
        kind=KIND,
        facts=facts({"reported_on": "2026-11-24", "station": "云岭司法所"}),
    )
    await reached(city, sends, matter_id, "errors_raised", kind=KIND)
    file_id = ok(await uploaded(sends, matter_id))["id"]
    done = facts({"corrections": [["执行通知书", "起止日已更正"]]})
    await act(sends, matter_id, "correct", kind=KIND, facts=done, files=[file_id], text="附更正后的执行通知书")
    await reached(city, takes, matter_id, "corrected", kind=KIND)
    await act(takes, matter_id, "confirm_correction", kind=KIND)
    await act(takes, matter_id, "complete", kind=KIND)
    ended = await reached(city, sends, matter_id, "completed", kind=KIND)
    assert {rule: state for rule, (_, state) in clocks(ended).items()} == {
        "L11": "met",
        "L12": "met",
        "C13.arrival": "met",
        "C13.community_papers": "met",
    }
    await quiet(city)
    here = await see(takes, matter_id, kind=KIND)
    assert shared(ended, *BOTH) == shared(here, *BOTH)
    papers = [one for step in here["steps"] for one in step["files"]]
    assert (await takes.get(f"/cooperation/{matter_id}/files/{papers[0]['id']}")).content.startswith(b"%PDF")


async def uploaded(caller: Caller, matter_id: str, *, number: int = 0) -> httpx.Response:
    return await caller.http.post(
        f"/cooperation/{matter_id}/files",
        files={"file": ("a.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")},
        data={"title": "执行通知书（更正）"},
        headers={"idempotency-key": f"0192f000-0000-7000-8000-00000000c0{number:02d}"},
    )


async def test_procuratorate_and_police_get_a_copy_and_can_only_read_it(embedded_town: Town) -> None:
    city = embedded_town
    sends = court(city)
    asked = await sends.post("/cooperation", json=request("correction_handover", SENT, copies=["police"]))
    assert codes(asked) == ["cooperation.copy_needed"]
    matter_id = await handed_over(sends)
    await quiet(city)
    prosecutor = person(city, "procuratorate", "prosecutor", "first")
    copy = await see(prosecutor, matter_id, kind=KIND)
    assert (copy["role"], copy["clocks"], copy["options"]) == ("copy", [], [])
    assert stated(copy) == SENT
    assert codes(await attempt(prosecutor, matter_id, "receipt", kind=KIND)) == [
        "supervision.other_side",
        "cooperation.fact_needed",
    ]


async def test_a_person_who_stays_away_is_told_and_the_late_papers_say_so(embedded_town: Town) -> None:
    city = embedded_town
    sends, takes = court(city), bureau(city)
    late = {**SENT, "effective_on": "2026-11-06"}
    matter_id = await opened(sends, "correction_handover", late, copies=COPIES)
    seen = await reached(city, takes, matter_id, "sent", kind=KIND)
    assert (seen["late"], clocks(seen)["C13.community_papers"]) == (True, ("2026-11-16", "met_late"))
    assert [one["band"] for one in seen["clocks"] if one["rule"] == "C13.arrival"] == ["overdue"]
    await act(takes, matter_id, "note_absence", kind=KIND, text="经查找未发现下落")
    await act(takes, matter_id, "receipt", kind=KIND, facts=facts({"receipt_no": "云司矫回1"}))
    told = await reached(city, sends, matter_id, "receipted", kind=KIND)
    assert told["mark"] == "absent"
    assert codes(await attempt(takes, matter_id, "complete", kind=KIND)) == ["supervision.wrong_mark"]
    city.clock.advance(timedelta(days=1))
    came = facts({"reported_on": "2026-11-24", "station": "云岭司法所"})
    await act(takes, matter_id, "register_person", kind=KIND, facts=came)
    await act(takes, matter_id, "complete", kind=KIND)
    ended = await reached(city, sends, matter_id, "completed", kind=KIND)
    assert clocks(ended)["C13.arrival"] == ("2026-11-16", "met_late")
