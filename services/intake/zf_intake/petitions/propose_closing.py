"""Propose to close a petition on one of four ways (handbook 3.6). No way asks the petitioner to give anything up."""

from collections.abc import Mapping

from sqlalchemy import insert

from zf_contracts.http.petition_acts import FourChecks, ProposeClosing
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.tables import PetitionClosing
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import FOUR_CHECKS, ClosingFacts
from zf_platform.transaction import Scope

ACTS: Mapping[str, str] = {
    "settled": "propose_settled",
    "procedure_exhausted": "propose_exhausted",
    "lawfully_terminated": "propose_terminated",
    "litigation_path": "propose_procedure_taken",
}


async def propose_closing(scope: Scope, petition_id: str, command: ProposeClosing, *, desk: Desk) -> None:
    """Dated now. The guards of the chosen path are asked again when it is approved."""
    file = await take_up(scope, petition_id, "petition.close", version=command.version)
    checks = _checks(command.checks)
    facts = ClosingFacts(
        path=command.path,
        proposed_by=scope.actor.account_id,
        evidenced=frozenset(checks),
        follow_up_until=command.follow_up_until,
        confirmed_by=command.confirmed_by,
        confirmation_level=command.confirmation_level,
        case_no=command.case_no or file.closing.case_no,
        case_no_told_at=command.case_no_told_at,
    )
    await advance(scope, Move(ACTS[command.path], scope.now, note=command.note, closing=facts), file=file, desk=desk)
    same = (
        "path", "follow_up", "follow_up_until", "confirmed_by", "confirmation_level", "confirmation_no", "case_no",
        "case_no_told_at", "note",
    )  # fmt: skip
    await scope.session.execute(
        insert(PetitionClosing).values(
            id=scope.new_id(),
            petition_id=petition_id,
            state="proposed",
            checks=checks,
            proposed_by=scope.actor.account_id,
            proposed_by_name=scope.actor.name,
            proposed_at=scope.now,
            **{name: getattr(command, name) for name in same},
        )
    )


def _checks(checks: FourChecks) -> dict[str, dict[str, str]]:
    found = {name: getattr(checks, name) for name in FOUR_CHECKS}
    return {
        name: {"statement": check.statement, "evidence": check.evidence}
        for name, check in found.items()
        if check is not None
    }
