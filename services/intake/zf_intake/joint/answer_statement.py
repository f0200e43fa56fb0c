"""Answer what another agency asked of us: help with a matter, or company on a home visit."""

from collections.abc import Mapping

from sqlalchemy import select

from zf_contracts.http.joint import AnswerStatement
from zf_contracts.petition_statements import RequestAnswer
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.rules import answer_problems
from zf_intake.joint.tables import ArrivedNotice
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope

ANSWERS: Mapping[str, str] = {
    "petition.coordination.requested": "petition.coordination.answered",
    "petition.home_visit.requested": "petition.home_visit.answered",
}
"""Request → its answer."""


async def answer_statement(scope: Scope, message_id: str, command: AnswerStatement, *, desk: Desk) -> None:
    """Agreed or declined once; what was agreed can still be reported as done."""
    row = await scope.session.scalar(
        select(ArrivedNotice).where(ArrivedNotice.message_id == message_id).with_for_update()
    )
    if row is None or row.state != "noted":
        raise NotFound
    problems = answer_problems(answerable=row.message in ANSWERS, former=row.answer, outcome=command.outcome)
    if problems:
        raise Refused(problems)
    body = RequestAnswer(
        notice_id=scope.new_id(),
        collab_no=row.collab_no,
        petition_no=row.petition_no,
        acted_at=scope.now,
        of=row.notice_id,
        outcome=command.outcome,
        text=command.text,
        contact=scope.actor.name,
    )
    row.answer, row.answered_at = command.outcome, scope.now
    await scope.session.flush()
    await issue(scope, ANSWERS[row.message], body, to={row.sender}, petition_id=row.petition_id, desk=desk)
    scope.record("joint.answer_statement", object_kind="petition_notice", object_id=row.notice_id)
