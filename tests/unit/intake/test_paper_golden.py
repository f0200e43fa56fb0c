"""Every printed document says what it said before: compared by its text layer, not by its looks."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.unit.intake.sample_papers import GOLDEN, lines_of, print_sample, printed_types, sample
from zf_intake.papers.petition_rules import PRINTED
from zf_law.documents import DocumentType
from zf_law.loader import load_law
from zf_law.templates import FOLDER
from zf_platform.typeset import Typesetter


@pytest_asyncio.fixture(scope="module")
async def press() -> AsyncIterator[Typesetter]:
    made = Typesetter(FOLDER)
    yield made
    await made.close()


@pytest.mark.parametrize("document", printed_types(), ids=lambda document: document.id)
async def test_the_text_of_a_document_is_as_agreed(press: Typesetter, document: DocumentType) -> None:
    """After a wanted change: `python -m tests.unit.intake.sample_papers`, and read the difference."""
    expected = (GOLDEN / f"{document.id}.txt").read_text(encoding="utf-8")
    assert lines_of(await print_sample(press, document)) == expected


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {document.id for document in printed_types()}


async def test_a_draft_shows_that_it_is_not_in_force(press: Typesetter) -> None:
    document = next(one for one in printed_types() if one.id == "petition_handling_opinion")
    assert "审签稿，未经签发不生效" in lines_of(await print_sample(press, document, draft=True))
    assert "审签稿" not in lines_of(await print_sample(press, document))


def test_every_document_of_a_petitions_acts_can_be_printed() -> None:
    law = load_law()
    of_acts = {kind for act in law.petitions.acts for kind in act.documents}
    assert of_acts | {"petition_hearing_notice"} == PRINTED, "a hearing is called beside the acts"
    assert {document.id for document in printed_types()} >= PRINTED


def test_every_sample_is_complete() -> None:
    for document in printed_types():
        assert set(sample(document).fields) == set(document.fields)
