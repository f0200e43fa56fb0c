"""intake: ledgers of older petitions (台账): how their columns are read, what a check found, how far an import is."""

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Reason, View
from zf_contracts.http.petitions import Channel


class LedgerMapping(Command):
    """Field → header of its column, saved under the name of the source. Fields: zf_intake.ledgers.mapping_rules.FIELDS.

    `unit` is where the petitions were received (empty: the unit of whoever imports them).
    """

    source: str = Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")
    title: Line = Field(min_length=2, max_length=60)
    channel: Channel = "online"
    unit: Line = Field(default="", max_length=32)
    columns: dict[str, Line] = Field(min_length=1, max_length=30)


class LedgerSourceView(LedgerMapping):
    saved_by_name: str
    saved_at: AwareDatetime


class RowReport(View):
    """A row that is not taken, or that says the same as another. `line` is the line of the sheet."""

    line: int
    reasons: tuple[Reason, ...] = ()
    same_as_line: int = 0


class ImportRow(View):
    """One line of the list. state: checked | running | done | cancelled. `registered` of `accepted` are in."""

    id: str
    source: str
    source_title: str
    file_name: str
    state: str
    rows: int
    accepted: int
    rejected: int
    known: int
    duplicates: int
    registered: int
    created_by_name: str
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    version: int


class ImportReport(ImportRow):
    """What the check found. `errors` and `doubles` are the first fifty; `same_file`: this very file was here before.

    `late`: rule → how many answered rows came after its period; `open`: rows without an answer.
    """

    file_digest: str
    columns: dict[str, str]
    errors: tuple[RowReport, ...]
    doubles: tuple[RowReport, ...]
    late: dict[str, int]
    open: int
    same_file: bool = False


class StartImport(Command):
    """POST /imports/{id}/start: register what was accepted. The version is that of the report the person read."""

    version: int = Field(ge=1)
