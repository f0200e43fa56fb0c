"""What must stand in the books of every agency when a story is over: messages in their order, documents, clocks."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from zf_node.demo.desk import Json, until
from zf_node.demo.matter import Matter, StoryFailed

ARRIVED = frozenset({"delivered", "opened"})
_BY_THE_CALENDAR = frozenset({"deadline.breached"})
"""Sent because a day is over, not because of a step: whether they are there depends on the day the story is told."""
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Books:
    """One agency at the end. `reader` may see the case; `clocks` are `rule due` with the day of their end."""

    reader: str
    state: str
    documents: tuple[str, ...]
    clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`messages`: (sender, receiver) → types in the order of their sequence."""

    messages: Mapping[tuple[str, str], tuple[str, ...]]
    books: Mapping[str, Books]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _clocks(text: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in text.split(","))


_REPORTED = _words("intake_receipt intake_form evidence_receipt_list filing_decision")
_EXIT = _words("closing_report prosecution_opinion litigation_volume transfer_manifest")
_RECEIVED = _words("case_acceptance_register transfer_receipt")

# ------------------------------------------------------------------------------------------------ 盗窃案 theft
_ARREST = _words(
    "detention_report detention_warrant bail_decision arrest_request litigation_volume "
    "arrest_approval arrest_warrant arrest_execution_receipt"
)
_INDICTED = _words("recognizance sentencing_proposal indictment transfer_manifest")
_JUDGED = _words("court_acceptance_notice judgment service_return")
_AT_COURT = (*_REPORTED, *_ARREST, *_EXIT, *_RECEIVED, *_INDICTED, "transfer_receipt", *_JUDGED, "procedure_decision")
_ENFORCED = _words("judgment indictment_copy enforcement_notice case_closing_form")

THEFT = Outcome(
    messages={
        ("police", "procuratorate"): _words(
            "case.intake.registered case.filing.decided arrest.approval.requested case.document.issued "
            "case.transfer.submitted"
        ),
        ("procuratorate", "police"): _words(
            "case.transfer.receipted arrest.decision.issued case.transfer.receipted prosecution.decision.issued"
        ),
        ("procuratorate", "court"): _words("case.transfer.submitted"),
        ("court", "procuratorate"): _words(
            "case.transfer.receipted court.case.accepted case.document.issued court.judgment.served case.document.issued"
        ),
        ("court", "police"): _words("court.case.accepted court.judgment.served case.document.issued"),
        ("court", "justice"): _words("enforcement.handover.sent"),
        ("justice", "court"): _words("case.transfer.receipted"),
        ("justice", "police"): _words("case.document.issued"),
        ("justice", "procuratorate"): _words("case.document.issued"),
    },
    books={
        "police": Books(
            "police.handler",
            "closed",
            (*_REPORTED, *_ARREST, *_EXIT, *_INDICTED, *_JUDGED, "enforcement_receipt"),
            _clocks(
                "P02 2026-07-09, P13 2026-07-09, P13.first_interrogation 2026-07-09, P13.detention_house 2026-07-09, "
                "P14 2026-07-11, P15 2026-07-20, P17 2026-07-16, P17.first_interrogation 2026-07-16, P18 2026-09-15, "
                "P20 2027-07-08"
            ),
        ),
        "procuratorate": Books(
            "procuratorate.prosecutor",
            "closed",
            (
                *_REPORTED,
                *_ARREST,
                *_EXIT,
                *_RECEIVED,
                *_INDICTED,
                *_JUDGED,
                "procedure_decision",
                "enforcement_receipt",
            ),
            _clocks("J01 2026-07-17, J08 2026-08-27, J07 2026-09-24"),
        ),
        "court": Books(
            "court.judge",
            "closed",
            (*_AT_COURT, *_ENFORCED),
            _clocks("C01 2026-09-22, C05 2026-09-26, C10 2026-10-08, C13 2026-10-19, C03 2026-11-16"),
        ),
        "justice": Books("justice.office", "closed", (*_AT_COURT, *_ENFORCED, "enforcement_receipt")),
    },
)

# ------------------------------------------------------------------------------------------------ 诈骗案 fraud
_RETURNED = _words("supplementary_decision supplementary_outline")
_RESUBMITTED = _words("supplementary_report transfer_manifest")
_NOT_PROSECUTED = _words("non_prosecution_decision reconsideration_opinion")
_FRAUD_POLICE = (*_REPORTED, "bail_decision", *_EXIT, *2 * _RETURNED, *2 * _RESUBMITTED, *_NOT_PROSECUTED)

