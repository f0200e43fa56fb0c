"""Report forms for tests, in sample people's words."""

from zf_platform.testing import PLANTED

FULL: dict[str, object] = {
    "source": "walk_in",
    "kind": "criminal",
    "unit": "yunling_station",
    "title": "电动车被盗",
    "facts": "报案人称停放在小区门口的电动车被盗。",
    "place": "云岭路",
    "occurred_on": "2026-11-22",
    "received_at": "2026-11-23T09:30:00+08:00",
    "reporter": {
        "name": PLANTED["name"],
        "id_kind": "citizen_id",
        "id_number": PLANTED["id_number"],
        "phone": PLANTED["phone"],
        "address": PLANTED["address"],
    },
    "suspects": [{"name": "某甲", "id_kind": "citizen_id", "id_number": "11010519491231002X", "sex": "male"}],
    "items": [{"title": "购车发票", "quantity": 1, "feature": "复印件"}, {"title": "监控录像光盘", "quantity": 2}],
}

BARE: dict[str, object] = {
    "source": "walk_in",
    "unit": "yunling_station",
    "title": "说不清",
    "facts": "不详",
    "received_at": "2026-11-23T09:30:00+08:00",
}


def form(**changed: object) -> dict[str, object]:
    """The full form with some fields changed."""
    return {**FULL, **changed}
