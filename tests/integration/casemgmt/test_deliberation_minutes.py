"""Minutes of a collective decision as a paper: numbered, kept by hash, made once, for those who may read what was said."""

import io
from hashlib import sha256

from pypdf import PdfReader

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.committee import POLICE_MEMBERS, attended, convened, decided, proposed, seat
from tests.integration.casemgmt.shortcuts import filed

WANTED: Json = {"type": "deliberation_minutes"}


async def _paper(city: City, path: str, *, role: str = "leader") -> Json:
    made = await city.post("police", role, f"{path}/papers", WANTED)
    assert made["possible"] == []
    (paper,) = listed(made, "papers")
    return paper


async def test_the_minutes_are_numbered_kept_by_hash_and_say_what_was_said(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    matter = await decided(city, await filed(city), "withdraw_case", {"head3": "against"})
    path = f"/deliberations/{matter['id']}"
    paper = await _paper(city, path)
    assert paper["number"] == "云公议纪〔2026〕1号"
    answer = await city.as_("police", "head3").get(f"{path}/papers/{paper['id']}")
    assert answer.headers["content-type"] == "application/pdf"
    assert sha256(answer.content).hexdigest() == paper["digest"]
    assert b"pdfaid" in answer.content, "it says of itself that it is PDF/A"
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())
    for words in (
        "云公议纪〔2026〕1号", "执法管理委员会集体议案纪要", "到会委员：", "治安支队长", "against：理由见案情",
        "委员5人，同意4人，不同意1人", "同意“撤销案件”，决定文号云公执委议〔2026〕1号", "按多数意见办理。",
    ):  # fmt: skip
        assert words in text, words


async def test_printed_again_it_is_the_same_paper_and_every_discussion_has_its_own_number(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    first = await decided(city, await filed(city), "withdraw_case")
    second = await decided(city, await filed(city), "withdraw_case", dict.fromkeys(POLICE_MEMBERS, "own"), order=2)
    paper = await _paper(city, f"/deliberations/{first['id']}")
    city.tick(days=3)
    again = await _paper(city, f"/deliberations/{first['id']}", role="deputy")
    assert again == paper
    other = await _paper(city, f"/deliberations/{second['id']}")
    assert other["number"] == "云公议纪〔2026〕2号"
    assert other["digest"] != paper["digest"]


async def test_only_who_may_read_the_opinions_gets_the_minutes(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    matter = await decided(city, await filed(city), "withdraw_case")
    path = f"/deliberations/{matter['id']}/papers"
    paper = await _paper(city, f"/deliberations/{matter['id']}", role="legal2")
    for role in ("handler", "legal"):
        reader = city.as_("police", role)
        for answer in (await reader.get(path), await reader.post(path, json=WANTED)):
            assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "deliberation.minutes_secret")
        assert (await reader.get(f"{path}/{paper['id']}")).status_code == 404
    assert (await city.as_("police", "other_handler").get(path)).status_code == 404
    assert (await city.as_("police", "leader").get(f"{path}/none")).status_code == 404


async def test_before_the_end_there_is_nothing_to_print_and_nobody_writes_it_by_hand(city: City) -> None:
    await seat(city, "police", "leader", POLICE_MEMBERS)
    collab = await filed(city)
    matter = await attended(city, await convened(city, await proposed(city, collab, "withdraw_case")))
    path = f"/deliberations/{matter['id']}/papers"
    assert await city.refused("police", "leader", path, WANTED) == ["paper.nothing_to_print"]
    assert (await city.get("police", "leader", path))["possible"] == []
    documents = f"/cases/{await city.case_id('police', collab)}/documents"
    body = {**WANTED, "dated": city.clock.now().date().isoformat()}
    assert "document.committee_only" in await city.refused("police", "handler", documents, body)
