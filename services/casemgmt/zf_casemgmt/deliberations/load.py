"""Read one discussion with its seats and its case, and say whether this person may see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from zf_casemgmt.cases.authority import reasons_against
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.rules import Discussion, Seat
from zf_casemgmt.deliberations.tables import CommitteeMember, Deliberation, DeliberationSeat
from zf_casemgmt.office import Office
from zf_law.deliberations import Committee
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.errors import Conflict, Forbidden, NotFound, Refused
from zf_platform.transaction import Scope

READ = "deliberation.read"
CONVENE = "deliberation.convene"


@dataclass(frozen=True, slots=True)
class Loaded:
    """`rows` are the seats as stored; `seats` as decisions see them: whoever took part in the case since is recused."""

    row: Deliberation
    rows: tuple[DeliberationSeat, ...]
    file: CaseFile
    committee: Committee
    seats: tuple[Seat, ...]

    @property
    def discussion(self) -> Discussion:
        row = self.row
        return Discussion(row.state, row.convened_by, row.convened_by_name, row.meets_at)

    def seated(self, account_id: str) -> bool:
        return any(seat.account_id == account_id for seat in self.rows)


async def load_deliberation(scope: Scope, deliberation_id: str, *, office: Office, lock: bool = True) -> Loaded:
    """NotFound when there is none or this person may not see it: by the case's reach, or by a seat."""
    row = await queries.deliberation_of(scope.session, deliberation_id, lock=lock)
    if row is None:
        raise NotFound
    file = await load_case(scope, row.case_id, lock=lock)
    rows = tuple(await queries.seats_of(scope.session, row.id))
    committee = committee_here(office)
    barred = partial_roles(file, committee=committee, office=office)
    loaded = Loaded(row, rows, file, committee, tuple(_seat(seat, barred) for seat in rows))
    against = reasons_against(scope.actor, READ, file=file, agency=office.agency.code)
    if against and not loaded.seated(scope.actor.account_id):
        raise NotFound
    return loaded


def may_read_opinions(scope: Scope, loaded: Loaded, *, office: Office) -> bool:
    """What members said is for the members and for whoever may lead the committee."""
    leads = not reasons_against(scope.actor, CONVENE, file=loaded.file, agency=office.agency.code)
    return leads or loaded.seated(scope.actor.account_id)


def committee_here(office: Office) -> Committee:
    committee = office.law.deliberations.committee_of(office.kind)
    if committee is None:
        raise Refused((Problem("deliberation.no_committee"),))
    return committee


def partial_roles(file: CaseFile, *, committee: Committee, office: Office) -> Mapping[str, str]:
    """Account → in what part it took part in the case, for those who may not vote on it."""
    played = dict(file.participants)
    if file.handler_id:
        played[file.handler_id] = "handler"
    roles = {role.id: role.zh for role in office.law.roles.all()}
    return {account: f"曾任本案{roles[part]}" for account, part in played.items() if part in committee.withdraws}


def new_seat(member: CommitteeMember, barred: Mapping[str, str]) -> Seat:
    return Seat(member.account_id, member.name, member.duty, recused=barred.get(member.account_id, ""))


def _seat(row: DeliberationSeat, barred: Mapping[str, str]) -> Seat:
    recused = row.recused or ("" if row.opinion else barred.get(row.account_id, ""))
    return Seat(row.account_id, row.name, row.duty, row.present, recused, row.opinion)


def require_step(actor: Actor, permission: str, loaded: Loaded, *, office: Office) -> None:
    """Forbidden with the reasons when this person sees the discussion but may not take the step."""
    problems = reasons_against(actor, permission, file=loaded.file, agency=office.agency.code)
    if problems:
        raise Forbidden(problems)


def require_version(loaded: Loaded, seen: int) -> None:
    if loaded.row.version != seen:
        raise Conflict((Problem("version.stale", {"seen": seen, "current": loaded.row.version}),))
