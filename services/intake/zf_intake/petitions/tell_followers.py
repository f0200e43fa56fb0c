"""After an act: the first handler's agency hears where the matter stands, and how it ended (S-006)."""

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.followers_rules import CLOSED, PROGRESS, closing_body, followers, overseers, progress_body
from zf_intake.petitions.tell import tell
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope


async def tell_followers(scope: Scope, file: PetitionFile, *, act: PetitionAct, desk: Desk) -> None:
    """Progress goes to the agency the matter came from; an ending also to the committee."""
    if PROGRESS in act.tells and file.origin_agency:
        progress = progress_body(
            file, notice_id=scope.new_id(), officer_name=file.officer_name, acted_at=file.last_act_at
        )
        await tell(scope, PROGRESS, progress, to=followers(file), file=file, act=act, desk=desk)
    if CLOSED in act.tells:
        above = overseers(desk.law.agencies, own=scope.identity.agency, accused=file.parties.accused_agencies)
        closing = closing_body(
            file,
            notice_id=scope.new_id(),
            path=file.closing.path if file.state == "closed" and file.closing.path else file.state,
            closed_by=file.officer_name or file.first_handler_name,
            approved_by=scope.actor.name,
            acted_at=file.last_act_at,
        )
        await tell(scope, CLOSED, closing, to=(*followers(file), *above), file=file, act=act, desk=desk)
