"""Repeats between agencies: each learns that the other has such a matter, by number; no name, number or word of it leaves."""

import json

from tests.integration.intake.petition_forms import CITIZEN_ID
from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import Json, listed, registered, split_in_hall
from zf_platform.testing import PLANTED

JOB = "ask_agencies_for_repeats"
ROAD = {
    "title": "反映幸福路八号院门口路灯长期不亮",
    "facts": "幸福路八号院门口的路灯已经坏了两个月，夜间老人出行摔伤，多次打电话没有人来修。",
}
SECRETS = (PLANTED["name"], PLANTED["phone"], CITIZEN_ID, ROAD["title"], "八号院", "路灯")


async def asked_all_round(city: JointCity) -> None:
    for agency, service in city.running:
        if service == "intake":
            assert await city.service(agency, service).scheduler.run_now(JOB)
    await city.settle()


async def peers(city: JointCity, agency: str, view: Json) -> list[tuple[object, ...]]:
    rows = listed(await city.head(agency).get(f"/petitions/{view['id']}/peer-matches"))
    return [(row["agency"], row["petition_no"], row["same_person"], row["same_subject"]) for row in rows]


async def test_both_learn_agency_and_number_and_nothing_else_leaves(city: JointCity) -> None:
    first = await registered(city.head("police"), **ROAD)
    again = await registered(city.head("court"), **ROAD)
    alike = await registered(city.head("procuratorate"), **ROAD, persons=[])
    hidden = await registered(city.head("procuratorate"), **ROAD, confidential=True)
    await asked_all_round(city)
    expected = [("court", again["petition_no"], True, True), ("procuratorate", alike["petition_no"], False, True)]

    async def known() -> bool:
        return sorted(await peers(city, "police", first)) == sorted(expected)

    await city.settle(known)
    assert ("police", first["petition_no"], True, True) in await peers(city, "court", again)
    assert await peers(city, "procuratorate", hidden) == [], (
        "a confidential matter is neither asked about nor mentioned"
    )
    assert str(hidden["petition_no"]) not in str(await peers(city, "police", first))
    await asked_all_round(city)
    assert await city.rows("police", "SELECT count(*) FROM repeat_peer_match") == [(2,)]
    assert await city.stuck() == []
    for agency in ("police", "court", "procuratorate", "committee"):
        assert await told_of(city, agency) != []
        for text in await told_of(city, agency):
            assert not [secret for secret in SECRETS if secret in text], text


async def test_the_parts_of_a_joint_matter_are_no_repeats_of_each_other(embedded_city: JointCity) -> None:
    city = embedded_city
    await split_in_hall(city)
    await asked_all_round(city)
    for agency in ("police", "court", "committee"):
        assert await city.rows(agency, "SELECT count(*) FROM repeat_peer_match") == [(0,)]


async def told_of(city: JointCity, agency: str) -> list[str]:
    """All that this agency's intake said to liaison of repeats, and what it was told of them by others."""
    out = await city.rows(agency, "SELECT convert_from(body, 'UTF8') FROM outbox WHERE type = 'petition.notice.issued'")
    taken = await city.rows(agency, "SELECT body FROM joint_arrived_notice WHERE message LIKE 'petition.match.%'")
    said = [json.dumps(json.loads(str(row[0])), ensure_ascii=False) for row in out if "petition.match" in str(row[0])]
    return [*said, *(str(row[0]) for row in taken)]
