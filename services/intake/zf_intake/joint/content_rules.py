"""What fits into one message: long texts are shortened in the message and travel whole as a file beside it. Pure."""

from __future__ import annotations

from zf_contracts.petition_values import PetitionContent, RequestLine
from zf_contracts.values import BlobRef, ManifestItem

MOST_BYTES = 120_000
"""A message may have 256 KiB with envelope, head and manifest; a character of Chinese takes three bytes."""

WHOLE_TEXT = "petition_whole_text"
_SHORTENED = "……（内容较长，全文见附件）"
_MOST_PEOPLE = 20
_KEPT = {"facts": 6000, "reasons": 3000, "requests": 500}


def fits(content: PetitionContent) -> bool:
    return len(_encoded(content)) <= MOST_BYTES and all(len(one.content) <= 5000 for one in content.requests)


def shortened(content: PetitionContent) -> PetitionContent:
    """The content with its long texts cut; `whole_text` says what was cut."""
    return content.model_copy(
        update={
            "facts": _cut(content.facts, _KEPT["facts"]),
            "reasons": _cut(content.reasons, _KEPT["reasons"]),
            "requests": tuple(
                RequestLine(no=one.no, content=_cut(one.content, _KEPT["requests"])) for one in content.requests
            ),
            "petitioners": content.petitioners[:_MOST_PEOPLE],
        }
    )


def whole_text(content: PetitionContent) -> str:
    """Everything in words, for the file that travels with a shortened content."""
    people = "\n".join(
        "\t".join((one.role, one.name, one.id_kind, one.id_number, one.phone, one.address))
        for one in content.petitioners
    )
    requests = "\n".join(f"{one.no}. {one.content}" for one in content.requests)
    return (
        f"{content.title}\n\n诉求\n{requests}\n\n事实\n{content.facts}\n\n理由\n{content.reasons}\n\n信访人\n{people}\n"
    )


def with_whole_text(content: PetitionContent, *, blob: BlobRef) -> PetitionContent:
    """The shortened content with the file that holds the whole of it, as the last paper."""
    paper = ManifestItem(
        no=len(content.documents) + 1,
        category="document",
        title="信访内容全文",
        document_type=WHOLE_TEXT,
        media_type="text/plain; charset=utf-8",
        blob=blob,
        secrecy="internal",
    )
    return shortened(content).model_copy(update={"documents": (*content.documents, paper)})


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - len(_SHORTENED)] + _SHORTENED


def _encoded(content: PetitionContent) -> bytes:
    return content.model_dump_json(exclude={"documents"}, exclude_none=True).encode()


def without_accused(content: PetitionContent) -> PetitionContent:
    """What a body gets that is to act on the matter but not on the accusation: no accused, no restricted papers."""
    papers = tuple(item for item in content.documents if item.secrecy == "none")
    return content.model_copy(update={"accused": (), "documents": papers})
