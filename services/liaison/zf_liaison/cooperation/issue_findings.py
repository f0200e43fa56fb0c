"""Each finding of an inspection becomes a matter with the agency, naming the supervising body and the method (S-072)."""

from zf_law.cooperation_facts import Fact
from zf_law.problems import Problem
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.open_matter import open_matter
from zf_liaison.cooperation.rules import Opening
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.desk import Desk
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

FINDINGS = "findings"
PART = "inspection_finding"


async def issue_findings(scope: Scope, matter: CooperationMatter, desk: Desk) -> None:
    """All or none: a finding that cannot be issued is refused by its line."""
    facts = read_facts(matter.facts)
    body = f"{facts['group'].text}（组长：{facts['leader'].text}）"
    for number, (agency, unit, method, nature, found, opinion, demand, due) in enumerate(facts[FINDINGS].rows):
        said = {
            "supervising_body": body,
            "method": method,
            "unit": unit,
            "nature": nature,
            "found": found,
            "opinion": opinion,
            "demand": demand,
            "correct_by": due,
        }
        stated = {name: Fact(text) for name, text in said.items()}
        title = f"{matter.title[:140]}：{unit[:50]}"
        opening = Opening(PART, (agency,), (), title, stated, parent=matter.id)
        try:
            await open_matter(scope, opening, desk=desk)
        except Refused as refusal:
            field: dict[str, str | int] = {"field": f"facts.{FINDINGS}", "row": number + 1}
            raise Refused([Problem(one.code, {**one.values, **field}) for one in refusal.problems]) from refusal
