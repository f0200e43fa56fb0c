"""Permissions of roles, and whether a person may do something to a matter."""

from dataclasses import replace

import pytest

from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.loader import Law
from zf_law.roles import Reach

GLOSSARY = {
    "duty_officer", "handler", "legal_officer", "unit_head", "legal_reviewer", "bureau_leader", "outlet_clerk",
    "patrol_officer", "case_office_clerk", "prosecutor", "chief_prosecutor", "filing_judge", "judge", "petition_head",
    "receiver", "hall_guide", "plc_coordinator", "case_reviewer", "discipline", "personnel", "people_supervisor",
    "social_supervisor", "expert", "operator", "auditor", "account_admin",
}  # fmt: skip
MATTER = MatterFacts(agency="police", unit="criminal", handler_id="chen")


def actor(law: Law, *roles: str, account: str = "zhang", unit: str = "criminal", agency: str = "police") -> ActorFacts:
    return ActorFacts(account, agency, unit, roles, law.roles.permissions(roles))


def codes(person: ActorFacts, permission: str, matter: MatterFacts = MATTER) -> list[str]:
    return [problem.code for problem in may(person, permission, matter)]


def test_every_role_with_an_account_is_there(law: Law) -> None:
    assert law.roles.ids() >= GLOSSARY
    assert all(role.zh and role.en for role in law.roles.all())
    assert law.roles.find("petitioner") is None


def test_every_permission_has_labels_and_a_holder(law: Law) -> None:
    held = {name for role in law.roles.all() for name in role.permissions}
    assert held == set(law.roles.permission_labels)
    assert all(label.zh and label.en for label in law.roles.permission_labels.values())


def test_the_widest_reach_wins(law: Law) -> None:
    assert law.roles.permissions(["handler"])["case.advance"] is Reach.OWN
    assert law.roles.permissions(["handler", "bureau_leader"])["case.advance"] is Reach.AGENCY
    assert law.roles.permissions(["bureau_leader", "handler"])["case.advance"] is Reach.AGENCY
    assert law.roles.permissions(["king"]) == {}


def test_reaches_are_ordered() -> None:
    widths = [Reach.OWN, Reach.UNIT, Reach.AGENCY, Reach.ALL]
    assert [[wide.covers(narrow) for narrow in widths] for wide in widths] == [
        [n <= w for n in range(4)] for w in range(4)
    ]


def test_only_the_outlet_of_the_police_may_send(law: Law) -> None:
    senders = {role.id for role in law.roles.all() if "transfer.send" in role.permissions and "police" in role.kinds}
    assert senders == {"outlet_clerk"}


def test_without_the_permission_nothing_else_is_told(law: Law) -> None:
    assert codes(actor(law, "judge"), "case.assign") == ["authority.no_permission"]


def test_reach_own_is_for_the_handler_and_participants(law: Law) -> None:
    assert codes(actor(law, "handler", account="chen"), "case.edit") == []
    assert codes(actor(law, "handler"), "case.edit") == ["authority.not_own_matter"]
    joined = replace(MATTER, participants={"zhang": "co_handler"})
    assert codes(actor(law, "handler"), "case.edit", joined) == []


def test_reach_unit_is_for_the_unit_and_the_own_matter(law: Law) -> None:
    assert codes(actor(law, "unit_head"), "case.edit") == []
    assert codes(actor(law, "unit_head", unit="economic"), "case.edit") == ["authority.other_unit"]
    assert codes(actor(law, "unit_head", unit="", account="li"), "case.edit", MatterFacts("police")) == [
        "authority.other_unit"
    ]
    assert codes(actor(law, "unit_head", unit="economic", account="chen"), "case.edit") == []


def test_reach_agency_ends_at_the_agency(law: Law) -> None:
    assert codes(actor(law, "bureau_leader", unit="leadership"), "case.advance") == []
    assert codes(actor(law, "bureau_leader", agency="justice"), "case.advance") == ["authority.other_agency"]
    assert codes(actor(law, "handler", agency="court"), "directory.read") == []


@pytest.mark.parametrize(
    ("played", "role", "permission", "refused"),
    [
        ("handler", "legal_reviewer", "transfer.check", True),
        ("legal_reviewer", "handler", "transfer.prepare", True),
        ("fault_panel", "discipline", "fault.sanction", True),
        ("discipline", "personnel", "fault.apply", True),
        ("fault_panel", "personnel", "fault.apply", True),
        ("handler", "case_reviewer", "review.score", True),
        ("receiver", "petition_head", "petition.approve_closing", True),
        ("witness", "legal_reviewer", "transfer.check", False),
        ("handler", "legal_reviewer", "case.read", False),
    ],
)
def test_exclusive_roles_in_one_matter(law: Law, played: str, role: str, permission: str, refused: bool) -> None:
    matter = replace(MATTER, participants={"zhang": played})
    assert codes(actor(law, role), permission, matter) == (["authority.exclusive_roles"] if refused else [])


def test_the_handler_of_the_matter_may_not_check_his_own_exit(law: Law) -> None:
    both = actor(law, "handler", "legal_reviewer", account="chen")
    assert codes(both, "transfer.check") == ["authority.exclusive_roles"]
    assert codes(both, "transfer.check", replace(MATTER, handler_id="other")) == []


def test_restricted_and_sealed_matters_need_more(law: Law) -> None:
    restricted, sealed = replace(MATTER, sensitivity="L4"), replace(MATTER, sealed=True)
    assert codes(actor(law, "legal_reviewer"), "case.read", restricted) == ["authority.restricted"]
    assert codes(actor(law, "bureau_leader"), "case.read", restricted) == []
    assert codes(actor(law, "handler", account="chen"), "case.read", restricted) == []
    assert codes(actor(law, "handler", account="chen"), "case.read", sealed) == ["authority.sealed"]
    assert codes(actor(law, "discipline"), "case.read", sealed) == []


def test_exclusions_may_be_given_by_the_caller(law: Law) -> None:
    matter = replace(MATTER, participants={"zhang": "handler"})
    assert may(actor(law, "legal_reviewer"), "transfer.check", matter, exclusions=()) == []
