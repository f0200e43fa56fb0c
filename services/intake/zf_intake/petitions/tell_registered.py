"""A petition was registered first here: the committee gets its key fields, and hears at once of what is serious (PET 25)."""

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.followers_rules import ESCALATED, REGISTERED, escalation_body, overseers
from zf_intake.petitions.outgoing_queries import matter_body
from zf_intake.petitions.tell import tell
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope


async def tell_registered(scope: Scope, file: PetitionFile, *, act: PetitionAct, desk: Desk) -> None:
    """Key fields only: whose matter it is and what it says stays here."""
    if REGISTERED not in act.tells:
        return
    above = overseers(desk.law.agencies, own=scope.identity.agency, accused=file.parties.accused_agencies)
    if not above:
        return
    keys = await matter_body(scope, file, notice_id=scope.new_id(), hand_over=None, whole=False, desk=desk)
    await tell(scope, REGISTERED, keys, to=above, file=file, act=act, desk=desk)
    if file.serious or file.urgent:
        body = escalation_body(file, notice_id=scope.new_id(), people=file.people_count, acted_at=file.last_act_at)
        await tell(scope, ESCALATED, body, to=above, file=file, act=act, desk=desk)
