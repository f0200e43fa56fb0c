"""Documents: numbers without gaps, kinds by content, content by hash."""

import hashlib

import httpx

from tests.integration.casemgmt.city import City, Json, listed
from tests.integration.casemgmt.shortcuts import filed
from zf_platform.ids import new_id

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


async def upload(city: City, collab: str, name: str, content: bytes, **more: str) -> httpx.Response:
    case_id = await city.case_id("police", collab)
    city.tick()
    caller = city.as_("police", "handler")
    return await caller.http.post(
        f"/cases/{case_id}/documents/upload",
        headers={"idempotency-key": new_id(city.clock.now())},
        files={"file": (name, content)},
        data={"type": "evidence_list", "title": "证据清单扫描件", "dated": "2026-09-01", "pages": "2", **more},
    )


async def test_numbers_run_per_type_and_year_without_gaps(city: City) -> None:
    first, second = await filed(city), await filed(city)
    numbers = [
        str(one["document_no"])
        for collab in (first, second)
        for one in listed(await city.case("police", collab), "documents")
        if one["type"] == "filing_decision"
    ]
    assert numbers == ["云公立字〔2026〕1号", "云公立字〔2026〕2号"]


async def test_an_issued_document_reads_as_its_template(city: City) -> None:
    collab = await filed(city)
    case = await city.case("police", collab)
    suspect = (await city.suspects("police", collab))["丙某"]
    body = {
        "type": "detention_warrant", "dated": "2026-09-01", "suspect_id": suspect,
        "fields": {"charge": "诈骗罪", "detention_house": "云川市看守所"}, "text": "即日执行。",
    }  # fmt: skip
    issued = await city.post("police", "handler", f"/cases/{case['id']}/documents", body)
    assert issued["document_no"] == "云公拘字〔2026〕1号"
    path = f"/cases/{case['id']}/documents/{issued['id']}/content"
    content = await city.as_("police", "handler").get(path)
    assert content.headers["content-type"] == "text/plain; charset=utf-8"
    assert "attachment" in content.headers["content-disposition"]
    for words in ("云川市公安局", "拘留证", "云公拘字〔2026〕1号", "丙某", "诈骗罪", "即日执行。", "2026年9月1日"):
        assert words in content.text
    assert issued["digest"] == f"sha256:{hashlib.sha256(content.content).hexdigest()}"
    assert await city.rows("police", "SELECT count(*) FROM audit_entry WHERE act = 'document.read'") == [(1,)]


async def test_what_may_not_be_issued_is_refused_with_the_reason(city: City) -> None:
    collab = await filed(city)
    path = f"/cases/{await city.case_id('police', collab)}/documents"
    for body, code in (
        ({"type": "indictment", "dated": "2026-09-01"}, "document.wrong_issuer"),
        ({"type": "no_such_paper", "dated": "2026-09-01"}, "document.unknown_type"),
        ({"type": "closing_report", "dated": "2026-12-01"}, "document.dated_in_future"),
        ({"type": "closing_report", "dated": "2026-09-01", "fields": {"colour": "red"}}, "document.unknown_field"),
        ({"type": "closing_report", "dated": "2026-09-01", "suspect_id": "nobody"}, "suspect.none_named"),
    ):
        assert await city.refused("police", "handler", path, body) == [code]


async def test_uploads_are_known_by_their_bytes(city: City) -> None:
    collab = await filed(city)
    good = (
        ("a.pdf", PDF, "application/pdf"),
        ("a.exe", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("a.txt", "证据清单\n一、转账记录".encode(), "text/plain; charset=utf-8"),
    )
    for name, content, kind in good:
        answer = await upload(city, collab, name, content)
        assert answer.status_code == 201, answer.text
        assert answer.json()["media_type"] == kind
    for name, content in (
        ("a.pdf", b"MZ\x90\x00 a program"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 22 + b"\x08\x00\x00\x00evil.exe"),
        ("a.txt", b"\x00\x01\x02"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.txt", b"\xff\xfe\xff"),
    ):
        answer = await upload(city, collab, name, content)
        assert answer.status_code == 422, name
        assert answer.json()["problems"][0]["code"] == "document.kind_refused"


async def test_an_upload_beyond_the_limit_is_refused(city: City) -> None:
    collab = await filed(city)
    answer = await upload(city, collab, "a.pdf", PDF + b"0" * (20 * 1024 * 1024))
    assert answer.status_code == 413
    kept: list[Json] = listed(await city.case("police", collab), "documents")
    assert "evidence_list" not in {one["type"] for one in kept}


async def test_a_paper_without_a_file_says_so(city: City) -> None:
    collab = await filed(city)
    case = await city.case("police", collab)
    form = next(one for one in listed(case, "documents") if one["type"] == "intake_form")
    answer = await city.as_("police", "handler").get(f"/cases/{case['id']}/documents/{form['id']}/content")
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "document.no_content"


async def test_a_document_is_found_only_in_its_own_case(city: City) -> None:
    first, second = await filed(city), await filed(city)
    document = listed(await city.case("police", first), "documents")[-1]
    other = await city.case_id("police", second)
    answer = await city.as_("police", "handler").get(f"/cases/{other}/documents/{document['id']}/content")
    assert answer.status_code == 404
