"""The police committee of the sample city at work: one matter decided, one waiting, one case marked as major or difficult."""

from collections.abc import Sequence

from zf_node.demo.desk import Desk, Json, Town

LEADER, PROPOSER = "police.leader", "police.handler"
_VOTERS = ("police.legal", "police.head", LEADER)
"""In the order in which they speak: who convenes speaks last."""
_MEMBERS_LEAST = 5
_LOOKED_AT = 40
_ASKED = {
    "submit_for_exit_review": "是否侦查终结、提交出口审核",
    "submit_for_prosecution": "是否移送审查起诉",
}
_REPORT = "涉案人数较多，办案单位与法制部门意见不一，提请集体讨论。"


async def furnish_committee(town: Town) -> int:
    """Returns how many matters the committee has."""
    leader = town.desk(LEADER)
    await _seat(town, leader)
    cases = await _open_to_committee(town.desk(PROPOSER), wanted=3)
    if len(cases) < 3:
        raise TimeoutError("样例案件中没有可以提请集体议案的环节 / no sample case stands where a committee decides")
    decided = await _proposed(town, cases[0])
    await _proposed(town, cases[1])
    await _discussed(town, decided)
    marked = await leader.get("casemgmt", f"/cases/{cases[2]['case_id']}/deliberations")
    grounds = marked["grounds"]
    assert isinstance(grounds, list)
    grave = {"version": marked["version"], "grave": True, "ground": grounds[0]["code"], "reason": "社会关注度高。"}
    await leader.post("casemgmt", f"/cases/{cases[2]['case_id']}/grave-mark", grave)
    return 2


async def _seat(town: Town, leader: Desk) -> None:
    """The three who have desks in the sample, and two officers more: a committee has five members at least."""
    seats: list[tuple[str, str, str]] = []
    for username in reversed(_VOTERS):
        who = await town.desk(username).who()
        seats.append((who.account_id, who.name, "chair" if username == LEADER else "member"))
    officers: object = await leader.get("liaison", "/officers")
    assert isinstance(officers, list)
    taken = {account for account, _, _ in seats}
    others = [one for one in officers if one["id"] not in taken]
    seats += [(str(one["id"]), str(one["name"]), "member") for one in others[: _MEMBERS_LEAST - len(seats)]]
    for account, name, duty in seats:
        await leader.post("casemgmt", "/committee/members", {"account_id": account, "name": name, "duty": duty})


async def _open_to_committee(desk: Desk, *, wanted: int) -> Sequence[Json]:
    """Own cases in which an act may be put to the committee now."""
    found: list[Json] = []
    cursor = ""
    looked = 0
    while len(found) < wanted and looked < _LOOKED_AT:
        page = await desk.get("casemgmt", "/cases", **({"cursor": cursor} if cursor else {}))
        items = page["items"]
        assert isinstance(items, list)
        for row in items:
            looked += 1
            view = await desk.get("casemgmt", f"/cases/{row['id']}/deliberations")
            if len(found) < wanted and view["may_propose"] and _act_of(view):
                found.append(view)
        if not page["next_cursor"]:
            break
        cursor = str(page["next_cursor"])
    return found


def _act_of(case: Json) -> str:
    """What of the case goes to the committee; nothing that is about one suspect alone."""
    choices = case["choices"]
    assert isinstance(choices, list)
    open_acts = {str(one["act"]) for one in choices if not one["of_suspect"]}
    return next((act for act in _ASKED if act in open_acts), "")


async def _proposed(town: Town, case: Json) -> str:
    act = _act_of(case)
    body = {"version": case["version"], "question": "major_case", "act": act, "asked": _ASKED[act], "report": _REPORT}
    made = await town.desk(PROPOSER).post("casemgmt", f"/cases/{case['case_id']}/deliberations", body)
    return str(made["id"])


async def _discussed(town: Town, matter_id: str) -> None:
    leader, path = town.desk(LEADER), f"/deliberations/{matter_id}"
    matter = await leader.get("casemgmt", path)
    meeting = {"meets_at": town.clock.now().isoformat(), "place": "局三楼会议室", "order_no": 1}
    matter = await leader.post("casemgmt", f"{path}/convening", {"version": matter["version"], **meeting})
    present = [(await town.desk(username).who()).account_id for username in _VOTERS]
    attendance = {"version": matter["version"], "present": present, "guests": ["承办民警陈志远"]}
    await leader.post("casemgmt", f"{path}/attendance", attendance)
    for username in _VOTERS:
        opinion = {"opinion": "for", "reason": "事实清楚，证据确实，同意办案单位意见。"}
        await town.desk(username).post("casemgmt", f"{path}/opinion", opinion)
    matter = await leader.get("casemgmt", path)
    closing = {"version": matter["version"], "conclusion": "到会委员一致同意，由办案单位按程序办理。"}
    await leader.post("casemgmt", f"{path}/closing", closing)
