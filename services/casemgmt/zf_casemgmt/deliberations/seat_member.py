"""Take a member into the committee, or give one another duty. Discussions convened before keep their seats."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.deliberations.load import committee_here
from zf_casemgmt.deliberations.tables import CommitteeMember
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import SeatMember
from zf_platform.transaction import Scope


async def seat_member(scope: Scope, command: SeatMember, *, office: Office) -> None:
    committee = committee_here(office)
    arriving = insert(CommitteeMember).values(
        account_id=command.account_id, name=command.name, duty=command.duty, since=scope.now
    )
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[CommitteeMember.account_id],
            set_={"name": arriving.excluded.name, "duty": arriving.excluded.duty, "left_at": None},
        )
    )
    scope.record(
        "committee.seat",
        object_kind="committee_member",
        object_id=command.account_id,
        basis=committee.basis,
        after={"name": command.name, "duty": command.duty},
    )
