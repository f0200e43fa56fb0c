"""Ledgers come in whole or say why not: dry run, batches, rejected rows back, never twice, with their clocks as they ended."""

import asyncio
import json
from collections.abc import Mapping

import pytest
from sqlalchemy import text

from tests.integration.intake.ledger_files import HEAD, MAPPING, ROWS, check, codes, ledger, run
from tests.integration.intake.petition_forms import Staff, clock_states
from tests.integration.letters import audited, deliver, inbox_states, sent
from zf_contracts.internal.ledgers import LedgerBatchDue
from zf_intake.ledgers.register_batch import BATCH
from zf_platform.testing import Caller, ServiceUnderTest, drain
from zf_platform.workbooks import read_sheet


async def petitions(service: ServiceUnderTest) -> int:
    async with service.service.parts.database.session() as session:
        return int((await session.execute(text("SELECT count(*) FROM petition"))).scalar_one())


async def of_number(caller: Caller, number: str) -> dict[str, object]:
    """The petition that a line of the ledger became."""
    listed = (await caller.get("/petitions")).json()["items"]
    for row in listed:
        view: dict[str, object] = (await caller.get(f"/petitions/{row['id']}")).json()
        if view["origin_petition_no"] == number:
            return view
    raise AssertionError(number)


async def test_a_dry_run_says_everything_and_registers_nothing(intake: ServiceUnderTest, staff: Staff) -> None:
    report = await check(staff.head, ledger())
    counts = {name: report[name] for name in ("rows", "accepted", "rejected", "known", "duplicates", "registered")}
    assert counts == {"rows": 5, "accepted": 4, "rejected": 1, "known": 0, "duplicates": 1, "registered": 0}
    assert codes(report) == {5: ["ledger.cell_empty"]}
    assert report["doubles"] == [{"line": 6, "reasons": [], "same_as_line": 2}]
    assert (report["late"], report["open"]) == ({"X01": 3, "X02": 3, "X04": 3}, 2)
    assert await petitions(intake) == 0
    assert await sent(intake.service, "petition.ledger.batch_due") == []


async def test_what_was_accepted_comes_in_with_its_own_dates_and_clocks(intake: ServiceUnderTest, staff: Staff) -> None:
    done = await run(intake, staff.head, await check(staff.head, ledger()))
    assert (done["state"], done["registered"], done["rejected"]) == ("done", 4, 1)
    first = await of_number(staff.head, "1")
    assert (first["state"], first["origin"], first["channel"]) == ("closed", "import", "online")
    assert str(first["petition_no"]).startswith("XFO32990020260302")
    assert clock_states(first) == {"X02": "met", "X04": "met"}
    assert (first["repeat"], first["closed_at"]) == (False, "2026-03-10T01:00:00Z")
    answers = first["answers"]
    assert isinstance(answers, list)
    assert (answers[0]["body"], answers[0]["issued_at"]) == ("已责成整改", "2026-03-10T01:00:00Z")
    late = await of_number(staff.head, "2")
    assert clock_states(late) == {"X02": "met_late", "X04": "met_late"}


