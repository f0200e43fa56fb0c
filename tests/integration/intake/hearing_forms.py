"""A hearing as tests call and conclude it."""

from collections.abc import Mapping

from tests.integration.intake.petition_forms import View
from zf_platform.testing import Caller

CALL: Mapping[str, object] = {
    "applied_by": "petitioner",
    "application": "信访人书面申请听证。",
    "subject": "车辆扣押是否适当",
    "hearing_at": "2026-12-01T09:30:00+08:00",
    "place": "联合接待大厅听证室",
    "public": True,
    "panel": [{"name": "温某", "post": "律师"}, {"name": "赵某", "post": "人大代表"}, {"name": "钱某"}],
    "invited": ["court"],
}
RECORD: Mapping[str, object] = {
    "held_at": "2026-12-01T09:40:00+08:00",
    "present": ["信访人", "承办人"],
    "record": "双方陈述并举证。",
    "opinion": "多数意见：扣押适当，应当及时告知进展。",
}


async def called(caller: Caller, view: View, **changed: object) -> View:
    answer = await caller.post(
        f"/petitions/{view['id']}/hearings", json={"version": view["version"], **CALL, **changed}
    )
    assert answer.status_code == 201, answer.text
    found: View = answer.json()
    return found


async def concluded(caller: Caller, view: View, **changed: object) -> View:
    hearing = (await caller.get(f"/petitions/{view['id']}/hearings")).json()["hearings"][0]
    body = {"version": hearing["version"], **RECORD, **changed}
    answer = await caller.post(f"/hearings/{hearing['id']}/conclusion", json=body)
    assert answer.status_code == 200, answer.text
    found: View = answer.json()
    return found
