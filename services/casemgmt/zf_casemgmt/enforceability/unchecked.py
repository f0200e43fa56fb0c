"""Before a judgment: was its enforceability looked at in this instance, or is there a reason why not?"""

from collections.abc import Mapping

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.enforceability import queries, rules
from zf_casemgmt.office import Office
from zf_law.problems import Problem
from zf_platform.transaction import Scope


async def unchecked(
    scope: Scope, file: CaseFile, *, act: str, facts: Mapping[str, str], office: Office
) -> list[Problem]:
    """Why the judgment may not go yet; asks the database only for acts that need a check."""
    law, reason = office.law.enforceability, facts.get(rules.REASON_FACT, "")
    if act not in law.acts or office.kind not in law.kinds:
        return []
    checked = await queries.is_checked(scope.session, file.id, state=file.state)
    return rules.judgment_problems(act, kind=office.kind, checked=checked, reason=reason, law=law)
