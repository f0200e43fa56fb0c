"""What goes over the wire and what comes from it: long texts as a file, nothing hidden, nothing that could not be stored."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from zf_contracts.http.petitions import PersonInput
from zf_contracts.http.petitions import PetitionContent as Form
from zf_contracts.petition_values import (
    AccusedLine,
    FirstHandler,
    PetitionContent,
    PetitionerLine,
    PetitionMatter,
    RequestLine,
)
from zf_contracts.values import BlobRef, ManifestItem
from zf_intake.joint.arrival_rules import NO_TITLE, line, storable, text
from zf_intake.joint.content_rules import MOST_BYTES, fits, whole_text, with_whole_text, without_accused
from zf_law.loader import load_law
from zf_platform.clock import ZONE

LAW = load_law()
TODAY = date(2026, 11, 23)
T = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
BLOB = BlobRef(digest=f"sha256:{'a' * 64}", size=9)
GOOD_ID = "11010519491231002X"


def matter(**content: object) -> PetitionMatter:
    return PetitionMatter(
        notice_id="n1",
        collab_no="XT1",
        petition_no="XFV329900202611230001",
        acted_at=T,
        channel="visit",
        category="appeal_claim",
        received_at=T,
        registered_at=T,
        first_handler=FirstHandler(agency="police", unit="petition", account_id="p1"),
        content=PetitionContent.model_validate({"title": "反映问题", **content}),
    )


def stored(**content: object) -> PetitionContent:
    found = storable(matter(**content), law=LAW, today=TODAY).content
    assert found is not None
    return found


def test_a_wrong_identity_number_is_kept_unchecked() -> None:
    people = (
        PetitionerLine(name="甲", id_kind="citizen_id", id_number=GOOD_ID),
        PetitionerLine(name="乙", id_kind="citizen_id", id_number="110105194912310021"),
        PetitionerLine(
            name="丙", id_kind="moon_pass", id_number="x", birth_date=date(2030, 1, 1), vulnerable=("tired", "ill")
        ),
    )
    kept = stored(petitioners=people).petitioners
    assert [(one.id_kind, one.id_number) for one in kept] == [
        ("citizen_id", GOOD_ID),
        ("unknown", "110105194912310021"),
        ("unknown", "x"),
    ]
    assert (kept[2].birth_date, kept[2].vulnerable) == (None, ("ill",))


def test_more_requests_than_our_form_takes_are_joined_not_dropped() -> None:
    requests = tuple(RequestLine(no=no, content=f"诉求{no}") for no in range(1, 31))
    kept = stored(requests=requests).requests
    assert len(kept) == 20
    assert kept[-1].content == "\n".join(f"诉求{no}" for no in range(20, 31))


def test_hidden_characters_go_and_nothing_else() -> None:
    assert text("甲\x00乙\u202e丙\n丁\t戊") == "甲乙丙\n丁\t戊"
    assert line("甲\n乙\t丙") == "甲 乙 丙"
    assert stored(title="\u202e\x07").title == NO_TITLE
    assert stored(accused=(AccusedLine(kind="person", name="某\x00某"),)).accused[0].name == "某某"


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=50), max_size=25),
    st.lists(st.tuples(st.text(max_size=50), st.text(max_size=30), st.text(max_size=30)), max_size=5),
)
def test_whatever_another_agency_tells_can_be_stored(
    said: str, requests: list[str], people: list[tuple[str, str, str]]
) -> None:
    content = stored(
        title=said[:200] or "x",
        facts=said,
        requests=tuple(RequestLine(no=no, content=one) for no, one in enumerate(requests, 1)),
        petitioners=tuple(PetitionerLine(name=name, id_kind=kind, id_number=no) for name, kind, no in people),
    )
    Form.model_validate(
        {
            "received_at": T,
            "title": content.title,
            "requests": [one.content for one in content.requests] or ["x"],
            "facts": content.facts,
            "persons": [PersonInput.model_validate(one.model_dump()) for one in content.petitioners],
        }
    )


def test_what_is_too_long_for_a_message_travels_whole_as_a_file() -> None:
    long = PetitionContent(
        title="长信",
        facts="事" * 20_000,
        reasons="理" * 20_000,
        requests=tuple(RequestLine(no=no, content="求" * 5000) for no in range(1, 21)),
        petitioners=tuple(PetitionerLine(name=f"第{no}人", address="址" * 300) for no in range(200)),
        documents=(ManifestItem(no=1, category="document", title="来信"),),
    )
    assert not fits(long)
    sent = with_whole_text(long, blob=BLOB)
    assert fits(sent)
    assert (sent.documents[-1].no, sent.documents[-1].blob) == (2, BLOB)
    assert sent.facts.endswith("全文见附件）")
    whole = whole_text(long)
    assert "事" * 20_000 in whole
    assert "第199人" in whole
    assert len(sent.model_dump_json().encode()) < MOST_BYTES + 2000


def test_an_ordinary_petition_travels_as_it_is() -> None:
    assert fits(PetitionContent(title="来信", facts="事" * 5000, requests=(RequestLine(no=1, content="求"),)))


def test_who_is_not_competent_gets_neither_accused_nor_restricted_papers() -> None:
    papers = (
        ManifestItem(no=1, category="document", title="来信", blob=BLOB),
        ManifestItem(no=2, category="document", title="控告材料", blob=BLOB, secrecy="internal"),
    )
    content = PetitionContent(title="控告", accused=(AccusedLine(kind="person", name="某某"),), documents=papers)
    told = without_accused(content)
    assert (told.accused, [one.no for one in told.documents]) == ((), [1])
