"""intake: petitions that concern several agencies. Joint matters, disputes, hand-overs, what the first handler has to track."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Reason, Text, Versioned, View

PartBand = Literal["confirmed", "waiting", "late", "failed", "rejected", "own"]


class SplitPart(Command):
    """One sub-matter. `main`: it holds the main request. `case_no`: the agency's running case in this matter.

    `accused`: this is the body that deals with the accusation; it alone is told who is accused.
    """

    agency: Line = Field(min_length=1, max_length=32)
    request_nos: tuple[int, ...] = Field(min_length=1, max_length=50)
    main: bool = False
    accused: bool = False
    case_no: Line = Field(default="", max_length=80)


class SplitPetition(Versioned):
    """POST /petitions/{id}/split, in the node of the hall. Every request goes to exactly one part."""

    parts: tuple[SplitPart, ...] = Field(min_length=2, max_length=20)


class AnswerPartObjection(Versioned):
    """POST /joint/{id}/parts/{no}/objection-decision: the hall takes the part back, or upholds it."""

    agree: bool
    reason: Text = Field(min_length=2, max_length=5000)


class ReassignPart(Versioned):
    """POST /joint/{id}/parts/{no}/agency: the part goes to another agency, after an agreed objection or a decision."""

    agency: Line = Field(min_length=1, max_length=32)
    reason: Text = Field(min_length=2, max_length=2000)


class ComposeReply(Versioned):
    """POST /joint/{id}/reply, at the lead agency: the one combined answer. Parts not in are named by themselves."""

    body: Text = Field(min_length=2, max_length=20_000)


class RaiseDispute(Versioned):
    """POST /joint/{id}/dispute: the lead is disputed; the committee decides in two working days."""

    proposed: Line = Field(default="", max_length=32)
    reason: Text = Field(min_length=2, max_length=5000)


class DecideDispute(Versioned):
    """POST /joint/disputes/{id}/decision, at the committee."""

    agency: Line = Field(min_length=1, max_length=32)
    reason: Text = Field(min_length=2, max_length=5000)
    basis: Line = Field(default="", max_length=300)


class AskCompetence(Versioned):
    """POST /petitions/{id}/competence-dispute: sender and receiver of a hand-over do not agree who is competent (PET 24)."""

    reason: Text = Field(min_length=2, max_length=5000)


class AskCoordination(Command):
    """POST /petitions/{id}/coordination: another agency is asked for help with this matter, until a day."""

    receiver: Line = Field(min_length=1, max_length=32)
    asked: Text = Field(min_length=2, max_length=2000)
    due: date


class AnswerStatement(Command):
    """POST /joint/statements/{id}/answer: agreed, declined, or done."""

    outcome: Literal["agreed", "declined", "done"]
    text: Text = Field(default="", max_length=5000)


class FinishTask(Command):
    """POST /joint/tracking/{id}: the first handler told the petitioner; how stands in the note."""

    note: Text = Field(min_length=2, max_length=2000)


class ConfirmationView(View):
    """Has this agency received what it was told? `band`: confirmed | waiting | late | failed | rejected | own."""

    agency: str
    message: str
    message_zh: str
    message_en: str
    issued_at: AwareDatetime
    step: str
    step_at: AwareDatetime | None
    warn_at: AwareDatetime | None
    fail_at: AwareDatetime | None
    band: PartBand
    problems: tuple[Reason, ...] = ()


class JointPartView(View):
    """A sub-matter with its own clock. The answer is shown to the hall, the lead agency and its own agency."""

    part_no: int
    agency: str
    agency_zh: str
    agency_en: str
    request_nos: tuple[int, ...]
    main: bool
    case_no: str
    due: AwareDatetime | date | None
    overdue: bool
    petition_no: str
    own_petition_id: str
    state: str
    state_zh: str
    state_en: str
    state_at: AwareDatetime | None
    officer: str
    answered_at: AwareDatetime | None
    outcome: str
    answer: str
    answer_basis: str
    answer_document_no: str
    answered_by: str
    objection: str
    objection_reason: str
    competent: str
    confirmation: ConfirmationView | None


class JointReplyView(View):
    """One edition of the combined answer; `missing` are the parts that were not in."""

    edition: int
    lead_agency: str
    body: str
    parts: tuple[int, ...]
    missing: tuple[int, ...]
    issued_at: AwareDatetime
    answered_by: str


class DisputeRow(View):
    """A dispute: who leads, or who is competent. state: open | decided; `overdue`: the committee has not answered in time."""

    id: str
    about: str
    collab_no: str
    petition_no: str
    title: str
    part_no: int | None
    raised_by: str
    agencies: tuple[str, ...]
    proposed: str
    reason: str
    raised_at: AwareDatetime
    due: AwareDatetime | date
    overdue: bool
    state: str
    agency: str
    decision_reason: str
    decision_basis: str
    decided_by: str
    decided_at: AwareDatetime | None
    version: int


class JointOption(View):
    """What this person can do with the joint matter now, and why not."""

    act: Literal["dispute", "reply", "reassign"]
    possible: bool
    reasons: tuple[Reason, ...]


class JointRow(View):
    """One joint matter in a list. `role`: host | lead | member. state: open | disputed | answered | completed."""

    id: str
    collab_no: str
    title: str
    role: str
    host: str
    lead_agency: str
    lead_rule: str
    state: str
    split_at: AwareDatetime
    answer_due: AwareDatetime | date | None
    overdue: bool
    parts: int
    answered: int
    unconfirmed: int
    petition_id: str
    version: int


class JointView(JointRow):
    """The whole: one progress for the counter."""

    agencies: tuple[JointPartView, ...]
    missing: tuple[int, ...]
    replies: tuple[JointReplyView, ...]
    disputes: tuple[DisputeRow, ...]
    options: tuple[JointOption, ...]


class PeerView(View):
    """Another agency that has to do with a petition of ours: what we told it, and what it told us."""

    agency: str
    agency_zh: str
    agency_en: str
    petition_no: str
    state: str
    state_zh: str
    state_en: str
    state_at: AwareDatetime | None
    officer: str
    next_on: date | None
    due: AwareDatetime | date | None
    due_rule: str
    answered_at: AwareDatetime | None
    outcome: str
    answer: str
    answer_document_no: str
    closed_at: AwareDatetime | None
    closing_path: str
    confirmations: tuple[ConfirmationView, ...]


class TrackTaskRow(View):
    """Another agency reported on a matter; its first handler tells the petitioner and says so here."""

    id: str
    petition_id: str
    petition_no: str
    title: str
    account_id: str
    sender: str
    message: str
    message_zh: str
    message_en: str
    state: str
    state_zh: str
    state_en: str
    acted_at: AwareDatetime
    created_at: AwareDatetime
    done_at: AwareDatetime | None
    done_by: str
    note: str


class StatementRow(View):
    """Something another agency told that people must read: a warning, a request for help, an invitation, figures."""

    id: str
    sender: str
    message: str
    message_zh: str
    message_en: str
    collab_no: str
    petition_no: str
    acted_at: AwareDatetime
    received_at: AwareDatetime
    body: dict[str, object]
    answerable: bool
    answered_at: AwareDatetime | None
    answer: str


class KnownPetitionRow(View):
    """A petition of another agency, by its key fields."""

    agency: str
    petition_no: str
    collab_no: str
    channel: str
    category: str
    topic: str
    first_time: bool
    collective: bool
    skip_level: bool
    people: int
    registered_at: AwareDatetime
    first_handler_unit: str
    state: str
    state_zh: str
    state_en: str
    state_at: AwareDatetime | None
