"""Make the paper of a document that an act on a petition produced: from the record, under the number given then."""

from zf_contracts.http.papers import MakePaper
from zf_contracts.http.petition_parts import StepView
from zf_contracts.http.petition_views import PetitionView
from zf_intake.papers.make_paper import Draft, make_paper
from zf_intake.papers.petition_rules import PRINTED, Source, fields_of, matter_of
from zf_intake.papers.press import Press
from zf_intake.petitions.detail_queries import show_petition
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def make_petition_paper(scope: Scope, petition_id: str, command: MakePaper, *, press: Press) -> str:
    """The paper's id. Refused when no act of this petition produced such a document."""
    petition = await show_petition(scope, petition_id, desk=press.desk)
    step = _producing(petition, command)
    if any(person.hidden for person in petition.persons):
        raise Refused((Problem("paper.petitioner_hidden"),), status=403)
    agency = press.desk.law.agencies.by_code(scope.identity.agency)
    source = Source(petition, step, command.number, agency, press.desk.law)
    draft = Draft(
        type=command.type,
        matter_kind="petition",
        matter_id=petition_id,
        dated=step.at.astimezone(ZONE).date(),
        number=command.number,
        matter=matter_of(petition, agency=agency),
        fields=fields_of(command.type, source),
    )
    return await make_paper(scope, draft, press=press)


def _producing(petition: PetitionView, command: MakePaper) -> StepView:
    """The step whose act gave this document its number."""
    if command.type in PRINTED:
        for step in petition.timeline:
            if any((one.type, one.number) == (command.type, command.number) for one in step.documents):
                return step
    raise Refused((Problem("paper.no_such_document", {"number": command.number or command.type}),))
