"""Problems of campaigns (专项整改问题) on one page: problem, owner, measure, day, result, and figures by topic (S-063)."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_contracts.http.oversight_boards import CampaignProblemLine, CampaignProblems, CampaignTopicFigures
from zf_law.cooperation import CooperationKind
from zf_law.loader import Law
from zf_liaison.clocks.queries import next_due
from zf_liaison.cooperation.authority import within_sight
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.queries import row_values
from zf_liaison.cooperation.rules import COPY
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.transaction import Scope

KIND = "campaign_problem"
_SHOWN = 200
_SAID = (
    "campaign", "topic", "problem", "rectify_by", "owner", "owner_unit", "measure", "finish_on", "result",
)  # fmt: skip
_CHOSEN = ("topic", "outcome")
_REPORTED = ("rectified", "closed")


async def problem_board(scope: Scope, *, law: Law) -> CampaignProblems:
    """The newest first. What was withdrawn is not on the board; of a copy only the registration is known here."""
    statement = (
        select(CooperationMatter)
        .where(CooperationMatter.kind == KIND, CooperationMatter.state != "withdrawn", within_sight(scope.actor))
        .order_by(CooperationMatter.id.desc())
        .limit(_SHOWN)
    )
    matters = (await scope.session.scalars(statement)).all()
    due = await next_due(scope, [one.id for one in matters])
    kind = law.cooperation.kinds[KIND]
    lines = tuple(
        CampaignProblemLine.model_validate(
            {**row_values(scope, one, due.get(one.id), law=law), **_said(one, kind=kind)}
        )
        for one in matters
    )
    return CampaignProblems(topics=_figures(kind, lines), problems=lines)


def _said(matter: CooperationMatter, *, kind: CooperationKind) -> dict[str, str]:
    facts = read_facts(matter.facts)
    said = {name: facts[name].text for name in _SAID if name in facts}
    for field in kind.fields:
        if field.id in _CHOSEN and field.id in facts:
            word = field.choices[facts[field.id].text]
            said |= {f"{field.id}_zh": word.zh, f"{field.id}_en": word.en}
    return said


def _figures(kind: CooperationKind, lines: Sequence[CampaignProblemLine]) -> tuple[CampaignTopicFigures, ...]:
    """Every topic is counted, also one in which nothing was found. How a copy went on is not known here."""
    topic = next(field for field in kind.fields if field.id == "topic")
    found: list[CampaignTopicFigures] = []
    for code, word in topic.choices.items():
        mine = [line for line in lines if line.topic == code]
        followed = [line for line in mine if line.role != COPY]
        found.append(
            CampaignTopicFigures(
                topic=code,
                topic_zh=word.zh,
                topic_en=word.en,
                registered=len(mine),
                rectified=sum(line.state in _REPORTED for line in followed),
                closed=sum(line.state == "closed" for line in followed),
                overdue=sum(line.late or line.band == "overdue" for line in followed),
            )
        )
    return tuple(found)