FRAUD = Outcome(
    messages={
        ("police", "procuratorate"): _words(
            "case.intake.registered case.filing.decided case.transfer.submitted case.transfer.submitted "
            "case.transfer.submitted reconsideration.requested"
        ),
        ("procuratorate", "police"): _words(
            "case.transfer.receipted supplementary_investigation.ordered case.transfer.receipted "
            "supplementary_investigation.ordered case.transfer.receipted prosecution.decision.issued "
            "reconsideration.decided"
        ),
    },
    books={
        "police": Books(
            "police.handler",
            "not_prosecuted",
            (*_FRAUD_POLICE, "reconsideration_decision"),
            _clocks(
                "P02 2026-03-05, P20 2027-03-06, P22 2026-06-22, P22 2026-08-17, P23 2026-09-17, P23.higher 2026-10-22"
            ),
        ),
        # The third order to supplement was written, and refused: its two papers stay in the procuratorate's volume.
        "procuratorate": Books(
            "procuratorate.prosecutor",
            "not_prosecuted",
            (*_FRAUD_POLICE, *3 * _RECEIVED, *_RETURNED, "reconsideration_decision"),
            _clocks(
                "J08 2026-04-27, J07 2026-05-25, J08 2026-06-22, J07 2026-07-20, J08 2026-08-17, J07 2026-09-14, "
                "J12 2026-09-17, J10 2026-10-16"
            ),
        ),
    },
)

OUTCOMES: Mapping[str, Outcome] = {"theft": THEFT, "fraud": FRAUD}


async def check_outcome(matter: Matter, outcome: Outcome) -> None:
    """Both sides tell the same messages, each in its order; every record holds its documents and clocks, no more."""
    for agency, books in outcome.books.items():
        await _messages_stand(matter, agency, outcome)
        await _record_stands(matter, agency, books)


async def _messages_stand(matter: Matter, agency: str, outcome: Outcome) -> None:
    expected = {
        ("out" if sender == agency else "in", receiver if sender == agency else sender): types
        for (sender, receiver), types in outcome.messages.items()
        if agency in (sender, receiver)
    }
    found: dict[tuple[str, str], tuple[str, ...]] = {}

    async def stand() -> Json | None:
        found.clear()
        found.update(await _told(matter, agency))
        return {} if found == expected else None

    with suppress(TimeoutError):
        await until(stand, what="", seconds=_PATIENCE)
    for key in sorted({*expected, *found}):
        if expected.get(key) != found.get(key):
            raise StoryFailed(f"{agency} {key} 的消息应为 {expected.get(key)}，实际为 {found.get(key)}")
    matter.expect(True, f"{agency} 的台账：{sum(len(types) for types in expected.values())} 条消息，类型与次序相符")


async def _told(matter: Matter, agency: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The ledger of this side about this matter: what has arrived, by direction and peer."""
    page = await matter.town.desk(f"{agency}.operator").get("liaison", "/ledger", q=matter.collab_no, limit=100)
    items = page["items"]
    assert isinstance(items, list)
    told: dict[tuple[str, str], list[str]] = {}
    for row in sorted(items, key=lambda row: int(row["sequence"])):
        if row["state"] in ARRIVED and row["type"] not in _BY_THE_CALENDAR:
            told.setdefault((row["direction"], row["peer"]), []).append(row["type"])
    return {key: tuple(types) for key, types in told.items()}


async def _record_stands(matter: Matter, agency: str, books: Books) -> None:
    """A message on its way may still bring the last document or clock."""
    wanted = Counter((f"环节 {books.state}", *books.documents, *books.clocks))
    found: Counter[str] = Counter()

    async def stands() -> Json | None:
        nonlocal found
        found = _entries(await matter.case(books.reader))
        return {} if found == wanted else None

    with suppress(TimeoutError):
        await until(stands, what="", seconds=_PATIENCE)
    missing, surplus = sorted((wanted - found).elements()), sorted((found - wanted).elements())
    if missing or surplus:
        raise StoryFailed(f"{agency} 的案件：缺少 {missing}，多出 {surplus}")
    text = f"{agency} 的案件：{books.state}，文书 {len(books.documents)} 份，期限 {len(books.clocks)} 项，与预期相符"
    matter.expect(True, text)


def _entries(case: Json) -> Counter[str]:
    documents, clocks = case["documents"], case["clocks"]
    assert isinstance(documents, list)
    assert isinstance(clocks, list)
    return Counter(
        (
            f"环节 {case['state']}",
            *(str(one["type"]) for one in documents),
            *(f"{one['rule']} {str(one['due'])[:10]}" for one in clocks),
        )
    )
