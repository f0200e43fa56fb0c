"""What each petition message may carry, to whom, and how secret it is."""

from datetime import datetime, timedelta

import pytest

from tests.integration.liaison.statements import accusation, body_of, with_file
from zf_contracts.catalogue import CATALOGUE, Channel
from zf_contracts.interagency.petitions import PetitionPayload
from zf_contracts.petition_values import PetitionMatter
from zf_contracts.values import BlobRef, RunningClock
from zf_liaison.exchange.petition_rules import (
    PETITION_LINES,
    Carries,
    body_problems,
    petition_subject,
    receiver_problems,
    sender_problems,
    sensitivity_of,
    shortest_of,
)
from zf_liaison.exchange.translation import files_of
from zf_platform.clock import ZONE

BLOB = BlobRef(digest=f"sha256:{'a' * 64}", size=3)
LINE = PETITION_LINES["petition.transferred"]


def test_every_petition_message_of_the_catalogue_has_its_line() -> None:
    known = {
        name
        for name, entry in CATALOGUE.items()
        if entry.channel is Channel.INTERAGENCY and issubclass(entry.payload, PetitionPayload)
    }
    assert known == set(PETITION_LINES)
    assert all(CATALOGUE[name].receipted for name in known)


@pytest.mark.parametrize("message", sorted(PETITION_LINES))
def test_a_body_fits_its_own_message_and_no_other_kind(message: str) -> None:
    line = PETITION_LINES[message]
    body = body_of(message)
    assert body_problems(line, body) == []
    other = "petition.tracking.updated" if message != "petition.tracking.updated" else "petition.closed"
    assert [one.code for one in body_problems(PETITION_LINES[other], body)] == ["exchange.petition_body_differs"]


@pytest.mark.parametrize("message", [name for name, line in PETITION_LINES.items() if line.carries is Carries.CONTENT])
def test_whoever_is_to_act_gets_the_content(message: str) -> None:
    without = body_of(message, content=None)
    assert [one.code for one in body_problems(PETITION_LINES[message], without)] == [
        "exchange.petition_content_missing"
    ]


def test_the_accused_are_named_to_one_competent_body_only() -> None:
    for message, line in PETITION_LINES.items():
        if line.carries is Carries.NOTHING:
            continue
        body = body_of(message, content=accusation())
        codes = [one.code for one in body_problems(line, body)]
        assert codes == ([] if line.accused else ["exchange.accused_not_allowed"])
        if line.accused:
            two = receiver_problems(line, body, kinds={"police": "police", "court": "court"})
            assert [one.code for one in two] == ["exchange.accused_to_several"]
            assert receiver_problems(line, body, kinds={"court": "court"}) == []
            assert sensitivity_of(line, body) == "L4"


def test_secrecy_follows_the_content() -> None:
    matter = body_of("petition.registered", category="appeal_claim")
    assert isinstance(matter, PetitionMatter)
    line = PETITION_LINES["petition.registered"]
    assert sensitivity_of(line, matter) == "L3"
    assert sensitivity_of(line, matter.model_copy(update={"content": None})) == "L2"
    assert sensitivity_of(line, matter.model_copy(update={"category": "accusation"})) == "L4"
    secret = matter.content.model_copy(update={"confidential": True}) if matter.content else None
    assert sensitivity_of(line, matter.model_copy(update={"content": secret})) == "L4"


def test_only_the_node_of_the_hall_splits() -> None:
    line = PETITION_LINES["petition.split"]
    assert sender_problems(line, sender="committee", hall_host="committee") == []
    for host in ("committee", None):
        assert [one.code for one in sender_problems(line, sender="police", hall_host=host)] == [
            "exchange.not_from_the_hall"
        ]


def test_files_of_a_matter_are_pulled_by_their_number() -> None:
    message = LINE.contract(body=body_of("petition.transferred", content=with_file(BLOB)))
    assert files_of(message) == ((1, BLOB),)


def test_the_shortest_clock_decides_how_soon_it_must_be_there() -> None:
    acted = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
    clock = RunningClock(rule="X02", anchor=acted, due=acted + timedelta(days=2))
    body = body_of("petition.transferred", clocks=(clock,), acted_at=acted)
    assert shortest_of(body) == timedelta(days=2)
    assert shortest_of(body_of("petition.closed")) is None


def test_a_statement_without_a_matter_stands_alone() -> None:
    assert petition_subject(body_of("petition.ledger.reported", collab_no="", notice_id="n9")) == "n9"
    assert petition_subject(body_of("petition.closed", collab_no="XT1")) == "XT1"
