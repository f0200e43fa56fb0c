"""intake: papers (制发文书), their prints, and the public check of a paper."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View


class PrintPaper(Command):
    """The first print needs nothing. A further one (补打) needs a reason.

    `by_hand` prints 〓 for characters that no font here has, to be written in by hand; without it such a print is refused.
    """

    reason: str = Field(default="", max_length=300)
    by_hand: bool = False


class VoidPaper(Command):
    """A paper is withdrawn (作废) or replaced by another of the same matter; it stays on file and its check says so."""

    reason: str = Field(min_length=2, max_length=300)
    replaced_by: str = Field(default="", max_length=80)


class CheckPaper(Command):
    """Whoever holds a paper asks whether it is genuine: its code, and its number when it was typed rather than scanned."""

    number: str = Field(default="", max_length=80)
    code: str = Field(min_length=1, max_length=40)


class PrintView(View):
    """`digest` is the hash of the printed file."""

    no: int
    digest: str
    size: int
    by_hand: bool
    reason: str
    printed_at: AwareDatetime
    printed_by_name: str


class PaperView(View):
    """`content_digest` stands on the paper itself. state: valid | replaced | void."""

    id: str
    type: str
    title_zh: str
    title_en: str
    number: str
    dated: date
    state: str
    replaced_by: str
    reason: str
    content_digest: str
    copies: int
    made_at: AwareDatetime
    made_by_name: str
    prints: tuple[PrintView, ...]


class CheckedPaper(View):
    """What the check page may tell: nothing about any person or matter."""

    title_zh: str
    title_en: str
    number: str
    dated: date
    agency_zh: str
    agency_en: str
    state: str
    replaced_by: str
    content_digest: str
    file_digests: tuple[str, ...]


class MakePaper(Command):
    """POST /petitions/{id}/papers: the document that an act produced, by its type and the number it got then."""

    type: str = Field(min_length=1, max_length=64)
    number: str = Field(default="", max_length=80)


class OpinionText(Command):
    """The parts of an opinion as officers write them; a preview is printed from them before anything is signed."""

    type: str = Field(min_length=1, max_length=64)
    claims: Text = Field(default="", max_length=10_000)
    facts_and_reasons: Text = Field(default="", max_length=20_000)
    opinion: Text = Field(default="", max_length=20_000)
    legal_basis: Text = Field(default="", max_length=5_000)
    result: Line = Field(default="", max_length=40)
    body: Line = Field(default="", max_length=100)


class DraftRead(View):
    """A Word draft that came back: the text of its parts, and the hash of the file, which is kept."""

    type: str
    digest: str
    claims: str
    facts_and_reasons: str
    opinion: str
    legal_basis: str


class DocumentLine(View):
    """A document of a petition's timeline. `paper` once it was made; `printable`: it has a template."""

    type: str
    title_zh: str
    title_en: str
    number: str
    act_zh: str
    act_en: str
    at: AwareDatetime
    printable: bool
    paper: PaperView | None
