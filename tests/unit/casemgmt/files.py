"""Case files as the rules see them, made by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

from zf_casemgmt.cases.file_rules import CaseFile, Paper, SuspectFile
from zf_contracts.values import ExitCheck
from zf_law.deadlines import ZONE

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=ZONE)
FULL_CHECK = ExitCheck(
    facts_clear=True,
    evidence_sufficient=True,
    charge_accurate=True,
    procedure_lawful=True,
    formalities_complete=True,
    checked_by="police.legal",
)


def case_file(state: str = "investigating", **changes: object) -> CaseFile:
    base = CaseFile(
        id="c1",
        case_no="A3299000000002026090001",
        collab_no="XT1",
        title="诈骗案",
        charge="诈骗罪",
        kind="criminal",
        unit="criminal",
        handler_id="police.handler",
        participants={"police.handler": "handler"},
        state=state,
        holder="police",
        returns=0,
        adjournments=0,
        flags=frozenset(),
        exit_check=None,
        head_signed_by="",
        head_signed_name="",
        open_transfer=None,
        sensitivity="L3",
        last_act_at=NOW - timedelta(days=1),
        version=3,
        suspects=(SuspectFile("s1", "丙某", "none"),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def paper(kind: str, *, suspect: str | None = None, round_no: int = 0) -> Paper:
    return Paper(f"{kind}-{suspect}-{round_no}", kind, suspect, round_no)
