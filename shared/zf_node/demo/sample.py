"""Sixty sample cases at every stage of the pipeline, entered through the public API as people would enter them.

Deterministic: the n-th case of every city has the same people, dates and state. Dates lie around 2026-11-22, so that
some clocks run, some are due soon and some are overdue.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zf_node.demo.desk import Town
from zf_node.demo.matter import Matter, at
from zf_node.demo.people import drawn_name
from zf_node.demo.stories import EXIT_PAPERS, filed, first_suspect, report_body

DAY_ZERO = date(2026, 11, 20)
CASES = 60
AT_ONCE = 4

_TITLES = ("盗窃案", "故意伤害案", "诈骗案", "危险驾驶案", "抢夺案", "非法吸收公众存款案", "寻衅滋事案", "职务侵占案")
_FACTS = (
    "报案人称夜间商铺门锁被撬，柜台内财物丢失。",
    "双方因停车发生争执，一方持木棍致人受伤。",
    "报案人称被冒充客服人员骗取钱款。",
    "夜查时发现驾驶人呼气酒精含量超标。",
    "报案人称行走时手提包被骑车人夺走。",
    "多名报案人称投资到期后无法取回本金。",
    "多人在夜市随意追逐、拦截他人。",
    "单位称出纳人员挪用货款后失去联系。",
)


@dataclass(frozen=True, slots=True)
class Sampled:
    """One case to make: its number decides everything."""

    index: int
    started: date

    def day(self, after: int) -> str:
        return (self.started + timedelta(days=after)).isoformat()


Step = Callable[[Matter, Sampled], Awaitable[None]]


async def load_sample(town: Town, *, cases: int = CASES, progress: Callable[[int], None] | None = None) -> int:
    """Make the cases, a few at a time; returns how many."""
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(index: int) -> None:
        nonlocal done
        async with gate:
            steps, age = _PLANS[index % len(_PLANS)]
            sampled = Sampled(index, DAY_ZERO - timedelta(days=age + index // len(_PLANS)))
            await _make(Matter(town), sampled, steps)
            done += 1
            if progress is not None:
                progress(done)

    await asyncio.gather(*(one(index) for index in range(cases)))
    return done


async def _make(matter: Matter, sampled: Sampled, steps: Sequence[Step]) -> None:
    for step in steps:
        await step(matter, sampled)


async def _reported(matter: Matter, sampled: Sampled) -> None:
    kind = sampled.index % len(_TITLES)
    names = [drawn_name(1000 + sampled.index)]
    if sampled.index % 3 == 0:
        names.append(drawn_name(2000 + sampled.index))
    unit = ("criminal", "economic", "yunling_station", "linhe_station")[sampled.index % 4]
    title = f"{names[0][0]}某{_TITLES[kind]}"
    await matter.report("police.duty", report_body(title, unit, _FACTS[kind], names, sampled.day(0)))


async def _filed(matter: Matter, sampled: Sampled) -> None:
    await filed(matter, sampled.day(2))


async def _not_filed(matter: Matter, sampled: Sampled) -> None:
    await matter.assign("police.leader", "police.handler")
    await matter.act("police.leader", "decide_non_filing", at(sampled.day(3)), papers=("non_filing_notice",))


async def _detained(matter: Matter, sampled: Sampled) -> None:
    papers = ("detention_report", "detention_warrant")
    suspect = await first_suspect(matter)
    await matter.act("police.leader", "detain_suspect", at(sampled.day(3)), papers=papers, suspect=suspect)


async def _bailed(matter: Matter, sampled: Sampled) -> None:
    suspect = await first_suspect(matter)
    await matter.act("police.leader", "bail_suspect", at(sampled.day(3)), papers=("bail_decision",), suspect=suspect)


async def _in_exit_review(matter: Matter, sampled: Sampled) -> None:
    await matter.act("police.handler", "submit_for_exit_review", at(sampled.day(10)), papers=EXIT_PAPERS)


async def _gated(matter: Matter, _sampled: Sampled) -> None:
    await matter.gate(checker="police.legal", head="police.leader")


async def _sent(matter: Matter, sampled: Sampled) -> None:
    matter.last_transfer = await matter.send(
        "police.outlet", "prosecution", "procuratorate", at(sampled.day(12)), preparer="police.handler"
    )


async def _accepted(matter: Matter, sampled: Sampled) -> None:
    await matter.accept("procuratorate.office", matter.last_transfer, at(sampled.day(12), 16))
    await matter.assign("procuratorate.office", "procuratorate.prosecutor")


async def _returned_for_investigation(matter: Matter, sampled: Sampled) -> None:
    papers = ("supplementary_decision", "supplementary_outline")
    await matter.act(
        "procuratorate.prosecutor", "order_supplementary_investigation", at(sampled.day(25)), papers=papers
    )


async def _indicted(matter: Matter, sampled: Sampled) -> None:
    papers = ("indictment", "transfer_manifest")
    matter.last_transfer = await matter.send(
        "procuratorate.prosecutor", "indictment", "court", at(sampled.day(30)), papers=papers
    )


async def _received_by_court(matter: Matter, sampled: Sampled) -> None:
    await matter.accept("court.filing", matter.last_transfer, at(sampled.day(31)))
    await matter.assign("court.filing", "court.judge")


async def _on_trial(matter: Matter, sampled: Sampled) -> None:
    await matter.act("court.filing", "accept_for_trial", at(sampled.day(33)), papers=("court_acceptance_notice",))


_TO_REVIEW: tuple[Step, ...] = (_reported, _filed, _bailed, _in_exit_review, _gated, _sent)

# (steps, how many days before day zero the first of these cases began)
_PLANS: tuple[tuple[tuple[Step, ...], int], ...] = (
    ((_reported,), 1),
    ((_reported, _filed, _detained), 3),
    ((_reported, _filed, _bailed), 20),
    ((_reported, _not_filed), 5),
    ((_reported, _filed, _bailed, _in_exit_review), 12),
    ((_reported, _filed, _bailed, _in_exit_review, _gated), 13),
    (_TO_REVIEW, 13),
    ((*_TO_REVIEW, _accepted), 30),
    ((*_TO_REVIEW, _accepted, _returned_for_investigation), 40),
    ((*_TO_REVIEW, _accepted, _indicted), 38),
    ((*_TO_REVIEW, _accepted, _indicted, _received_by_court), 38),
    ((*_TO_REVIEW, _accepted, _indicted, _received_by_court, _on_trial), 50),
)
