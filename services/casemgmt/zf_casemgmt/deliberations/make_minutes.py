"""Typeset the minutes of a closed discussion: numbered, kept by hash, made once."""

from datetime import datetime, time

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.deliberations import queries, rules
from zf_casemgmt.deliberations.load import Loaded, load_deliberation
from zf_casemgmt.deliberations.minutes_queries import find_minutes, require_reader
from zf_casemgmt.deliberations.minutes_rules import MINUTES, Record, minutes_content
from zf_casemgmt.deliberations.tables import DeliberationMinutes
from zf_casemgmt.numbering.rules import document_number, document_series
from zf_casemgmt.numbering.take import take_serial
from zf_casemgmt.office import Office
from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_law import papers
from zf_law.citations import OWN_RULE
from zf_law.deadlines import ZONE
from zf_law.papers import Content, Sheet
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.printing import print_sheet
from zf_platform.transaction import Scope


async def make_minutes(scope: Scope, deliberation_id: str, command: MakeMatterPaper, *, office: Office) -> None:
    """Raises Refused before the end, for characters without a picture, for a printer that fails. Made already, it stays."""
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    require_reader(scope, loaded, office=office)
    if command.type != MINUTES or loaded.row.state != rules.CLOSED:
        raise Refused((Problem("paper.nothing_to_print", {"field": "type"}),))
    if await find_minutes(scope, deliberation_id) is not None:
        return
    content = await _content(scope, loaded, office=office)
    lacking = await office.typesetter.lacking(content.text())
    if lacking and not command.by_hand:
        raise Refused((papers.lacking_problem(lacking),))
    data = papers.sheet_data(papers.by_hand(content, lacking), Sheet("", "", ""), digest=content.digest())
    template = office.law.documents.by_id(MINUTES).template
    day = datetime.combine(content.dated, time(), tzinfo=ZONE)
    made = await print_sheet(
        office.typesetter, data, template=template, at=day, object_kind="deliberation", object_id=deliberation_id
    )
    kept, file = [await office.blobs.put_bytes(part) for part in (content.canonical(), made)]
    paper_id = scope.new_id()
    await scope.session.execute(
        insert(DeliberationMinutes).values(
            id=paper_id,
            deliberation_id=deliberation_id,
            number=content.number,
            content=kept.digest,
            file=file.digest,
            size=file.size,
            by_hand=bool(lacking),
            made_at=scope.now,
            made_by=scope.actor.account_id,
            made_by_name=scope.actor.name,
        )
    )
    after = {"number": content.number, "content": kept.digest, "file": file.digest}
    scope.record("deliberation.print", object_kind="deliberation", object_id=deliberation_id, after=after)


async def _content(scope: Scope, loaded: Loaded, *, office: Office) -> Content:
    """The number is taken last of all that may be refused for its words; the counter waits for the commit."""
    document = office.law.documents.by_id(MINUTES)
    record = await _record(scope, loaded, office=office)
    plain = papers.cleaned(minutes_content(record, title=document.zh, number=""))
    problems = papers.content_problems(plain, declared=document.fields)
    if problems:
        raise Refused(problems)
    serial = await take_serial(scope, document_series(MINUTES, on=plain.dated))
    number = document_number(document.number, agency=office.agency, on=plain.dated, serial=serial)
    return papers.cleaned(minutes_content(record, title=document.zh, number=number))


async def _record(scope: Scope, loaded: Loaded, *, office: Office) -> Record:
    row, file = loaded.row, loaded.file
    made = (await queries.resolutions_by_deliberation(scope.session, [row.id])).get(row.id)
    cited = office.law.sources.cited(loaded.committee.basis, language="zh")
    assert row.meets_at is not None
    assert row.ended_at is not None
    return Record(
        agency=office.agency.name_zh,
        case_no=file.case_no,
        case_title=file.title,
        committee=loaded.committee,
        question=office.law.deliberations.questions[row.question].zh,
        act=office.law.stages.transition(row.act).zh,
        asked=row.asked,
        report=row.report,
        convener=row.convened_by_name,
        place=row.place,
        guests=tuple(row.guests),
        meets_at=row.meets_at,
        ended_at=row.ended_at,
        seats=loaded.seats,
        reasons={seat.account_id: seat.reason for seat in loaded.rows},
        votes=rules.count(loaded.seats),
        outcome=row.outcome,
        number=made.number if made is not None else "",
        conclusion=row.conclusion,
        basis="" if cited == OWN_RULE.zh else cited,  # A rule of this suite is no ground that a paper could cite.
    )