async def test_an_open_one_runs_on_and_the_later_of_one_person_is_the_repeat(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    await run(intake, staff.head, await check(staff.head, ledger()))
    waiting = await of_number(staff.head, "3")
    assert (waiting["state"], waiting["repeat"], waiting["band"]) == ("registered", True, "overdue")
    assert waiting["first_handler_id"] == "police.petition_head"
    double = await of_number(staff.head, "5")
    links = double["links"]
    assert isinstance(links, list)
    assert [(link["kind"], link["title"]) for link in links] == [("duplicate", "反映云岭小区停车收费")]


async def test_a_second_run_adds_nothing(intake: ServiceUnderTest, staff: Staff) -> None:
    file = ledger()
    await run(intake, staff.head, await check(staff.head, file))
    again = await check(staff.head, file)
    assert (again["same_file"], again["state"]) == (True, "done")
    started = await staff.head.post(f"/imports/{again['id']}/start", json={"version": again["version"]})
    assert started.status_code == 422
    mended = ledger([*ROWS[:3], ("4", "U3", "有主题了", "2026/4/3 9:00:00", "内容", "", ""), ROWS[4]])
    report = await check(staff.head, mended)
    assert (report["same_file"], report["known"], report["accepted"]) == (False, 4, 1)
    done = await run(intake, staff.head, report)
    assert (done["registered"], await petitions(intake)) == (1, 5)


async def test_two_imports_of_the_same_rows_at_once_register_them_once(intake: ServiceUnderTest, staff: Staff) -> None:
    one = await check(staff.head, ledger(ROWS[:3]))
    other = await check(staff.head, ledger([*ROWS[:3], ROWS[4]]))
    for report in (one, other):
        answer = await staff.head.post(f"/imports/{report['id']}/start", json={"version": report["version"]})
        assert answer.status_code == 200
    await drain(intake.service)
    assert await petitions(intake) == 4
    shown = [(await staff.head.get(f"/imports/{report['id']}")).json() for report in (one, other)]
    assert sum(report["registered"] for report in shown) == 4
    assert {report["state"] for report in shown} == {"done"}


async def test_many_rows_come_in_batch_by_batch(intake: ServiceUnderTest, staff: Staff) -> None:
    rows = [
        (str(n), f"U{n}", f"第{n}件事", f"2026/5/{n % 28 + 1} 9:00:00", "内容", "答复", f"2026/6/{n % 28 + 1} 9:00:00")
        for n in range(2 * BATCH + 3)
    ]
    report = await check(staff.head, ledger(rows))
    await staff.head.post(f"/imports/{report['id']}/start", json={"version": report["version"]})
    seen: list[int] = []
    service = intake.service
    for _ in range(40):
        await service.relay.step()
        for worker in service.workers:
            await worker.step()
        now = (await staff.head.get(f"/imports/{report['id']}")).json()
        seen.append(now["registered"])
        if now["state"] == "done":
            break
    assert seen[-1] == len(rows)
    assert {BATCH, 2 * BATCH} <= set(seen), "progress is seen between the batches"
    assert len(await sent(service, "petition.ledger.batch_due")) == 3


async def test_a_batch_that_comes_again_registers_nothing(intake: ServiceUnderTest, staff: Staff) -> None:
    report = await check(staff.head, ledger(ROWS[:3]))
    await run(intake, staff.head, report)
    await deliver(intake.service, LedgerBatchDue(import_id=str(report["id"]), batch=1), sender="intake")
    assert await petitions(intake) == 3
    assert set(await inbox_states(intake.service)) == {"done"}


async def test_rejected_rows_come_back_as_they_were_with_the_reason(staff: Staff) -> None:
    rows = [
        ("7", "=cmd|'/c calc'!A1", "有主题", "三月", "+1+1", "", ""),
        ("8", "U", "", "2026/3/3 9:00:00", "𤋮某", "", ""),
    ]
    report = await check(staff.head, ledger(rows))
    answer = await staff.head.get(f"/imports/{report['id']}/rejected")
    assert answer.status_code == 200
    sheet = read_sheet(answer.content)
    assert list(sheet.rows[0]) == [*HEAD, "退回原因"]
    assert list(sheet.rows[1][:5]) == ["7", "=cmd|'/c calc'!A1", "有主题", "三月", "+1+1"]
    assert "不是时间" in str(sheet.rows[1][7])
    assert "为空" in str(sheet.rows[2][7])
    assert sheet.formulas == frozenset(), "nothing that was typed is executed"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("1", "U", "主题", "2027/3/3 9:00:00", "内容", "", ""), "petition.received_in_future"),
        (("1", "U", "主", "2026/3/3 9:00:00", "内容", "", ""), "ledger.cell_invalid"),
        (("1", "U", "主题", "2026/3/3 9:00:00", "内容", "答复", "2026/3/1 9:00:00"), "ledger.answered_before"),
        (("1", "U", "长" * 201, "2026/3/3 9:00:00", "内容", "", ""), "ledger.too_long"),
        (("1", "U" * 65, "主题", "2026/3/3 9:00:00", "内容", "", ""), "ledger.too_long"),
    ],
)
async def test_the_rules_of_registration_hold_for_rows(staff: Staff, row: tuple[str, ...], code: str) -> None:
    assert code in codes(await check(staff.head, ledger([row])))[2]


async def test_a_wrong_identity_number_is_refused_at_its_row(staff: Staff) -> None:
    columns = {"title": "主题", "text": "详情", "received_at": "时间", "id_number": "用户"}
    rows = [("1", "110105194912310021", *ROWS[0][2:]), ("2", "11010519491231002X", *ROWS[1][2:])]
    report = await check(staff.head, ledger(rows), columns=columns)
    assert list(codes(report)) == [2]
    assert report["accepted"] == 1


