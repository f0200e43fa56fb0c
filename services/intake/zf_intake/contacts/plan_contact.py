"""Plan a second meeting, a revisit or a home visit; for a home visit the partners are asked to come along."""

from zf_contracts.http.contacts import PlanContact
from zf_contracts.petition_statements import HomeVisitRequest
from zf_intake.contacts.queries import next_no, plan_facts
from zf_intake.contacts.rules import HOME_VISIT, SECOND_MEETING, Plan, plan_problems
from zf_intake.contacts.tables import Contact
from zf_intake.contacts.watch_contact import watch_contact
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.home_visit.requested"
PERMISSION = "petition.handle"
BASIS = {"second_meeting": "S-014", "revisit": "S-015", "home_visit": "S-017"}


async def plan_contact(scope: Scope, petition_id: str, command: PlanContact, *, desk: Desk) -> None:
    """It stands in the timeline; the petitioner's name goes to nobody, partners hear plan, place and time."""
    file = await take_up(scope, petition_id, PERMISSION, version=command.version)
    plan = Plan(
        command.kind,
        command.planned_at,
        command.plan,
        command.told_at,
        command.repeat_days,
        command.reasons,
        command.partners,
        command.first_opinions,
    )
    problems = plan_problems(plan, await plan_facts(scope, file, desk=desk))
    if problems:
        raise Refused(problems)
    request_id = await _ask_partners(scope, file, command, desk=desk) if command.kind == HOME_VISIT else ""
    said = ("kind", "planned_at", "place", "person_id", "person_name", "plan", "told_at", "repeat_days")
    first = ("first_opinions", "first_talk") if command.kind == SECOND_MEETING else ()
    row = Contact(
        **{name: getattr(command, name) for name in (*said, *first)},
        id=scope.new_id(),
        petition_id=petition_id,
        no=await next_no(scope, petition_id, command.kind),
        reasons=list(command.reasons),
        partners=list(command.partners),
        request_id=request_id,
    )
    scope.session.add(row)
    watch_contact(scope, row, file=file, desk=desk)
    await scope.session.flush()
    basis = BASIS[command.kind]
    await touch_petition(scope, file, desk=desk, act=f"plan_{command.kind}", basis=basis, note=command.plan[:500])


async def _ask_partners(scope: Scope, file: PetitionFile, command: PlanContact, *, desk: Desk) -> str:
    body = HomeVisitRequest(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=scope.now,
        plan=command.plan,
        planned_at=command.planned_at,
        place=command.place,
        criteria=command.reasons,
        contact=command.person_name,
    )
    await issue(scope, MESSAGE, body, to=command.partners, petition_id=file.id, desk=desk)
    return body.notice_id
