"""What agencies tell each other of cooperation matters (协作事项): the matter as it is opened, and each act on it."""

from pydantic import AwareDatetime, Field

from zf_contracts.supervision_values import ActTold, EvidenceFile
from zf_contracts.values import Value


class FactRow(Value):
    """One line of a fact that is a list; the cells are in the order of the columns which the kind names."""

    cells: tuple[str, ...] = Field(max_length=10)


class FactTold(Value):
    """A fact of the kind, by its name: a text, a day, a number, a choice, or rows."""

    name: str = Field(max_length=40)
    text: str = Field(default="", max_length=5000)
    rows: tuple[FactRow, ...] = Field(default=(), max_length=60)


class CooperationMatter(Value):
    """协作事项 as it is opened. `group_id` joins matters that were opened together to several agencies.

    `copies` are agencies that get this message to know of it; they keep it and do nothing.
    """

    act_id: str = Field(max_length=64)
    matter_id: str = Field(max_length=64)
    matter_no: str = Field(max_length=80)
    kind: str = Field(max_length=40)
    issuer: str = Field(max_length=32)
    addressee: str = Field(max_length=32)
    copies: tuple[str, ...] = Field(default=(), max_length=20)
    group_id: str = Field(default="", max_length=64)
    collab_no: str = Field(default="", max_length=40)
    title: str = Field(max_length=200)
    facts: tuple[FactTold, ...] = Field(default=(), max_length=60)
    by_name: str = Field(max_length=100)
    files: tuple[EvidenceFile, ...] = Field(default=(), max_length=50)
    acted_at: AwareDatetime


class CooperationAct(ActTold):
    """One act with the facts it states."""

    facts: tuple[FactTold, ...] = Field(default=(), max_length=60)
