"""Small steps of the stories of cooperation matters: open, act, be refused, and wait until both sides say the same."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from zf_node.demo.desk import Answered, Desk, Json, until
from zf_node.demo.matter import Matter
from zf_node.demo.supervision import EVIDENCE
from zf_platform.clock import ZONE

Stated = Mapping[str, str | Sequence[Sequence[str]]]


async def opened(
    matter: Matter,
    username: str,
    kind: str,
    addressees: Sequence[str],
    title: str,
    stated: Stated,
    *,
    copies: Sequence[str] = (),
) -> str:
    body: Json = {"kind": kind, "addressees": list(addressees), "copies": list(copies), "title": title}
    made = await matter.town.desk(username).post("liaison", "/cooperation", {**body, "facts": facts(stated)})
    ids = made["ids"]
    assert isinstance(ids, list)
    matter.say(username, f"提出 {title}")
    return str(ids[0])


def facts(stated: Stated) -> list[Json]:
    return [
        {"name": name, "text": value}
        if isinstance(value, str)
        else {"name": name, "rows": [{"cells": list(row)} for row in value]}
        for name, value in stated.items()
    ]


async def act(
    matter: Matter,
    username: str,
    matter_id: str,
    act: str,
    stated: Stated | None = None,
    *,
    text: str = "",
    paper: str = "",
) -> None:
    """With the version the person sees now; before that, whatever the other side told has come in.

    `paper` is the title of a file that goes along.
    """
    desk = matter.town.desk(username)
    view = await offered(desk, f"/cooperation/{matter_id}", act)
    body: Json = {"act": act, "version": view["version"], "text": text, "facts": facts(stated or {})}
    if paper:
        path = f"/cooperation/{matter_id}/files"
        laid = await desk.upload("liaison", path, form={"title": paper}, file=("evidence.pdf", EVIDENCE))
        body["files"] = [laid["id"]]
    done = await desk.post("liaison", f"/cooperation/{matter_id}/acts", body)
    matter.say(username, f"{act} → {done['state']}")


async def refused(matter: Matter, username: str, matter_id: str, act: str, code: str, *, text: str) -> None:
    desk = matter.town.desk(username)
    view = await desk.get("liaison", f"/cooperation/{matter_id}")
    try:
        body: Json = {"act": act, "version": view["version"], "text": text}
        await desk.post("liaison", f"/cooperation/{matter_id}/acts", body)
    except Answered as error:
        matter.expect(code in error.codes, f"{act} 因 {code} 被拒绝")
    else:
        matter.expect(False, f"{act} 应当被拒绝")


async def offered(desk: Desk, path: str, act: str) -> Json:
    async def offered() -> Json | None:
        try:
            view = await desk.get("liaison", path)
        except Answered:
            return None
        options = view["options"]
        assert isinstance(options, list)
        return view if any(one["act"] == act and one["allowed"] for one in options) else None

    return await until(offered, what=f"{desk.username} 可以办理 {act}")


async def alike(matter: Matter, parties: Sequence[str], matter_id: str, *, state: str, rule: str) -> None:
    """Both sides stand in the same state, know the same facts and show the same clock."""
    desks = [matter.town.desk(username) for username in parties]

    async def same() -> Json | None:
        try:
            mine, theirs = [await desk.get("liaison", f"/cooperation/{matter_id}") for desk in desks]
        except Answered:
            return None
        known = mine["state"] == theirs["state"] == state and mine["facts"] == theirs["facts"]
        return clock_of(mine, rule) if known and clock_of(mine, rule) == clock_of(theirs, rule) else None

    clock = await until(same, what=f"双方都到 {state}")
    matter.say("双方", f"{state}；期限 {clock['title_zh']} {clock['due']} {clock['state']}")


def clock_of(view: Json, rule: str) -> Json:
    clocks = view["clocks"]
    assert isinstance(clocks, list)
    found: Json = next(clock for clock in clocks if clock["rule"] == rule)
    return {name: found[name] for name in ("title_zh", "anchor", "due", "state", "ended_at", "trace")}


def day(matter: Matter, days: int) -> str:
    return (matter.town.clock.now().astimezone(ZONE).date() + timedelta(days=days)).isoformat()
