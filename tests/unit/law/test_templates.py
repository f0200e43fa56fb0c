"""Templates and documents agree on every field, or the law does not load."""

import re

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables
from zf_law.templates import FOLDER, packaged_templates, shown_fields


def build_with(**changes: str) -> None:
    build_law(packaged_tables(), templates={**packaged_templates(), **changes})


def without(name: str) -> dict[str, str]:
    return {key: text for key, text in packaged_templates().items() if key != name}


def test_every_printed_document_shows_exactly_its_fields() -> None:
    printed = [document for document in load_law().documents.all() if document.template]
    assert len(printed) >= 10
    for document in printed:
        assert shown_fields(document.template, packaged_templates()) == frozenset(document.fields)


def test_fields_of_an_imported_master_count() -> None:
    templates = {**packaged_templates(), "_opinion": packaged_templates()["_opinion"] + "#fields.colour"}
    assert "colour" in shown_fields("petition_handling_opinion", templates)
    assert "colour" not in shown_fields("petition_reply", templates)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"petition_acceptance_notice": "#fields.due"},
            "document petition_acceptance_notice: the template never shows handling_body",
        ),
        (
            {"petition_merge_notice": packaged_templates()["petition_merge_notice"] + "#fields.colour"},
            "document petition_merge_notice: the template shows undeclared colour",
        ),
        ({"love_letter": "#fields.petitioner"}, "template love_letter: no document uses this template"),
        ({"_gongwen": "#matter.colour"}, "template _gongwen: no matter has colour"),
        ({"_gongwen": '#eval("1")'}, r"template _gongwen: eval\( is not allowed"),
        ({"_gongwen": '#import "@preview/cetz:0.3.0"'}, "template _gongwen: @preview is not allowed"),
        ({"_opinion": '#import "_absent.typ": *'}, "imports _absent, which is not there"),
    ],
)
def test_a_template_that_does_not_fit_is_refused(changes: dict[str, str], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        build_with(**changes)


def test_a_document_without_its_template_is_refused() -> None:
    with pytest.raises(LawDataError, match="document intake_receipt: there is no template intake_receipt"):
        build_law(packaged_tables(), templates=without("intake_receipt"))


def test_templates_are_for_lawyers() -> None:
    """One folder, one file a document, and the layout of GB/T 9704 in one master."""
    master = (FOLDER / "_gongwen.typ").read_text(encoding="utf-8")
    assert "margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm)" in master
    assert "line-pitch = 225mm / 22" in master
    for name, text in packaged_templates().items():
        assert not re.search(r"\bsys\.inputs\b", text) or name == "_gongwen"
