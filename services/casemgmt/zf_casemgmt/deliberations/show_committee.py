"""The committee of this agency: its rules of procedure, its members, and what keeps it from being convened."""

from zf_casemgmt.cases.detail import as_reason
from zf_casemgmt.deliberations import queries, rules
from zf_casemgmt.deliberations.load import committee_here
from zf_casemgmt.deliberations.word_rules import DUTIES, rule_lines
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import CommitteeView, MemberView, RuleLine
from zf_platform.transaction import Scope


async def show_committee(scope: Scope, *, office: Office) -> CommitteeView:
    committee = committee_here(office)
    found = await queries.members(scope.session)
    return CommitteeView(
        zh=committee.zh,
        en=committee.en,
        basis=committee.basis,
        rules=tuple(RuleLine(zh=zh, en=en) for zh, en in rule_lines(committee, roles=office.law.roles)),
        members=tuple(
            MemberView(
                account_id=member.account_id,
                name=member.name,
                duty=member.duty,
                duty_zh=DUTIES[member.duty][0],
                duty_en=DUTIES[member.duty][1],
                since=member.since,
            )
            for member in found
        ),
        problems=tuple(as_reason(one) for one in rules.size_problems(len(found), committee=committee)),
    )
