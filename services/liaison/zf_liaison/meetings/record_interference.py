"""Somebody wants a meeting to decide a pending case: the act is refused, and this stays (handbook 4.2, 5.6)."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import insert

from zf_contracts import meeting_values as v
from zf_liaison.desk import Desk
from zf_liaison.meetings.outcome_rules import Instruction, find_instruction
from zf_liaison.meetings.tables import InterferenceRecord
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Said:
    """Who wanted what in which meeting; `text` is what was written."""

    meeting_id: str
    topic_id: str
    case_no: str
    agency: str
    who: v.Speaker
    act: str
    text: str

    def instruction(self, desk: Desk) -> Instruction | None:
        return find_instruction(self.text, case_no=self.case_no, law=desk.law.meetings)


def refuse_instruction(said: Said, *, desk: Desk) -> None:
    """Raises Refused, which leaves the record behind although nothing else is changed."""
    found = said.instruction(desk)
    if found is not None:
        raise Refused((found.problem,), record=partial(record_interference, said=said, sentence=found.sentence))


async def record_interference(scope: Scope, *, said: Said, sentence: str) -> None:
    record_id = scope.new_id()
    await scope.session.execute(
        insert(InterferenceRecord).values(
            id=record_id,
            meeting_id=said.meeting_id,
            topic_id=said.topic_id,
            case_no=said.case_no,
            agency=said.agency,
            account_id=said.who.account_id,
            name=said.who.name,
            act=said.act,
            sentence=sentence[:2000],
            at=scope.now,
        )
    )
    scope.record("interference.record", object_kind="interference_record", object_id=record_id, reason=said.act)
