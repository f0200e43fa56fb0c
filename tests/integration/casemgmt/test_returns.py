"""Packages given back, supplemented and sent again; the same package twice; numbers and masks."""

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.shortcuts import detained, indicted, sent_for_prosecution, under_prosecution_review
from zf_contracts.internal.transfers import (
    TransferArrived,
    TransferEvidenceChanged,
    TransferOpened,
    TransferReceipted,
    TransferSubmitted,
)
from zf_contracts.values import CodedProblem, Package


async def give_back(
    city: City, agency: str, collab: str, *codes: str, supplement: bool = False, state: str = "arrived"
) -> Json:
    role = {"court": "filing"}.get(agency, "office")
    package = await city.package(agency, collab, state=state)
    body = {
        "version": package["version"],
        "acted_at": city.tick().isoformat(),
        "problems": [{"code": code, "text": "请核对"} for code in codes],
        "supplement": supplement,
    }
    return await city.post(agency, role, f"/packages/{package['id']}/return", body)


async def test_a_return_gives_the_case_back_and_it_can_be_sent_again(city: City) -> None:
    collab = await sent_for_prosecution(city)
    returned = await give_back(city, "procuratorate", collab, "R01")
    assert returned["state"] == "returned"
    case = await city.case("police", collab)
    assert case["state"] == "investigating"
    assert case["head_signed_by"] == ""
    transfer = await city.get("police", "legal", f"/transfers/{listed(case, 'transfers')[0]['id']}")
    assert transfer["state"] == "returned"
    assert listed(transfer, "problems")[0]["code"] == "R01"
    await city.act("police", "handler", collab, "submit_for_exit_review")
    await city.gated(collab, "prosecution")
    await city.accept("procuratorate", "office", collab)
    assert await city.state("police", collab) == "prosecution_review"


async def test_a_supplement_is_a_new_version_of_the_same_transfer(city: City) -> None:
    collab = await sent_for_prosecution(city)
    asked = await give_back(city, "procuratorate", collab, "R03", supplement=True)
    assert asked["state"] == "supplement_requested"
    case = await city.case("police", collab)
    assert case["state"] == "transfer_pending", "the matter stays on its way"
    transfer = listed(case, "transfers")[0]
    assert transfer["state"] == "supplement_requested"
    await city.doc("police", "handler", collab, "evidence_list")
    body = {"version": transfer["version"], "acted_at": city.tick().isoformat(), "reason": "补送证据清单"}
    path = f"/transfers/{transfer['id']}/supplement"
    assert "permission.missing" in await city.refused("police", "handler", path, body, status=403)
    await city.post("police", "outlet", path, body)
    package = await city.package("procuratorate", collab)
    assert "evidence_list" in {item["document_type"] for item in listed(package, "items")}
    again = {
        "version": package["version"], "acted_at": city.tick().isoformat(), "supplement": True,
        "problems": [{"code": "R03"}],
    }  # fmt: skip
    codes = await city.refused("procuratorate", "office", f"/packages/{package['id']}/return", again)
    assert codes == ["package.supplement_once"]
    accept = {"version": package["version"], "acted_at": city.tick().isoformat()}
    await city.post("procuratorate", "office", f"/packages/{package['id']}/acceptance", accept)
    assert await city.state("police", collab) == "prosecution_review"
    versions = await city.rows("procuratorate", "SELECT package_version, state FROM package ORDER BY package_version")
    assert versions == [(1, "superseded"), (2, "accepted")]


async def test_a_returned_arrest_request_leaves_people_as_they_are(city: City) -> None:
    collab, suspect = await detained(city, "丙某", "丁某")
    free = (await city.suspects("police", collab))["丁某"]
    await city.doc("police", "handler", collab, "arrest_request", "litigation_volume", suspect=suspect)
    await city.gated(collab, "arrest_request", suspects=[suspect, free])
    await give_back(city, "procuratorate", collab, "R01")
    assert await city.suspect_states("police", collab) == {"丙某": "detained", "丁某": "none"}
    assert (await city.case("police", collab))["state"] == "investigating"
    assert listed(await city.case("police", collab), "transfers")[0]["state"] == "returned"


