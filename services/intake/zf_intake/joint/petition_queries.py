"""Which of our petitions is another agency talking about? By hand-over, by part, or by the number of the matter."""

from zf_intake.joint.queries import joint_of
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.number_queries import petition_ids_of
from zf_platform.transaction import Scope


async def petition_told_of(scope: Scope, *, collab_no: str, sender: str) -> PetitionFile | None:
    """The petition we gave to `sender`; else the main petition of a joint matter; else the oldest one of this matter."""
    files = [await load_petition(scope, found) for found in await petition_ids_of(scope, collab_no)]
    for file in files:
        if file.competent_agency == sender:
            return file
    joint = await joint_of(scope, collab_no)
    main = next((file for file in files if joint is not None and file.id == joint.petition_id), None)
    return main or (files[0] if files else None)


async def petition_handed_over(scope: Scope, *, collab_no: str, notice_id: str) -> PetitionFile | None:
    """The petition that this notice gave away."""
    for found in await petition_ids_of(scope, collab_no):
        file = await load_petition(scope, found)
        if file.hand_over_id == notice_id:
            return file
    return None


async def petition_taken(scope: Scope, *, collab_no: str, notice_id: str) -> PetitionFile | None:
    """The petition that arose from this notice."""
    for found in await petition_ids_of(scope, collab_no):
        file = await load_petition(scope, found)
        if file.origin_notice_id == notice_id:
            return file
    return None
