"""Real letters through the real way: each that concerns police, procuratorate or court is registered as a report, opens a
case, is handed over, and in the end the ledgers of both sides must agree to the last message.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zf_node.demo.desk import Answered, Json, Town, until
from zf_node.demo.matter import Matter, at
from zf_node.demo.stories import EXIT_PAPERS, filed, report_body
from zf_platform.clock import ZONE

CONCERNS = re.compile("公安|派出所|警|检察|法院|法官")
_BLANK = re.compile(r"[\s\u00a0\u3000]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
_COLUMNS = ("留言编号", "留言主题", "留言详情", "留言时间")
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """One row: number, subject, text, when it was written."""

    number: str
    subject: str
    text: str
    written_at: datetime


class NoLetters(ValueError):
    """The file is no workbook of letters."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(slots=True)
class LedgerResult:
    """Counts of a run. `different` is what the comparison of both sides' ledgers found; it must be zero.

    `refused`: number of a letter that could not be carried through → the reason. The others are not held up by it.
    """

    rows: int = 0
    concerned: int = 0
    registered: int = 0
    cases: int = 0
    handed_over: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    different: int = 0
    seconds: float = 0.0

    def figures(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "concerned": self.concerned,
            "registered": self.registered,
            "cases": self.cases,
            "handed_over": self.handed_over,
            "refused": len(self.refused),
            "different": self.different,
            "seconds": round(self.seconds),
        }


def read_letters(path: Path) -> tuple[int, list[Letter]]:
    """All rows counted, and those that concern police, procuratorate or court. Raises NoLetters."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except CalamineError:
        raise NoLetters("不是可读的 XLSX 工作簿。", "this is no readable XLSX workbook.") from None
    names = [str(name) for name in rows[0]] if rows else []
    if missing := [name for name in _COLUMNS if name not in names]:
        raise NoLetters(f"缺少列：{'、'.join(missing)}。", f"columns are missing: {', '.join(missing)}.")
    columns = [names.index(name) for name in _COLUMNS]
    letters = []
    for row in rows[1:]:
        number, subject, text, written = (row[column] for column in columns)
        if CONCERNS.search(f"{subject} {text}"):
            letters.append(Letter(_number(number), _clean(str(subject)), _clean(str(text)), _when(written)))
    return len(rows) - 1, letters


async def run_ledger(
    town: Town, letters: Sequence[Letter], *, progress: Callable[[int], None] | None = None
) -> LedgerResult:
    result = LedgerResult(concerned=len(letters))
    gate = asyncio.Semaphore(_AT_ONCE)
    begin = town.clock.now()
    done = 0

    async def one(letter: Letter) -> None:
        nonlocal done
        async with gate:
            try:
                await _carry(town, letter, result)
            except (Answered, TimeoutError) as failed:
                result.refused[letter.number] = str(failed)
            done += 1
            if progress is not None:
                progress(done)

    await asyncio.gather(*(one(letter) for letter in letters))
    result.different = await reconcile(town, ("police", "procuratorate"))
    result.seconds = (town.clock.now() - begin).total_seconds()
    return result


async def _carry(town: Town, letter: Letter, result: LedgerResult) -> None:
    """From the report to the signed *delivered* of the procuratorate."""
    matter = Matter(town)
    day = max(letter.written_at, at("2026-10-01")).date()
    body = report_body(
        letter.subject[:200] or "群众来信", "criminal", letter.text[:20_000], ["身份待查"], day.isoformat()
    )
    body["received_at"] = letter.written_at.isoformat()
    body["registered_at"] = max(letter.written_at, at("2026-10-08")).isoformat()
    await matter.register("police.duty", body)
    result.registered += 1
    await matter.opened("police.duty")
    result.cases += 1
    await filed(matter, "2026-10-12")
    await matter.act("police.handler", "submit_for_exit_review", at("2026-11-02"), papers=EXIT_PAPERS)
    await matter.gate(checker="police.legal", head="police.leader")
    await matter.send("police.outlet", "prosecution", "procuratorate", at("2026-11-09"), preparer="police.handler")
    result.handed_over += 1


async def reconcile(town: Town, agencies: Sequence[str]) -> int:
    """Compare both sides' ledgers now; returns how many messages differ."""
    return sum([await _differences(town, agency) for agency in agencies])


async def _differences(town: Town, agency: str) -> int:
    desk = town.desk(f"{agency}.operator")
    await desk.post("liaison", "/reconciliations", {})

    async def answered() -> Json | None:
        page = await desk.get("liaison", "/reconciliations")
        items = page["items"]
        assert isinstance(items, list)
        return page if items and all(row["state"] != "proposed" for row in items) else None

    items = (await until(answered, what="对账答复"))["items"]
    assert isinstance(items, list)
    return sum(len(row["missing"]) + len(row["unknown"]) + (row["state"] != "equal") for row in items)


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def _clean(text: str) -> str:
    """Stray tabs, non-breaking spaces, line breaks and invisible characters become one space."""
    return _BLANK.sub(" ", _CONTROL.sub("", text)).strip()


def _when(value: object) -> datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=ZONE)
    for form in ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d"):
        try:
            return datetime.strptime(str(value), form).replace(tzinfo=ZONE)
        except ValueError:
            continue
    raise ValueError(f"not a time: {value!r}")