async def test_the_court_gives_back_after_its_check(city: City) -> None:
    collab = await indicted(city)
    await city.accept("court", "filing", collab)
    await give_back(city, "court", collab, "R02", state="accepted")
    for agency in ("court", "procuratorate", "police"):
        assert await city.state(agency, collab) == "prosecution_review", agency
    assert (await city.clocks("procuratorate", collab))["J07"]["state"] == "running"
    draft = await city.prepare("procuratorate", "prosecutor", collab, "indictment", "court")
    await city.submit("procuratorate", "prosecutor", draft)
    await city.accept("court", "filing", collab)
    assert await city.state("court", collab) == "court_check"


async def test_the_court_asks_for_papers_and_goes_on(city: City) -> None:
    collab = await indicted(city)
    await city.accept("court", "filing", collab)
    await give_back(city, "court", collab, "R03", supplement=True, state="accepted")
    assert (await city.clocks("procuratorate", collab))["C01.supplement"]["state"] == "running"
    transfer = listed(await city.case("procuratorate", collab), "transfers")[0]
    body = {"version": transfer["version"], "acted_at": city.tick().isoformat(), "reason": "补送"}
    await city.post("procuratorate", "prosecutor", f"/transfers/{transfer['id']}/supplement", body)
    await city.accept("court", "filing", collab)
    assert await city.state("court", collab) == "court_check"
    await city.doc("court", "filing", collab, "court_acceptance_notice")
    await city.act("court", "filing", collab, "accept_for_trial")
    assert await city.state("procuratorate", collab) == "first_instance"


async def test_reasons_need_codes_that_fit(city: City) -> None:
    collab = await sent_for_prosecution(city)
    package = await city.package("procuratorate", collab)
    path = f"/packages/{package['id']}/return"
    base = {"version": package["version"], "acted_at": city.tick().isoformat()}
    for problems, supplement, code in (
        ([{"code": "R77"}], False, "package.code_unknown"),
        ([{"code": "R99"}], False, "package.text_required"),
        ([{"code": "R01"}], True, "package.no_supplement_for_code"),
    ):
        codes = await city.refused(
            "procuratorate", "office", path, {**base, "problems": problems, "supplement": supplement}
        )
        assert codes == [code]


async def test_a_package_that_comes_twice_is_one_package_with_one_receipt(city: City) -> None:
    collab = await sent_for_prosecution(city)
    (sent,) = city.told("police", TransferSubmitted)
    assert isinstance(sent, TransferSubmitted)
    again = TransferArrived(message_id="m-2", package=sent.package, received_at=city.tick())
    await city.hand("procuratorate", again)
    assert await city.rows("procuratorate", "SELECT count(*) FROM package") == [(1,)]
    await city.accept("procuratorate", "office", collab)
    await city.hand("procuratorate", again)
    await city.settle()
    receipts = [one for one in city.told("procuratorate", TransferReceipted) if isinstance(one, TransferReceipted)]
    assert len(receipts) == 2
    assert receipts[0] == receipts[1], "the same receipt again"
    assert await city.rows("procuratorate", "SELECT count(*) FROM case_record") == [(1,)]
    assert (
        len([one for one in listed(await city.case("police", collab), "timeline") if one["transition"] == "T17"]) == 1
    )


async def test_another_transfer_of_the_same_matter_is_a_duplicate(city: City) -> None:
    collab = await sent_for_prosecution(city)
    (sent,) = city.told("police", TransferSubmitted)
    assert isinstance(sent, TransferSubmitted)
    twin = sent.package.model_copy(update={"transfer_id": "another"})
    await city.hand("procuratorate", TransferArrived(message_id="m-9", package=twin, received_at=city.tick()))
    package = await city.package("procuratorate", collab)
    checks = {line["code"]: line["passed"] for line in listed(package, "checks")}
    assert checks["R09"] is False
    body = {"version": package["version"], "acted_at": city.tick().isoformat()}
    codes = await city.refused("procuratorate", "office", f"/packages/{package['id']}/acceptance", body)
    assert codes == ["package.check_failed"]


async def hand_changed(city: City, **changes: object) -> Json:
    """Send for prosecution, then let a changed package with another matter number arrive; returns the opened package."""
    await sent_for_prosecution(city)
    (sent,) = city.told("police", TransferSubmitted)
    assert isinstance(sent, TransferSubmitted)
    package = Package.model_validate({**sent.package.model_dump(), "transfer_id": "x", "collab_no": "XT9", **changes})
    await city.hand("procuratorate", TransferArrived(message_id="m-9", package=package, received_at=city.tick()))
    return await city.package("procuratorate", "XT9")


