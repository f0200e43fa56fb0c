"""liaison: an inspection with its findings, and the problems of campaigns, each on one page with its figures."""

from zf_contracts.http.base import View
from zf_contracts.http.cooperation import CooperationRow


class FindingLine(CooperationRow):
    """One finding on the page of its inspection. `inspected` is the unit; days are yyyy-mm-dd, empty before."""

    inspected: str
    method_zh: str
    method_en: str
    nature_zh: str
    nature_en: str
    found: str
    correct_by: str
    followed_on: str = ""
    follow_result_zh: str = ""
    follow_result_en: str = ""


class InspectionFigures(View):
    """`units_by_rank` were chosen by their place in the satisfaction list. `overdue`: late or running over."""

    units_chosen: int
    units_by_rank: int
    units_inspected: int
    visits: int
    findings: int
    corrected: int
    violations: int
    violations_corrected: int
    overdue: int


class InspectionView(View):
    """GET /cooperation/{id}/findings: figures of an inspection, and its findings in the order they were issued."""

    figures: InspectionFigures
    findings: tuple[FindingLine, ...]


class CampaignProblemLine(CooperationRow):
    """One problem of a campaign: owner, measure, day and result, empty before they are stated."""

    campaign: str
    topic: str
    topic_zh: str
    topic_en: str
    problem: str
    rectify_by: str
    owner: str = ""
    owner_unit: str = ""
    measure: str = ""
    finish_on: str = ""
    outcome_zh: str = ""
    outcome_en: str = ""
    result: str = ""


class CampaignTopicFigures(View):
    """How the problems of one topic stand. `rectified`: result reported or verified. `overdue`: late or running over."""

    topic: str
    topic_zh: str
    topic_en: str
    registered: int
    rectified: int
    closed: int
    overdue: int


class CampaignProblems(View):
    """GET /cooperation/problems: the newest problems of campaigns, and figures by topic."""

    topics: tuple[CampaignTopicFigures, ...]
    problems: tuple[CampaignProblemLine, ...]
