"""Papers handed in: kind by content, read back by hash, restricted ones for few."""

import pytest

from tests.integration.intake.petition_forms import Staff, View, registered
from tests.integration.letters import audited
from zf_platform.testing import Caller, ServiceUnderTest

PDF = b"%PDF-1.4\n% a paper of the petitioner\n"


async def hand_in(
    caller: Caller, view: View, content: bytes, *, name: str = "letter.pdf", restricted: bool = False
) -> tuple[int, View]:
    form = {
        "kind": "material",
        "title": "信访材料",
        "version": str(view["version"]),
        "restricted": str(restricted).lower(),
    }
    answer = await caller.http.post(
        f"/petitions/{view['id']}/attachments",
        data=form,
        files={"file": (name, content, "application/octet-stream")},
        headers={"idempotency-key": f"paper-{len(content)}-{view['version']}"},
    )
    return answer.status_code, answer.json()


async def test_a_paper_comes_back_as_it_went_in(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    status, shown = await hand_in(staff.receiver, view, PDF)
    assert status == 201, shown
    (paper,) = shown["attachments"]
    assert (paper["media_type"], paper["size"], shown["version"]) == ("application/pdf", len(PDF), 2)
    content = await staff.head.get(f"/petitions/{view['id']}/attachments/{paper['id']}/content")
    assert content.content == PDF
    assert await audited(intake.service, "petition.read_attachment") == 1
    assert (await staff.officer.get(f"/petitions/{view['id']}/attachments/{paper['id']}/content")).status_code == 404


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "letter.pdf"),
        (b"<html>", "letter.html"),
        (b"PK\x03\x04" + b"\x00" * 40, "letter.docx"),
        (b"", "x.txt"),
    ],
)
async def test_other_kinds_are_refused_whatever_their_name(staff: Staff, content: bytes, name: str) -> None:
    view = await registered(staff.receiver)
    status, shown = await hand_in(staff.receiver, view, content, name=name)
    assert status == 422
    assert "document.kind_refused" in str(shown)
    assert (await staff.receiver.get(f"/petitions/{view['id']}")).json()["attachments"] == []


async def test_a_restricted_paper_does_not_exist_for_others(staff: Staff) -> None:
    view = await registered(staff.receiver)
    _, shown = await hand_in(staff.receiver, view, PDF, restricted=True)
    (paper,) = shown["attachments"]
    mate = (await staff.other_receiver.get(f"/petitions/{view['id']}")).json()
    assert mate["attachments"] == []
    content = f"/petitions/{view['id']}/attachments/{paper['id']}/content"
    assert (await staff.other_receiver.get(content)).status_code == 404
    assert (await staff.receiver.get(content)).status_code == 200
    assert "信访材料" not in str(mate["timeline"])
