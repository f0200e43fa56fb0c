"""The document of a cooperation matter (协作事项) as it was opened, the same words at both sides and at whoever has a copy."""

from collections.abc import Iterator, Sequence

from zf_contracts.http.cooperation import ColumnView, CooperationView, FactView
from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_law.citations import OWN_RULE
from zf_law.cooperation import CooperationKind
from zf_law.cooperation_facts import CHOICE, MOMENT, ROWS
from zf_law.deadlines import ZONE
from zf_law.papers import Content, paragraphs
from zf_law.problems import Problem
from zf_liaison.papers.cooperation_queries import matter_to_print
from zf_liaison.papers.make_paper import Order, make_paper
from zf_liaison.papers.press import Press
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

Line = dict[str, str]


async def make_cooperation_paper(scope: Scope, matter_id: str, command: MakeMatterPaper, *, press: Press) -> None:
    matter, document = await matter_to_print(scope, matter_id, press=press)
    if command.type != document:
        raise Refused((Problem("paper.nothing_to_print", {"field": "type"}),))
    content = _content(matter, document=document, press=press)
    await make_paper(scope, Order("cooperation", matter_id, content, draft=False, by_hand=command.by_hand), press=press)


def _content(matter: CooperationView, *, document: str, press: Press) -> Content:
    kind = press.law.cooperation.kinds[matter.kind]
    stated = next((step.facts for step in matter.steps if step.act == kind.opening.id), ())
    return Content(
        type=document,
        title=press.law.documents.by_id(document).zh,
        agency=press.agency(matter.issuer),
        number=matter.matter_no,
        dated=matter.opened_at.astimezone(ZONE).date(),
        matter={},
        fields={
            "addressee": _addressee(matter, stated, kind=kind, press=press),
            "subject": matter.title,
            "basis": _basis(matter, press=press),
            "facts": tuple(line for fact in stated for line in _lines(fact)),
            "copies": "、".join(press.agency(copy.code) for copy in matter.copies),
        },
    )


def _addressee(matter: CooperationView, stated: Sequence[FactView], *, kind: CooperationKind, press: Press) -> str:
    """What stays within an agency is a record, or goes to one of its departments."""
    agency = "" if matter.issuer == matter.addressee else press.agency(matter.addressee)
    receiver = kind.discretion.receiver if kind.discretion else ""
    return agency + next((fact.text_zh for fact in stated if fact.id == receiver), "")


def _basis(matter: CooperationView, *, press: Press) -> str:
    """A rule of this suite is no ground that a paper could cite."""
    cited = press.law.sources.cited(matter.basis, language="zh")
    return "" if cited == OWN_RULE.zh else cited


def _lines(fact: FactView) -> Iterator[Line]:
    """Paragraphs and rows each have a line of their own; the name stands at the first."""
    if fact.type == ROWS:
        texts = [_row(fact.columns, row) for row in fact.rows]
    elif fact.type == CHOICE:
        texts = [fact.text_zh]
    elif fact.type == MOMENT:
        texts = [fact.text.replace("T", " ")[:16]]
    else:
        texts = list(paragraphs(fact.text))
    for number, text in enumerate(texts):
        yield {"label": "" if number else fact.zh, "text": text}


def _row(columns: Sequence[ColumnView], row: Sequence[str]) -> str:
    said = [f"{column.zh}：{_word(column, cell)}" for column, cell in zip(columns, row, strict=True) if cell]
    return "；".join(said)


def _word(column: ColumnView, cell: str) -> str:
    return next((choice.name_zh for choice in column.choices if choice.code == cell), cell)
