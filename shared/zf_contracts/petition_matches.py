"""Petition bodies for recognising repeats between agencies: keyed hashes and numbers, no person and no word of a text."""

from typing import Annotated, Literal

from pydantic import Field

from zf_contracts.petition_values import PetitionTold
from zf_contracts.values import Value

KeyedHash = Annotated[str, Field(max_length=32)]
KeyedMark = Annotated[str, Field(max_length=16)]
PetitionNo = Annotated[str, Field(max_length=40)]


class MarkedPetition(Value):
    """One petition as others may compare it. Hashes and marks are made with the key of the deployment (hexadecimal)."""

    petition_no: PetitionNo
    collab_no: str = Field(default="", max_length=40)
    people: tuple[KeyedHash, ...] = Field(default=(), max_length=200)
    marks: tuple[KeyedMark, ...] = Field(default=(), max_length=64)


class MatchQuestion(PetitionTold):
    """Have you a matter of the same person, or with nearly the same words? Several petitions in one message."""

    kind: Literal["match_question"] = "match_question"
    petitions: tuple[MarkedPetition, ...] = Field(min_length=1, max_length=50)


class FoundMatch(Value):
    """`asked_no` is the petition of the one who asked, `petition_no` the one of the one who answers."""

    asked_no: PetitionNo
    petition_no: PetitionNo
    same_person: bool = False
    same_subject: bool = False


class MatchAnswer(PetitionTold):
    """What was found; nothing found is not answered. `of` is the notice id of the question."""

    kind: Literal["match_answer"] = "match_answer"
    of: str = Field(max_length=64)
    matches: tuple[FoundMatch, ...] = Field(min_length=1, max_length=500)
