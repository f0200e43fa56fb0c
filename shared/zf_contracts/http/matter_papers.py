"""liaison: papers of meetings, supervised tasks and supervision documents (文书打印)."""

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, View


class MakeMatterPaper(Command):
    """POST …/{id}/papers: print what the record says now. The same record gives the same paper again.

    `by_hand` prints 〓 for characters that no font here has, to be written in by hand; without it such a paper is refused.
    """

    type: str = Field(min_length=1, max_length=64)
    by_hand: bool = False


class MatterPaperView(View):
    """`content_digest` stands on the paper; it is the same wherever the same record is printed. `digest`: of the file.

    `no` counts the states of a type; `draft`: printed before the matter had its number.
    """

    id: str
    type: str
    title_zh: str
    title_en: str
    number: str
    no: int
    content_digest: str
    digest: str
    size: int
    draft: bool
    by_hand: bool
    made_at: AwareDatetime
    made_by_name: str


class PaperTypeView(View):
    """A paper that can be printed now."""

    type: str
    title_zh: str
    title_en: str


class MatterPapers(View):
    """GET …/{id}/papers: what may be printed by now, and what has been printed, newest first."""

    possible: tuple[PaperTypeView, ...]
    papers: tuple[MatterPaperView, ...]
