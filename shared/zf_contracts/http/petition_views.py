"""intake: petitions as they are read, with clocks, timeline and what is possible now."""

from datetime import date

from pydantic import AwareDatetime

from zf_contracts.http.base import Reason, View
from zf_contracts.http.conversions import ConversionView
from zf_contracts.http.hearings import HearingView
from zf_contracts.http.petition_parts import (
    AccusedView,
    AnswerView,
    AttachmentView,
    ClosingView,
    FirstHandlingTermView,
    PersonView,
    PetitionLinkView,
    PetitionOptionView,
    PlanView,
    RefusalView,
    RequestView,
    StepView,
)


class TraceLine(View):
    zh: str
    en: str
    basis: str


class PetitionClockView(View):
    """A period with its explanation. state: running | paused | met | met_late | breached | cancelled.

    `party`: the petitioner's own period. `band`: overdue | due_soon | running | paused | ended.
    """

    id: str
    petition_id: str
    petition_no: str
    rule: str
    title_zh: str
    title_en: str
    basis: str
    party: bool
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    provisional: bool
    extensions: int
    max_extensions: int
    extension_reasons: tuple[str, ...]
    state: str
    band: str
    days_left: int
    ended_at: AwareDatetime | None
    trace: tuple[TraceLine, ...]


class FirstTargetView(View):
    """The internal target of a first letter or visit (S-024), no legal clock. state: running | overdue | kept | missed."""

    days: int
    due: date
    state: str


class PetitionRow(View):
    """One line of a worklist. `petitioner` is masked; `next_due` is the nearest end of a duty of this agency."""

    id: str
    petition_no: str
    collab_no: str
    title: str
    petitioner: str
    channel: str
    category: str
    state: str
    state_zh: str
    state_en: str
    unit: str
    first_handler_id: str
    first_handler_name: str
    duty: str
    officer_id: str
    officer_name: str
    competent_agency: str
    people_count: int
    collective: bool
    repeat: bool
    skip_level: bool
    urgent: bool
    serious: str
    vulnerable: bool
    litigation: bool
    received_at: AwareDatetime
    registered_at: AwareDatetime
    next_due: AwareDatetime | date | None
    next_rule: str | None
    band: str | None
    first_target: FirstTargetView | None = None
    last_act_at: AwareDatetime
    version: int


class PetitionView(PetitionRow):
    """The whole of a petition as this reader may see it."""

    origin: str
    origin_agency: str
    origin_petition_no: str
    report_day: date | None
    registered_by: str
    registered_by_name: str
    facts: str
    reasons: str
    place: str
    subject: str
    collective_threshold: int
    confidential: bool
    long_standing: bool
    complaint_kind: str
    case_numbers: tuple[str, ...]
    flags: tuple[str, ...]
    competent_name: str
    first_handler_unit: str
    first_handler_agency: str
    leader_received_by: str
    leader_received_at: AwareDatetime | None
    case_no: str
    closing_path: str
    closed_at: AwareDatetime | None
    refusal: RefusalView | None = None
    plan: PlanView
    persons: tuple[PersonView, ...]
    accused: tuple[AccusedView, ...]
    requests: tuple[RequestView, ...]
    answers: tuple[AnswerView, ...]
    closings: tuple[ClosingView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[PetitionLinkView, ...]
    linked_from: tuple[PetitionLinkView, ...]
    conversions: tuple[ConversionView, ...] = ()
    hearings: tuple[HearingView, ...] = ()
    clocks: tuple[PetitionClockView, ...]
    timeline: tuple[StepView, ...]
    first_handlers: tuple[FirstHandlingTermView, ...]
    options: tuple[PetitionOptionView, ...]


class PetitionReceipt(View):
    """What the slip prints. `query_code` is shown this once and kept nowhere; a reprint makes a new code."""

    petition_id: str
    petition_no: str
    collab_no: str
    query_code: str
    agency_name: str
    unit_name: str
    title: str
    petitioner: str
    registered_at: AwareDatetime
    registered_by_name: str
    notice_due: AwareDatetime | date | None
    hint_zh: str
    hint_en: str


class RegisteredPetition(View):
    """The answer to a registration: the petition, its slip, and advice that refuses nothing."""

    petition: PetitionView
    receipt: PetitionReceipt
    advice: tuple[Reason, ...]