async def test_the_same_number_twice_in_one_file_is_refused(staff: Staff) -> None:
    assert codes(await check(staff.head, ledger([ROWS[0], ("1", *ROWS[1][1:])]))) == {3: ["ledger.key_twice"]}


@pytest.mark.parametrize(
    ("content", "changed", "code"),
    [
        (b"no workbook", {}, "workbook.unreadable"),
        (ledger(head=("甲", *HEAD[1:])), {}, "ledger.column_missing"),
        (ledger(head=("编号", *HEAD[:-1])), {}, "ledger.column_twice"),
        (ledger(), {"columns": {"title": "主题"}}, "ledger.field_missing"),
        (ledger(), {"unit": "nowhere"}, "petition.unit_unknown"),
        (ledger(), {"source": "Mail Box"}, "ledger.mapping_wrong"),
        (ledger(), {"colour": "red"}, "ledger.mapping_wrong"),
    ],
    ids=["no workbook", "wrong header", "column twice", "fields missing", "unit", "source", "unknown field"],
)
async def test_what_cannot_be_read_is_refused_with_its_field(
    intake: ServiceUnderTest, staff: Staff, content: bytes, changed: Mapping[str, object], code: str
) -> None:
    answer = await check(staff.head, content, **changed)
    assert answer["status"] == 422
    problems = answer["problems"]
    assert isinstance(problems, list)
    assert code in [one["code"] for one in problems]
    assert all(one["field"] for one in problems)
    assert (await staff.head.get("/imports")).json()["items"] == []
    assert await audited(intake.service, "ledger.check") == 0


async def test_a_check_can_be_left_and_the_file_checked_anew(staff: Staff) -> None:
    report = await check(staff.head, ledger())
    left = await staff.head.post(f"/imports/{report['id']}/cancellation", json={"version": report["version"]})
    assert left.json()["state"] == "cancelled"
    again = await check(staff.head, ledger())
    assert (again["same_file"], again["id"] != report["id"]) == (False, True)
    stale = await staff.head.post(f"/imports/{report['id']}/start", json={"version": report["version"]})
    assert stale.status_code == 409


async def test_a_mapping_is_saved_per_source(staff: Staff) -> None:
    for title in ("领导信箱", "领导信箱（新）"):
        answer = await staff.head.post("/imports/sources", json={**MAPPING, "title": title})
        assert answer.status_code == 201
    (saved,) = (await staff.head.get("/imports/sources")).json()["items"]
    assert (saved["source"], saved["title"], saved["columns"]["text"]) == ("mailbox", "领导信箱（新）", "详情")
    assert saved["saved_by_name"] == "petition_head"


async def test_only_who_may_import_imports(staff: Staff) -> None:
    for caller in (staff.receiver, staff.officer, staff.leader):
        assert (await check(caller, ledger()))["status"] == 403
        assert (await caller.get("/imports")).status_code == 403
    report = await check(staff.head, ledger())
    assert (await staff.head.get(f"/imports/{report['id']}")).status_code == 200
    assert (await staff.head.get("/imports/none")).status_code == 404


async def test_what_people_wrote_lies_sealed(intake: ServiceUnderTest, staff: Staff) -> None:
    await check(staff.head, ledger())
    async with intake.service.parts.database.session() as session:
        stored = str((await session.execute(text("SELECT r::text FROM ledger_row r"))).scalars().all())
    assert "物业" not in stored
    assert "没有主题" not in stored


async def test_what_came_in_is_found_and_the_import_is_recorded(intake: ServiceUnderTest, staff: Staff) -> None:
    await run(intake, staff.head, await check(staff.head, ledger()))
    hits = (await staff.head.post("/search", json={"text": "户口迁移"})).json()["items"]
    assert [hit["title"] for hit in hits] == ["咨询户口迁移"]
    for act in ("ledger.check", "ledger.start", "ledger.done"):
        assert await audited(intake.service, act) == 1
    assert await audited(intake.service, "petition.enter_answered_petition") == 2
    told = await sent(intake.service, "deadline.started")
    assert {one["rule"] for one in told} == {"X02"}
    assert len(told) == 2, "of ended clocks nobody has to be warned"


async def test_reports_of_two_checks_at_once_do_not_mix(staff: Staff) -> None:
    first, second = await asyncio.gather(check(staff.head, ledger(ROWS[:1])), check(staff.head, ledger(ROWS[:2])))
    assert sorted(json.dumps(one["rows"]) for one in (first, second)) == ["1", "2"]
