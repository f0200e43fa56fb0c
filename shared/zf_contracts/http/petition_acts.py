"""intake: the acts on a petition. `version` is the petition's; `acted_at` left out means now, and never lies ahead."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, Versioned

Explanation = Annotated[Text, Field(max_length=5000)]
Account = Annotated[Line, Field(max_length=64)]
Name = Annotated[Line, Field(max_length=100)]
Code = Annotated[Line, Field(max_length=32)]
RequestOutcome = Literal["supported", "explained", "not_supported"]
ServedHow = Literal["in_person", "post", "electronic", "announcement"]


class PetitionAct(Versioned):
    acted_at: AwareDatetime | None = None
    note: Text = Field(default="", max_length=5000)


class AcceptPetition(PetitionAct):
    """POST /petitions/{id}/acceptance. `unit` is the department that will handle it; empty: where it lies now."""

    unit: Code = ""


class ForwardPetition(PetitionAct):
    """POST /petitions/{id}/forwarding (转送)."""

    receiver: Code = Field(min_length=1)
    explanation: Explanation = ""


class AssignPetition(ForwardPetition):
    """POST /petitions/{id}/assignment (交办): a result report is due on `report_day`."""

    report_day: date


class AdvisePetitioner(PetitionAct):
    """POST /petitions/{id}/advice: which body to turn to; `competent_agency` where that body exchanges with us."""

    competent_name: Name = Field(min_length=2)
    competent_agency: Code = ""
    explanation: Explanation = Field(min_length=2)


class TakeLitigationPath(PetitionAct):
    """POST /petitions/{id}/litigation-path (诉访分离): which procedure, before which body; the person was told."""

    procedure: Line = Field(min_length=2, max_length=200)
    competent_name: Name = ""
    case_no: Line = Field(default="", max_length=80)


class RefuseAcceptance(PetitionAct):
    """POST /petitions/{id}/refusal: ground, the earlier matter, and a written explanation."""

    ground: Literal["duplicate", "after_final_review"]
    earlier_id: Account = Field(min_length=1)
    explanation: Explanation = ""


class RaiseObjection(PetitionAct):
    """POST /petitions/{id}/objection, within five working days of receipt."""

    explanation: Explanation = ""
    competent: Code = ""


class DecideObjection(PetitionAct):
    """POST /petitions/{id}/objection-decision by the sender of the hand-over."""

    agree: bool
    explanation: Explanation = ""


class StartHandling(PetitionAct):
    """POST /petitions/{id}/handling: name the officer in charge."""

    unit: Code = ""
    officer_id: Account = ""
    officer_name: Name = ""


class ChangeOfficer(StartHandling):
    """POST /petitions/{id}/officer: with the reason; the clocks run on."""

    explanation: Explanation = ""


class SetPlan(PetitionAct):
    """POST /petitions/{id}/plan (五定): leader, person, plan, date, standard. Changing it takes the approval away."""

    leader_id: Account = ""
    leader_name: Name = ""
    officer_id: Account = ""
    officer_name: Name = ""
    plan: Text = Field(default="", max_length=10_000)
    due: date | None = None
    standard: Text = Field(default="", max_length=2000)


class ApprovePlan(PetitionAct):
    """POST /petitions/{id}/plan-approval by a leader."""


class RecordReception(PetitionAct):
    """POST /petitions/{id}/leader-reception: the leader himself enters that he received the petitioner (S-004)."""

    record: Text = Field(min_length=2, max_length=10_000)


class ExtendHandling(PetitionAct):
    """POST /petitions/{id}/extension by a leader, once, with the reason the petitioner is told (PET 34)."""

    explanation: Explanation = ""


class MediatePetition(PetitionAct):
    """POST /petitions/{id}/mediation: the agreement that was reached."""

    terms: Text = Field(min_length=2, max_length=10_000)


class RequestResultInput(Command):
    no: int = Field(ge=1, le=100)
    result: RequestOutcome


class AnswerPetition(PetitionAct):
    """POST /petitions/{id}/answer. `form` must fit the category; an opinion states claims, facts and reasons, and its basis.

    form: reply (suggestion) | competent_body (accusation) | procedure (ways one to five) | opinion (way six).
    """

    form: Literal["reply", "competent_body", "procedure", "opinion"]
    way: Line = Field(default="", max_length=40)
    result: Literal["", "supported", "explained", "not_supported"] = ""
    results: tuple[RequestResultInput, ...] = Field(default=(), max_length=50)
    claims: Text = Field(default="", max_length=10_000)
    facts_and_reasons: Text = Field(default="", max_length=20_000)
    opinion: Text = Field(default="", max_length=20_000)
    legal_basis: Text = Field(default="", max_length=2000)
    body: Name = ""


class AnswerAtOnce(PetitionAct):
    """POST /petitions/{id}/answer-at-once: at the window, in the petitioner's presence; it counts as served."""

    opinion: Text = Field(min_length=2, max_length=20_000)


