"""What is published of a hearing names nobody: names, identity numbers and mobile numbers are found and masked."""

import pytest

from zf_intake.hearings.publication_rules import identities, masked, publication_problems
from zf_platform.testing import PLANTED

NAMES = ("欧阳示例", "王", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("听证意见已采纳。", []),
        ("信访人欧阳示例的请求成立。", ["欧阳示例"]),
        ("欧阳 示例", ["欧阳示例"]),
        ("电话13800000000。", ["13800000000"]),
        ("１３８００００００００", ["13800000000"]),
        ("文号20260001号，王某到场。", []),
    ],
)
def test_what_must_not_be_public_is_found(text: str, found: list[str]) -> None:
    assert identities(text, names=NAMES) == found
    assert [one.code for one in publication_problems(text, names=NAMES)] == ["hearing.announcement_names"][: len(found)]


def test_an_identity_number_is_found_and_masked() -> None:
    number = PLANTED["id_number"]
    assert identities(f"证号{number}", names=()) == [number]
    assert masked(f"欧阳示例（{number}，13800000000）", names=NAMES) == "欧某某（******，******）"
