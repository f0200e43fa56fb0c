"""intake: the parts of a petition as they are read: people, requests, answers, closings, timeline, what is possible."""

from datetime import date

from pydantic import AwareDatetime

from zf_contracts.http.base import Reason, View


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


class RefusalView(View):
    """Why acceptance was refused, as recorded with the act; `basis` is the article as the notice cites it."""

    ground: str
    zh: str
    en: str
    basis: str
    earlier_id: str


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


class FirstHandlingTermView(View):
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
