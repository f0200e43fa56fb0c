"""Beside the form: matters of this person, matters with nearly the same text, and what this is probably about."""

from zf_contracts.http.petition_views import PetitionRow
from zf_contracts.http.petitions import FindPetitions
from zf_contracts.http.repeats import AskHints, HintsView, SuggestionView
from zf_intake.desk import Desk
from zf_intake.petitions.queries import find_by_person
from zf_intake.repeats.pair_rules import compared_words
from zf_intake.repeats.queries import alike_text
from zf_law.topics import Suggestion
from zf_platform.transaction import Scope

MOST_SUGGESTIONS = 3
WHY = "登记时查此前事项"
"""Stands in the audit log beside the search for a person."""


async def hints(scope: Scope, asked: AskHints, *, desk: Desk) -> HintsView:
    """Changes nothing; the search for a person leaves its line in the audit log."""
    words = compared_words(title=asked.title, requests=asked.requests, facts=asked.facts)
    alike = await alike_text(scope, words, desk=desk)
    found = desk.law.topics.suggest(subject=words.subject, text=words.text)[:MOST_SUGGESTIONS]
    person = asked.person
    earlier: tuple[PetitionRow, ...] = ()
    if person is not None and (person.id_number or person.phone):
        wanted = FindPetitions(id_kind=person.id_kind, id_number=person.id_number, phone=person.phone, reason=WHY)
        earlier = tuple((await find_by_person(scope, wanted, desk=desk)).items)
    own = {row.id for row in earlier}
    return HintsView(
        earlier=earlier,
        alike=tuple(row for row in alike if row.petition_id not in own or not row.petition_id),
        suggestions=tuple(_suggestion(one, desk=desk) for one in found),
    )


def _suggestion(found: Suggestion, *, desk: Desk) -> SuggestionView:
    """An agency is named only where there is exactly one of this kind in the city."""
    body = found.topic.body
    agencies = [one.code for one in desk.law.agencies.with_node() if one.kind == body.kind]
    return SuggestionView(
        topic=found.topic.id,
        path=found.topic.path,
        body_zh=body.label.zh,
        body_en=body.label.en,
        agency=agencies[0] if len(agencies) == 1 else "",
        points=found.points,
        words=found.words,
    )
