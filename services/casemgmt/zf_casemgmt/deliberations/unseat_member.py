"""Let a member of the committee leave, with the reason."""

from sqlalchemy import update

from zf_casemgmt.deliberations.load import committee_here
from zf_casemgmt.deliberations.tables import CommitteeMember
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import UnseatMember
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def unseat_member(scope: Scope, account_id: str, command: UnseatMember, *, office: Office) -> None:
    committee_here(office)
    left = await scope.session.execute(
        update(CommitteeMember)
        .where(CommitteeMember.account_id == account_id, CommitteeMember.left_at.is_(None))
        .values(left_at=scope.now)
        .returning(CommitteeMember.account_id)
        .execution_options(synchronize_session=False)
    )
    if left.first() is None:
        raise Refused((Problem("deliberation.member_unknown"),))
    scope.record("committee.unseat", object_kind="committee_member", object_id=account_id, reason=command.reason)
