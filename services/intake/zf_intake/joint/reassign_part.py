"""A part that came back goes to another agency: a new edition of the split tells all who have a part."""

from collections.abc import Sequence

from zf_contracts import petition_values as v
from zf_contracts.http.joint import ReassignPart
from zf_intake.desk import Desk
from zf_intake.joint.authority import require_joint
from zf_intake.joint.join_matter import join_matter
from zf_intake.joint.part_due import part_due
from zf_intake.joint.queries import facts_of, parts_of
from zf_intake.joint.rules import LeadRule, PartPlan, SplitFacts, agency_problems, lead_of, reassign_problems
from zf_intake.joint.send_split import MESSAGE, Split, send_split
from zf_intake.joint.tables import JointMatter, JointPart
from zf_intake.joint.take_matter import Arrival
from zf_intake.petitions.load import load_petition
from zf_law.moments import Moment, read
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def reassign_part(scope: Scope, joint_id: str, part_no: int, command: ReassignPart, *, desk: Desk) -> None:
    """Its clock begins anew; the lead follows the rule again unless the committee has named one."""
    matter = await require_joint(scope, joint_id, "petition.split", seen_version=command.version)
    parts = await parts_of(scope, matter.id)
    problems = await _problems(scope, matter, parts, part_no=part_no, agency=command.agency, desk=desk)
    if problems:
        raise Refused(problems)
    plan = [
        PartPlan(
            one.part_no,
            command.agency if one.part_no == part_no else one.agency,
            tuple(one.request_nos),
            one.main,
            one.case_no if one.part_no != part_no else "",
        )
        for one in parts
    ]
    lead, rule = _lead(matter, plan)
    due = {one.part_no: read(one.due) for one in parts if one.due} | {part_no: part_due(scope.now, desk=desk)}
    told_parts = tuple(_told(one, due=due.get(one.part_no)) for one in plan)
    file = await load_petition(scope, matter.petition_id)
    split = Split(matter.id, matter.edition + 1, told_parts, lead, rule)
    told = await send_split(scope, file, split=split, desk=desk)
    arrival = Arrival(scope.identity.agency, MESSAGE, told.notice_id, scope.now)
    await join_matter(scope, arrival, told, desk=desk)
    scope.record(
        "joint.reassign",
        object_kind="joint_matter",
        object_id=matter.id,
        reason=command.reason[:500],
        after={"part": part_no, "agency": command.agency},
    )


def _told(one: PartPlan, *, due: Moment | None) -> v.JointPart:
    return v.JointPart(
        part_no=one.part_no,
        agency=one.agency,
        request_nos=one.request_nos,
        main=one.main,
        case_no=one.case_no,
        answer_due=due,
    )


def _lead(matter: JointMatter, plan: list[PartPlan]) -> tuple[str, LeadRule]:
    """An open question stays where it is: with the committee."""
    if matter.lead_rule == "decided":
        return matter.lead_agency, "decided"
    return lead_of(plan)


async def _problems(
    scope: Scope,
    matter: JointMatter,
    parts: Sequence[JointPart],
    *,
    part_no: int,
    agency: str,
    desk: Desk,
) -> list[Problem]:
    facts = await facts_of(scope, matter, now=scope.now)
    row = next((one for one in parts if one.part_no == part_no), None)
    part = next((one for one in facts.parts if one.part_no == part_no), None)
    problems = reassign_problems(part, facts, returned=row is not None and row.objection == "returned")
    if problems:
        return problems
    file = await load_petition(scope, matter.petition_id, lock=False)
    agencies = desk.law.agencies
    may_receive = SplitFacts(
        here=scope.identity.agency,
        hall_host=matter.host,
        requests=frozenset(),
        receivers=frozenset(one.code for one in agencies.partners(scope.identity.agency)),
        accused_agencies=file.parties.accused_agencies,
    )
    return agency_problems(agency, may_receive, field="agency")
