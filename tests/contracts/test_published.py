"""Contracts cannot drift: the published files are what the code says, and every stored example stays readable."""

import json
from pathlib import Path, PurePosixPath

import jsonschema
import pytest

from zf_contracts.catalogue import CATALOGUE, Entry, payload_class
from zf_contracts.reserved import RESERVED_INTERAGENCY, RESERVED_INTERNAL
from zf_node.published import examples, payload_schema, published

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "tests" / "contracts" / "examples").glob("*.json"))


PUBLISHED = published()


@pytest.mark.parametrize("path", sorted(PUBLISHED), ids=str)
def test_a_published_file_is_what_the_code_says(path: PurePosixPath) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PUBLISHED[path], "run: make schemas"


def test_every_contract_version_has_a_stored_example() -> None:
    assert {ROOT / path for path in examples()} == set(EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_stored_example_is_still_read_in_full(path: Path) -> None:
    name, _, version = path.stem.rpartition(".v")
    contract = payload_class(name, int(version))
    assert contract is not None, f"{path.stem} can no longer be read"
    stored = json.loads(path.read_text(encoding="utf-8"))
    read = contract.model_validate(stored)
    jsonschema.validate(stored, payload_schema(contract))
    assert read.model_dump(mode="json") == contract.model_validate(read.model_dump(mode="json")).model_dump(mode="json")


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_an_unknown_additional_field_is_ignored(entry: Entry) -> None:
    path = ROOT / f"tests/contracts/examples/{entry.name}.v{entry.version}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert entry.payload.model_validate(stored | {"a_field_of_tomorrow": 1}) == entry.payload.model_validate(stored)


def test_a_name_is_either_in_use_or_reserved() -> None:
    assert not set(CATALOGUE) & (RESERVED_INTERAGENCY | RESERVED_INTERNAL)
    assert not RESERVED_INTERAGENCY & RESERVED_INTERNAL
