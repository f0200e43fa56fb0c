"""便民服务目录 as data: the five areas of the seed, each service with what to bring, its time and who does it."""

import copy

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables


def test_the_five_areas_each_have_services_with_an_office() -> None:
    services = load_law().services
    assert list(services.areas) == ["household", "traffic", "public_order", "exit_entry", "fire"]
    for area in services.areas:
        assert services.of_area(area)
    assert all(one.office_zh and one.place_zh and one.needs_zh for one in services.services)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("area", "sport", "unknown area"),
        ("days", -1, "'days' is zero or more"),
        ("needs_en", [], "both languages"),
        ("agency", "nobody", "office_zh"),
        ("colour", "red", "unknown key"),
    ],
)
def test_a_wrong_service_is_refused(key: str, value: object, fault: str) -> None:
    tables = copy.deepcopy(dict(packaged_tables()))
    tables["convenience_services"]["service"][0][key] = value  # type: ignore[index]
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)


def test_an_area_without_services_is_refused() -> None:
    tables = copy.deepcopy(dict(packaged_tables()))
    tables["convenience_services"]["area"].append({"id": "sport", "zh": "体育", "en": "Sport"})  # type: ignore[attr-defined]
    with pytest.raises(LawDataError, match="no service stands under sport"):
        build_law(tables)
