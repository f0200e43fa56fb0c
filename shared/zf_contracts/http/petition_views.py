"""intake: petitions as they are read, with clocks, timeline and what is possible now."""

from datetime import date

from pydantic import AwareDatetime

from zf_contracts.http.base import Reason, View


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
    last_act_at: AwareDatetime
    version: int


class PersonView(View):
    """`hidden`: the petitioner asked for secrecy and the reader is none of those who must know."""

    no: int
    role: str
    name: str
    id_kind: str
    id_masked: str
    phone_masked: str
    address: str
    sex: str
    birth_date: date | None
    vulnerable: tuple[str, ...]
    hidden: bool


class AccusedView(View):
    """Without the permission to see who is accused only the kind is shown, and `hidden` is set."""

    no: int
    kind: str
    agency: str
    unit: str
    name: str
    post: str
    hidden: bool


class RequestView(View):
    """One request with its result: supported | explained | not_supported, or empty while it waits."""

    no: int
    content: str
    raised_at: AwareDatetime
    result: str
    answer_id: str


class AnswerView(View):
    id: str
    kind: str
    way: str
    result: str
    claims: str
    facts_and_reasons: str
    opinion: str
    legal_basis: str
    body: str
    document_no: str
    signed_by_name: str
    signed_as_leader: bool
    issued_at: AwareDatetime
    served_at: AwareDatetime | None
    served_how: str


class CheckView(View):
    """One of the four checks with its evidence."""

    name: str
    statement: str
    evidence: str


class ClosingView(View):
    id: str
    path: str
    state: str
    checks: tuple[CheckView, ...]
    follow_up: str
    follow_up_until: date | None
    confirmed_by: str
    confirmation_level: str
    confirmation_no: str
    case_no: str
    case_no_told_at: AwareDatetime | None
    note: str
    proposed_by: str
    proposed_by_name: str
    proposed_at: AwareDatetime
    decided_by_name: str
    decided_at: AwareDatetime | None
    decision_note: str


class DocumentRef(View):
    type: str
    title: str
    number: str


class StepView(View):
    """Who did what, when, on what basis; `late_entry`: entered more than a day after it was done (补录)."""

    at: AwareDatetime
    recorded_at: AwareDatetime
    late_entry: bool
    act: str
    zh: str
    en: str
    actor_id: str
    actor_name: str
    agency: str
    basis: str
    documents: tuple[DocumentRef, ...]
    note: str
    from_state: str
    to_state: str


class PetitionOptionView(View):
    """An act as it stands for this person now: possible, or why not. `route` is where its form is sent."""

    act: str
    zh: str
    en: str
    possible: bool
    reasons: tuple[Reason, ...]
    documents: tuple[str, ...]
    basis: str
    route: str


class PetitionLinkView(View):
    id: str
    petition_no: str
    title: str
    state: str
    kind: str
    explanation: str
    recorded_at: AwareDatetime


class AttachmentView(View):
    id: str
    kind: str
    title: str
    pages: int
    size: int
    media_type: str
    restricted: bool
    added_at: AwareDatetime


class FirstHandlerTermView(View):
    """One term of a first handler. state: offered | current | past | declined."""

    no: int
    account_id: str
    account_name: str
    unit: str
    state: str
    reason: str
    record: str
    offered_at: AwareDatetime
    since: AwareDatetime | None
    until: AwareDatetime | None


class PlanView(View):
    """五定. `approved_by_name` is empty until a leader approved it."""

    leader_id: str
    leader_name: str
    officer_id: str
    officer_name: str
    plan: str
    due: date | None
    standard: str
    approved_by_name: str
    approved_at: AwareDatetime | None


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
    plan: PlanView
    persons: tuple[PersonView, ...]
    accused: tuple[AccusedView, ...]
    requests: tuple[RequestView, ...]
    answers: tuple[AnswerView, ...]
    closings: tuple[ClosingView, ...]
    attachments: tuple[AttachmentView, ...]
    links: tuple[PetitionLinkView, ...]
    linked_from: tuple[PetitionLinkView, ...]
    clocks: tuple[PetitionClockView, ...]
    timeline: tuple[StepView, ...]
    first_handlers: tuple[FirstHandlerTermView, ...]
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
