"""Write down that an act against a resolution was tried: the act is refused, the attempt stays in the audit log."""

from collections.abc import Sequence

from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Record
from zf_platform.http.route import REFUSED_ACT
from zf_platform.transaction import Scope


def tried(case_id: str, transition: Transition, problems: Sequence[Problem]) -> Record:
    codes = ", ".join(problem.code for problem in problems)

    async def record(scope: Scope) -> None:
        scope.record(
            REFUSED_ACT,
            object_kind="case",
            object_id=case_id,
            reason=f"{transition.act}: {codes}",
            basis=transition.basis,
        )

    return record
