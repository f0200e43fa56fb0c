"""The people of the sample city: whoever signs in is one person, with a unit and roles the law knows."""

from collections import Counter

from zf_law.loader import load_law
from zf_liaison.accounts.rules import account_problems
from zf_node.demo.people import DEMO_PEOPLE, officers


def test_nobody_is_named_twice() -> None:
    """The sign-in page lists each account once, under what its person really does."""
    further = officers((("police", "criminal", "handler"),))
    named = Counter(person.username for person in (*DEMO_PEOPLE, *further))
    assert [name for name, times in named.items() if times > 1] == []
    shown = Counter((person.agency, person.zh) for person in DEMO_PEOPLE)
    assert [words for words, times in shown.items() if times > 1] == []


def test_everybody_has_a_unit_and_roles_of_the_agency() -> None:
    law = load_law()
    for person in DEMO_PEOPLE:
        agency = law.agencies.by_code(person.agency)
        assert account_problems(person.roles, unit=person.unit, agency=agency, roles=law.roles) == [], person.username