async def test_the_counter_sees_a_package_that_passed_by_the_gate(city: City) -> None:
    package = await hand_changed(city, from_outlet=False)
    failed = [line["code"] for line in listed(package, "checks") if not line["passed"]]
    assert failed == ["R11"]
    body = {"version": package["version"], "acted_at": city.tick().isoformat()}
    codes = await city.refused("procuratorate", "office", f"/packages/{package['id']}/acceptance", body)
    assert codes == ["package.check_failed"]


async def test_a_package_is_opened_once_before_it_is_decided(city: City) -> None:
    collab = await sent_for_prosecution(city)
    found = await city.rows("procuratorate", "SELECT id, version FROM package")
    path = f"/packages/{found[0][0]}"
    body = {"version": found[0][1], "acted_at": city.tick().isoformat()}
    assert await city.refused("procuratorate", "office", f"{path}/acceptance", body) == ["package.not_opened"]
    await city.package("procuratorate", collab)
    await city.get("procuratorate", "office", path)
    await city.settle()
    assert len(city.told("procuratorate", TransferOpened)) == 1
    assert await city.refused("procuratorate", "office", f"{path}/acceptance", body, status=409) == ["version.stale"]
    await city.get("procuratorate", "prosecutor", path, status=403)


async def test_identity_numbers_are_masked_and_stored_encrypted(city: City) -> None:
    collab = await under_prosecution_review(city)
    for agency in ("police", "procuratorate"):
        person = listed(await city.case(agency, collab), "suspects_list")[0]
        assert person["id_number_masked"] == "110105**********2X"
        stored = await city.rows(agency, "SELECT id_sealed, id_hash, id_masked FROM suspect")
        assert str(stored[0][0]).startswith("zp1.")
        assert len(str(stored[0][1])) == 64
    bodies = await city.rows("procuratorate", "SELECT body::text, numbers_sealed FROM package")
    assert "11010519491231002X" not in str(bodies[0][0])
    drafts = await city.rows("police", "SELECT parties::text FROM transfer")
    assert "11010519491231002X" not in str(drafts[0][0])
    (sent,) = city.told("police", TransferSubmitted)
    assert isinstance(sent, TransferSubmitted)
    assert sent.package.parties[0].id_number == "11010519491231002X", "the receiver needs the number"


async def test_evidences_come_in_any_order_and_a_rejection_ends_like_a_return(city: City) -> None:
    collab = await sent_for_prosecution(city)
    transfer = listed(await city.case("police", collab), "transfers")[0]
    at = city.tick()
    for step in ("opened", "relayed", "delivered", "relayed"):
        changed = TransferEvidenceChanged.model_validate(
            {"transfer_id": transfer["id"], "version": 1, "message_id": "m-1", "step": step, "at": at}
        )
        await city.hand("police", changed)
    shown = await city.get("police", "legal", f"/transfers/{transfer['id']}")
    assert [(one["step"], one["state"]) for one in listed(shown, "evidences")] == [
        ("submitted", "done"), ("relayed", "done"), ("delivered", "done"), ("opened", "done"),
    ]  # fmt: skip
    rejected = TransferEvidenceChanged(
        transfer_id=str(transfer["id"]),
        version=1,
        message_id="m-1",
        step="rejected",
        at=city.tick(),
        problems=(CodedProblem(code="R07", text="校验值不符"),),
    )
    await city.hand("police", rejected)
    case = await city.case("police", collab)
    assert case["state"] == "investigating"
    assert listed(case, "transfers")[0]["state"] == "returned"


async def test_missing_evidence_shows_late_then_failed(city: City) -> None:
    collab = await sent_for_prosecution(city)
    transfer = listed(await city.case("police", collab), "transfers")[0]
    for minutes, state in ((1, "waiting"), (10, "late"), (70, "failed")):
        city.tick(minutes=minutes)
        shown = await city.get("police", "legal", f"/transfers/{transfer['id']}")
        relayed = next(one for one in listed(shown, "evidences") if one["step"] == "relayed")
        assert relayed["state"] == state
