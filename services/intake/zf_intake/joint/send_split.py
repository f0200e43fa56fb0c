"""Tell every agency of a joint matter its part: the whole list to all, the accused to the one competent body alone."""

from dataclasses import dataclass
from datetime import date

from zf_contracts import petition_values as v
from zf_intake.desk import Desk
from zf_intake.joint.content_rules import without_accused
from zf_intake.joint.issue import issue
from zf_intake.joint.rules import LeadRule
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.outgoing_queries import matter_body
from zf_law.moments import day_of
from zf_platform.transaction import Scope

MESSAGE = "petition.split"
REASON = "联合接待事项，请办理本机关分项并将答复报牵头机关。"


@dataclass(frozen=True, slots=True)
class Split:
    """One edition of a split. `accused_to`: the agency that deals with the accusation, if there is one."""

    joint_id: str
    edition: int
    parts: tuple[v.JointPart, ...]
    lead_agency: str
    lead_rule: LeadRule
    accused_to: str = ""


def _report_day(split: Split) -> date | None:
    """The day the lead has to answer for all: until then every part is to be in."""
    ends = [part.answer_due for part in split.parts if part.answer_due is not None]
    return min((day_of(end) for end in ends), default=None)


async def send_split(scope: Scope, file: PetitionFile, *, split: Split, desk: Desk) -> v.JointSplit:
    """Returns the split as we ourselves are told of it."""
    here = scope.identity.agency
    keys = await matter_body(scope, file, notice_id=scope.new_id(), hand_over=None, whole=True, desk=desk)
    whole = v.JointSplit.model_validate(
        {
            **keys.model_dump(exclude={"kind"}),
            "acted_at": scope.now,
            "hand_over": v.HandOver(reason=REASON, basis="PET 18(3)", report_due=_report_day(split)),
            "joint_id": split.joint_id,
            "edition": split.edition,
            "host": here,
            "parts": split.parts,
            "lead_agency": split.lead_agency,
            "lead_rule": split.lead_rule,
        }
    )
    plain = whole.model_copy(update={"content": without_accused(whole.content) if whole.content else None})
    others = {part.agency for part in split.parts} - {split.accused_to}
    await issue(scope, MESSAGE, plain, to=others, petition_id=file.id, desk=desk)
    if split.accused_to:
        await issue(scope, MESSAGE, whole, to={split.accused_to}, petition_id=file.id, desk=desk)
    return whole if split.accused_to == here else plain
