"""A committee at work: members taken in, a matter put to it, convened, attended, spoken on and closed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tests.integration.casemgmt.city import City, Json
from tests.integration.casemgmt.people import PEOPLE

POLICE_MEMBERS = ("leader", "deputy", "head2", "head3", "legal2")
DUTIES: Mapping[str, str] = {"leader": "chair", "deputy": "deputy", "chief": "chair", "president": "chair"}


async def seat(city: City, agency: str, by: str, roles: Sequence[str]) -> None:
    for role in roles:
        account, _, _, name = PEOPLE[agency, role]
        body = {"account_id": account, "name": name, "duty": DUTIES.get(role, "member")}
        await city.post(agency, by, "/committee/members", body)


async def proposal(city: City, collab: str, act: str, **more: object) -> Json:
    case = await city.case("police", collab)
    return {
        "version": case["version"],
        "question": "major_case",
        "act": act,
        "asked": "本案应当如何处理",
        "report": "案情复杂，意见不一。",
        **more,
    }


async def proposed(city: City, collab: str, act: str, **more: object) -> Json:
    path = f"/cases/{await city.case_id('police', collab)}/deliberations"
    city.tick()
    return await city.post("police", "handler", path, await proposal(city, collab, act, **more))


async def convened(city: City, matter: Json, *, role: str = "leader", order: int = 1) -> Json:
    at = city.clock.now() + timedelta(minutes=10)
    body = {"version": matter["version"], "meets_at": at.isoformat(), "place": "三楼会议室", "order_no": order}
    shown = await city.post("police", role, f"/deliberations/{matter['id']}/convening", body)
    city.tick(minutes=10)
    return shown


async def attended(city: City, matter: Json, *roles: str, by: str = "leader", **more: object) -> Json:
    present = [PEOPLE["police", role][0] for role in (roles or POLICE_MEMBERS)]
    body = {"version": matter["version"], "present": present, **more}
    return await city.post("police", by, f"/deliberations/{matter['id']}/attendance", body)


async def spoke(city: City, matter: Json, role: str, opinion: str) -> Json:
    body = {"opinion": opinion, "reason": f"{opinion}：理由见案情"}
    return await city.post("police", role, f"/deliberations/{matter['id']}/opinion", body)


async def closed(city: City, matter: Json, *, by: str = "leader") -> Json:
    shown = await city.get("police", by, f"/deliberations/{matter['id']}")
    body = {"version": shown["version"], "conclusion": "按多数意见办理。"}
    return await city.post("police", by, f"/deliberations/{matter['id']}/closing", body)


async def decided(
    city: City, collab: str, act: str, opinions: Mapping[str, str] | None = None, *, order: int = 1, **more: object
) -> Json:
    """From the proposal to the end; all five speak for it unless `opinions` says otherwise. The convener speaks last."""
    matter = await proposed(city, collab, act, **more)
    shown = await attended(city, await convened(city, matter, order=order))
    for role in reversed(POLICE_MEMBERS):
        await spoke(city, shown, role, (opinions or {}).get(role, "for"))
    return await closed(city, shown)
