"""The hall split a matter and we are concerned: our copy of it, and for each part of ours a petition of our own."""

from sqlalchemy import select

from zf_contracts import petition_values as v
from zf_intake.desk import Desk
from zf_intake.joint.tables import JointMatter, JointPart
from zf_intake.joint.take_matter import Arrival, take_matter
from zf_law.moments import last_instant, written
from zf_platform.transaction import Scope


async def join_matter(scope: Scope, arrival: Arrival, split: v.JointSplit, *, desk: Desk) -> JointMatter:
    """A later edition changes which agency holds which part; what was already answered stays. An older one changes nothing."""
    matter = await scope.session.scalar(select(JointMatter).where(JointMatter.id == split.joint_id).with_for_update())
    if matter is None:
        matter = await _open(scope, split)
    elif split.edition <= matter.edition:
        return matter
    matter.edition = split.edition
    matter.version += 1
    if matter.lead_rule != "decided":
        matter.lead_agency, matter.lead_rule = split.lead_agency, split.lead_rule
    for told in split.parts:
        part = await _part(scope, matter.id, told, notice_id=split.notice_id)
        if part.agency == scope.identity.agency and not part.own_petition_id:
            mine = Arrival(arrival.sender, arrival.message, arrival.notice_id, arrival.received_at, told)
            file = await take_matter(scope, mine, split, desk=desk)
            part.own_petition_id, part.petition_no = file.id, file.petition_no
            part.state, part.state_at = file.state, file.last_act_at
    await scope.session.flush()
    scope.record("joint.join", object_kind="joint_matter", object_id=matter.id)
    return matter


async def _open(scope: Scope, split: v.JointSplit) -> JointMatter:
    """Numbers and dates of others are taken as told; the title is the petition's."""
    matter = JointMatter(
        id=split.joint_id,
        collab_no=split.collab_no,
        petition_id="",
        host=split.host,
        title=split.content.title if split.content else split.petition_no,
        edition=0,
        lead_agency=split.lead_agency,
        lead_rule=split.lead_rule,
        state="open",
        split_at=split.acted_at,
        restricted=split.category == "accusation",
        version=0,
    )
    scope.session.add(matter)
    await scope.session.flush()
    return matter


async def _part(scope: Scope, joint_id: str, told: v.JointPart, *, notice_id: str) -> JointPart:
    part = await scope.session.get(JointPart, (joint_id, told.part_no))
    if part is None:
        part = JointPart(joint_id=joint_id, part_no=told.part_no, agency="")
        scope.session.add(part)
    if part.agency != told.agency:
        _begins(part, told.agency, notice_id=notice_id)
    part.request_nos = list(told.request_nos)
    part.main, part.case_no = told.main, told.case_no
    if told.answer_due is not None:
        part.due, part.due_at = written(told.answer_due), last_instant(told.answer_due)
    return part


def _begins(part: JointPart, agency: str, *, notice_id: str) -> None:
    """The part is this agency's from now on: what a former holder told of it is history."""
    part.agency, part.notice_id = agency, notice_id
    part.own_petition_id = part.petition_no = part.state = part.officer = ""
    part.objection = part.objection_id = part.objection_reason = part.competent = ""
    part.state_at = part.objected_at = None
