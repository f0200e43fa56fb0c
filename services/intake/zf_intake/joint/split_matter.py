"""The hall splits one petition into sub-matters (S-023): each agency gets its part with its own clock, one of them leads."""

from zf_contracts import petition_values as v
from zf_contracts.http.joint import SplitPetition
from zf_intake.desk import Desk
from zf_intake.joint.join_matter import join_matter
from zf_intake.joint.open_dispute import open_dispute
from zf_intake.joint.part_due import part_due
from zf_intake.joint.queries import joint_of
from zf_intake.joint.rules import PartPlan, SplitFacts, lead_of, split_problems
from zf_intake.joint.send_split import MESSAGE, Split, send_split
from zf_intake.joint.take_matter import Arrival
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.take_up import take_up
from zf_law.moments import day_of
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

NO_LEAD = "各分项中没有唯一的主要诉求，也没有唯一的在办案件，牵头机关不能按规则确定，提请决定。"


async def split_matter(scope: Scope, petition_id: str, command: SplitPetition, *, desk: Desk) -> str:
    """Returns the id of the joint matter. Where no rule names the lead, the committee is asked at once."""
    file = await take_up(scope, petition_id, "petition.split", version=command.version)
    plan = tuple(
        PartPlan(no, one.agency, tuple(sorted(set(one.request_nos))), one.main, one.case_no, one.accused)
        for no, one in enumerate(command.parts, start=1)
    )
    problems = split_problems(plan, await _facts(scope, file, desk=desk))
    if problems:
        raise Refused(problems)
    due = part_due(scope.now, desk=desk)
    move = Move("split_petition", scope.now, anchors={"joint_answer_day": day_of(due)})
    moved = await advance(scope, move, file=file, desk=desk)
    lead, rule = lead_of(plan)
    parts = tuple(
        v.JointPart(
            part_no=one.part_no,
            agency=one.agency,
            request_nos=one.request_nos,
            main=one.main,
            case_no=one.case_no,
            answer_due=due,
        )
        for one in plan
    )
    joint_id = scope.new_id()
    accused_to = next((one.agency for one in command.parts if one.accused), "")
    split = Split(joint_id, 1, parts, lead, rule, accused_to)
    told = await send_split(scope, moved.file, split=split, desk=desk)
    matter = await join_matter(
        scope, Arrival(scope.identity.agency, MESSAGE, told.notice_id, scope.now), told, desk=desk
    )
    matter.petition_id = file.id
    await scope.session.flush()
    if not lead:
        await open_dispute(scope, matter, proposed="", reason=NO_LEAD, desk=desk)
    return joint_id


async def _facts(scope: Scope, file: PetitionFile, *, desk: Desk) -> SplitFacts:
    agencies = desk.law.agencies
    host = agencies.hall_host()
    return SplitFacts(
        here=scope.identity.agency,
        hall_host=host.code if host else "",
        requests=file.open_requests,
        receivers=frozenset(one.code for one in agencies.partners(scope.identity.agency)),
        accused_agencies=file.parties.accused_agencies,
        already_joint=await joint_of(scope, file.collab_no) is not None,
    )