class SignAnswer(PetitionAct):
    """POST /petitions/{id}/signature: a leader signs the answer that is about to be served (S-004)."""


class ServeAnswer(PetitionAct):
    """POST /petitions/{id}/service: the petitioner received the newest answer; his periods run from then."""

    served_how: ServedHow = "in_person"


class TellProgress(PetitionAct):
    """POST /petitions/{id}/progress: what the petitioner was told meanwhile."""

    text: Text = Field(min_length=2, max_length=5000)


class RequestReview(PetitionAct):
    """POST /petitions/{id}/review-request (复查, then 复核): in the petitioner's words; late only with a good reason."""

    statement: Text = Field(min_length=2, max_length=10_000)
    late_reason: Explanation = ""


class DecideReview(PetitionAct):
    """POST /petitions/{id}/review-decision: upheld | changed, or revoked, which orders new handling."""

    result: Literal["upheld", "changed", "revoked"]
    claims: Text = Field(default="", max_length=10_000)
    facts_and_reasons: Text = Field(default="", max_length=20_000)
    opinion: Text = Field(min_length=2, max_length=20_000)
    legal_basis: Text = Field(min_length=2, max_length=2000)
    body: Name = ""


class Check(Command):
    """One of the four checks: what holds, and the evidence for it."""

    statement: Text = Field(min_length=1, max_length=5000)
    evidence: Text = Field(min_length=1, max_length=2000)


class FourChecks(Command):
    facts_established: Check | None = None
    measures_done: Check | None = None
    problem_solved: Check | None = None
    petitioner_settled: Check | None = None


class ProposeClosing(Versioned):
    """POST /petitions/{id}/closing. It is dated now: nothing is closed for a day that is past."""

    path: Literal["settled", "procedure_exhausted", "lawfully_terminated", "litigation_path"]
    checks: FourChecks = FourChecks()
    follow_up: Text = Field(default="", max_length=5000)
    follow_up_until: date | None = None
    confirmed_by: Name = ""
    confirmation_level: Literal["", "county", "city", "province", "central"] = ""
    confirmation_no: Line = Field(default="", max_length=80)
    case_no: Line = Field(default="", max_length=80)
    case_no_told_at: AwareDatetime | None = None
    note: Text = Field(default="", max_length=5000)


class DecideClosing(Versioned):
    """POST /petitions/{id}/closing-decision by another person than the handler."""

    approve: bool
    explanation: Explanation = ""


class ConfirmOutcome(Versioned):
    """POST /petitions/{id}/outcome: the handling agency's closing, or what became of the advice, is confirmed."""

    explanation: Explanation = ""


class WithdrawPetition(PetitionAct):
    """POST /petitions/{id}/withdrawal: the petitioner's own words. It takes no right away from him."""

    explanation: Explanation = ""


class MergePetition(PetitionAct):
    """POST /petitions/{id}/merging into the earlier matter, with a written explanation for the petitioner."""

    earlier_id: Account = Field(min_length=1)
    explanation: Explanation = ""


class ReopenPetition(PetitionAct):
    """POST /petitions/{id}/reopening."""

    cause: Literal["rebound", "new_facts", "error_found"]
    explanation: Explanation = ""


class SupplementPetition(PetitionAct):
    """POST /petitions/{id}/supplement: further facts or requests; each request wants an answer."""

    facts: Text = Field(default="", max_length=20_000)
    requests: tuple[Annotated[Text, Field(min_length=1, max_length=5000)], ...] = Field(default=(), max_length=20)


class ChangeMarks(Versioned):
    """POST /petitions/{id}/marks. Empty fields stay as they are."""

    urgent: bool | None = None
    serious: Literal["", "major", "difficult"] | None = None
    long_standing: bool | None = None
    subject: Line | None = Field(default=None, max_length=40)
    reason: Line = Field(min_length=2, max_length=500)


class RecuseOfficer(Versioned):
    """POST /petitions/{id}/recusal: this person stands back (PET 28(3))."""

    account_id: Account = Field(min_length=1)
    reason: Line = Field(min_length=2, max_length=500)


class OfferFirstHandling(Versioned):
    """POST /petitions/{id}/first-handler: the head proposes another first handler, with reason and hand-over record."""

    account_id: Account = Field(min_length=1)
    account_name: Name = ""
    unit: Code = Field(min_length=1)
    reason: Text = Field(min_length=2, max_length=2000)
    record: Text = Field(min_length=2, max_length=10_000)


class AnswerFirstHandling(Versioned):
    """POST /petitions/{id}/first-handler-answer by the person it was offered to; until then the old one answers."""

    accept: bool
    reason: Text = Field(default="", max_length=2000)
