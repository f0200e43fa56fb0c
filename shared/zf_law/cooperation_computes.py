"""What the program itself states with an act, from what is known and given: each name of the kind's data is a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from zf_law.cooperation_facts import Fact, Facts
from zf_law.pledge_scores import PledgeScore, indicator_problems, plain, read_indicators, score
from zf_law.problems import Problem

INDICATORS = "indicators"
BY_RANK = "last_ranked"
_PER_CENT = Decimal("0.1")


def first_version(known: Facts, given: Facts) -> Facts:
    return {"version": Fact("1")}


def next_version(known: Facts, given: Facts) -> Facts:
    """Each change of the letter is a version of its own, to be signed again."""
    return {"version": Fact(str(int(known["version"].text) + 1))}


def pledge_progress(known: Facts, given: Facts) -> Facts:
    found = _score(known, given["values"])
    return {"progress": Fact(rows=_rows(found)), "progress_total": Fact(plain(found.total))}


def pledge_score(known: Facts, given: Facts) -> Facts:
    found = _score(known, given["confirmed"])
    return {"scores": Fact(rows=_rows(found)), "total": Fact(plain(found.total))}


def _score(known: Facts, values: Fact) -> PledgeScore:
    return score(read_indicators(known[INDICATORS].rows), [(row[0], row[1]) for row in values.rows])


def _rows(found: PledgeScore) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            line.name,
            "" if line.value is None else plain(line.value),
            plain((line.share * 100).quantize(_PER_CENT, rounding=ROUND_HALF_UP)),
            plain(line.points),
        )
        for line in found.lines
    )


def pledge_indicators(known: Facts, given: Facts) -> Sequence[Problem]:
    return indicator_problems(read_indicators(given[INDICATORS].rows), field=INDICATORS)


def add_visit(known: Facts, given: Facts) -> Facts:
    """Every visit of an inspection stands on its page, not only the last."""
    before = known["visits"].rows if "visits" in known else ()
    return {"visits": Fact(rows=(*before, *given["visit"].rows))}


def inspection_targets(known: Facts, given: Facts) -> Sequence[Problem]:
    """Who is inspected because of a rank says which; an inspection ends after it begins."""
    problems: list[Problem] = []
    if given["period_to"].text < given["period_from"].text:
        problems.append(Problem("cooperation.days_reversed", {"field": "facts.period_to"}))
    for number, (_, _, why, rank) in enumerate(given["targets"].rows, start=1):
        if (why == BY_RANK and not rank) or (rank and not (rank.isdecimal() and int(rank) > 0)):
            problems.append(Problem("cooperation.rank_needed", {"row": number, "field": "facts.targets"}))
    return problems


def campaign_plan(known: Facts, given: Facts) -> Sequence[Problem]:
    """What is planned ends within the day named; a later day is only set by who registered the problem."""
    due = known["rectify_by"].text
    if given["finish_on"].text <= due:
        return []
    return [Problem("cooperation.done_after_day", {"due": due, "field": "facts.finish_on"})]


COMPUTES: Mapping[str, Callable[[Facts, Facts], Facts]] = {
    "first_version": first_version,
    "next_version": next_version,
    "pledge_progress": pledge_progress,
    "pledge_score": pledge_score,
    "add_visit": add_visit,
}
CHECKS: Mapping[str, Callable[[Facts, Facts], Sequence[Problem]]] = {
    "pledge_indicators": pledge_indicators,
    "inspection_targets": inspection_targets,
    "campaign_plan": campaign_plan,
}
