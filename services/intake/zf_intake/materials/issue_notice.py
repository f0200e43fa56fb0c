"""Tell everything that is missing, once (一次性告知): a numbered paper; a further one needs a reason and is a fault."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.materials import IssueMaterialNotice
from zf_intake.materials.queries import noted_of, notices_of
from zf_intake.materials.rules import Noted, notice_problems
from zf_intake.materials.tables import MaterialNotice
from zf_intake.papers.make_paper import Draft, make_paper
from zf_intake.papers.petition_rules import matter_of
from zf_intake.papers.press import Press
from zf_intake.petitions.authority import require
from zf_intake.petitions.detail_queries import show_petition
from zf_intake.petitions.load import load_petition
from zf_law.deadlines import ZONE
from zf_law.papers import Value, chinese_day
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def issue_notice(scope: Scope, petition_id: str, command: IssueMaterialNotice, *, press: Press) -> str:
    """The paper's id. The petition is locked, so that two clerks cannot both tell for the first time."""
    file = await load_petition(scope, petition_id)
    require(scope.actor, "petition.register", file=file)
    noted = await noted_of(scope, petition_id, desk=press.desk)
    earlier = [notice.issued_at.astimezone(ZONE).date() for notice in await notices_of(scope, petition_id)]
    today = scope.now.astimezone(ZONE).date()
    problems = notice_problems(noted, earlier=earlier, reason=command.reason, due=command.due, today=today)
    if problems or noted is None:
        raise Refused(problems)
    no = len(earlier) + 1
    paper_id = await make_paper(
        scope, await _draft(scope, petition_id, command, noted, no=no, press=press), press=press
    )
    await scope.session.execute(
        insert(MaterialNotice).values(
            petition_id=petition_id,
            no=no,
            paper_id=paper_id,
            missing=[item.zh for item in noted.missing()],
            due=command.due,
            reason=command.reason,
            fault=no > 1,
            issued_at=scope.now,
            issued_by=scope.actor.account_id,
            issued_by_name=scope.actor.name,
            unit=scope.actor.unit,
        )
    )
    scope.record(
        "material.tell_again" if no > 1 else "material.tell",
        object_kind="petition",
        object_id=petition_id,
        reason=command.reason,
        basis="S-027",
        after={"no": no, "paper": paper_id},
    )
    return paper_id


async def _draft(
    scope: Scope, petition_id: str, command: IssueMaterialNotice, noted: Noted, *, no: int, press: Press
) -> Draft:
    petition = await show_petition(scope, petition_id, desk=press.desk)
    if any(person.hidden for person in petition.persons):
        raise Refused((Problem("paper.petitioner_hidden"),), status=403)
    agency = press.desk.law.agencies.by_code(scope.identity.agency)
    return Draft(
        type="material_notice",
        matter_kind="petition",
        matter_id=petition_id,
        dated=scope.now.astimezone(ZONE).date(),
        matter=matter_of(petition, agency=agency),
        fields=_fields(command, noted, no=no),
    )


def _fields(command: IssueMaterialNotice, noted: Noted, *, no: int) -> dict[str, Value]:
    wanted = noted.wanted()
    return {
        "needed": str(len(wanted)),
        "received": [{"title": item.zh} for item in wanted if item.id in noted.received],
        "missing": [
            {"title": item.zh, "requirement": item.requirement, "copies": str(item.copies)} for item in noted.missing()
        ],
        "due": chinese_day(command.due),
        "place": command.place,
        "again": command.reason if no > 1 else "",
        "times": str(no),
    }
