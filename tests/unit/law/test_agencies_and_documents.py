"""The running city, its exchange pairs, the legal documents and return codes."""

import pytest

from tests.unit.law.matters import NOON, law_with
from zf_law.agencies import KIND_LABELS, AgencyKind
from zf_law.documents import CASE_NUMBER, ReturnEffect
from zf_law.loader import Law
from zf_law.numbering import (
    make_document_no,
    parse_court_case_no,
    parse_credit_code,
    parse_document_no,
    parse_police_case_no,
)

NODES = {
    "police": "云川市公安局",
    "procuratorate": "云川市人民检察院",
    "court": "云川市人民法院",
    "justice": "云川市司法局",
    "committee": "中共云川市委政法委员会",
}
SUPERVISION_DOCUMENTS = (
    "口头纠正", "纠正违法通知书", "要求说明立案（不立案）理由通知书", "通知立案书", "通知撤销案件书",
    "立案监督案件催办函", "羁押必要性审查建议书", "检察建议书", "检察意见书", "案件流程监控通知书",
    "个案执法监督通知书", "执法建议书", "司法建议书", "巡视督查整改意见",
)  # fmt: skip


def test_five_agencies_run_a_node_and_each_exchanges_with_the_other_four(law: Law) -> None:
    assert {agency.code: agency.name_zh for agency in law.agencies.with_node()} == NODES
    for code in NODES:
        assert {partner.code for partner in law.agencies.partners(code)} == set(NODES) - {code}


def test_agencies_are_found_by_code_and_kind(law: Law) -> None:
    assert law.agencies.by_code("hall").kind is AgencyKind.HALL
    assert not law.agencies.by_code("hall").node
    courts = {agency.code for agency in law.agencies.of_kind(AgencyKind.COURT)}
    assert {"court", "upper_court", "yunling_court"} <= courts
    partner = law.agencies.partner_of_kind("police", AgencyKind.PROCURATORATE)
    assert partner is not None
    assert partner.code == "procuratorate"
    assert law.agencies.partner_of_kind("police", AgencyKind.PRISON) is None
    assert law.agencies.find("nobody") is None
    assert "police" in law.agencies
    with pytest.raises(KeyError):
        law.agencies.by_code("nobody")


def test_the_hall_works_through_the_node_that_hosts_it(law: Law) -> None:
    host = law.agencies.hall_host()
    assert host is not None
    assert (host.code, host.node) == ("committee", True)
    assert law.agencies.host_of("hall") is host
    assert law.agencies.host_of("police") is law.agencies.by_code("police")
    assert law.agencies.host_of("prison") is None
    unit = host.unit("hall")
    assert unit is not None
    assert unit.kind == "reception"


def test_a_city_without_a_hall_has_no_host_of_it() -> None:
    assert law_with("agencies", "agency", 4, hosts=None).agencies.hall_host() is None


def test_every_node_has_a_case_office_and_named_units(law: Law) -> None:
    for agency in law.agencies.with_node():
        assert "case_office" in {unit.kind for unit in agency.units}, agency.code
        assert all(unit.name_zh and unit.name_en for unit in agency.units)
    legal = law.agencies.by_code("police").unit("legal")
    assert legal is not None
    assert legal.kind == "legal_department"
    assert law.agencies.by_code("police").unit("moon") is None


def test_every_kind_has_labels() -> None:
    assert set(KIND_LABELS) == set(AgencyKind)


def test_credit_codes_of_agencies_are_valid(law: Law) -> None:
    codes = [agency.credit_code for agency in law.agencies if agency.credit_code]
    assert codes
    for code in codes:
        assert parse_credit_code(code, tables=law.numbering, now=NOON.date()).ok, code


DISTRICTS = {"yunling": "329902", "linhe": "329903", "wangchuan": "329921", "shiqiao": "329922"}
SET = ("police", "procuratorate", "court", "justice", "committee", "petition_office")


@pytest.mark.parametrize(("district", "division"), list(DISTRICTS.items()))
def test_every_district_and_county_has_its_set_of_agencies_without_a_node(
    law: Law, district: str, division: str
) -> None:
    for kind in SET:
        agency = law.agencies.by_code(f"{district}_{kind}")
        assert (agency.division, agency.node, agency.exchanges_with) == (division, False, ())
        assert agency.superior in {None, kind, f"upper_{kind}"}
        assert law.agencies.host_of(agency.code) is None
    assert law.agencies.by_code(f"{district}_police").police_code12 == f"{division}000000"
    assert law.agencies.by_code(f"{district}_procuratorate").proc_code6 == division


def test_numbers_of_county_cases_are_known(law: Law) -> None:
    assert parse_police_case_no("A3299210000002026110012", tables=law.numbering, now=NOON.date()).ok
    court = parse_court_case_no("（2026）苏9922刑初12号", tables=law.numbering, now=NOON.date())
    assert court.ok
    assert court.parts["court_name"] == "石桥县人民法院"


def test_names_credit_codes_and_document_words_are_each_of_one_agency(law: Law) -> None:
    for named in ("name_zh", "short_zh", "credit_code", "police_code12", "court_code"):
        values = [value for agency in law.agencies if (value := getattr(agency, named))]
        assert len(values) == len(set(values)), named


def test_two_counties_have_a_hall_of_their_own_and_the_node_serves_the_city_hall(law: Law) -> None:
    halls = {agency.code for agency in law.agencies.of_kind(AgencyKind.HALL)}
    assert halls == {"hall", "wangchuan_hall", "shiqiao_hall"}
    host = law.agencies.hall_host()
    assert host is not None
    assert host.code == "committee"


def test_every_document_of_supervision_is_there(law: Law) -> None:
    titles = {document.zh.split("（")[0] for document in law.documents.all()}
    assert {title.split("（")[0] for title in SUPERVISION_DOCUMENTS} <= titles


def test_the_same_title_of_two_issuers_is_two_types(law: Law) -> None:
    outer, inner = law.documents.by_id("correction_notice"), law.documents.by_id("internal_correction_notice")
    assert outer.issuers == (AgencyKind.PROCURATORATE,)
    assert inner.issuers == (AgencyKind.POLICE,)


def test_documents_of_a_transition_are_issued_by_somebody(law: Law) -> None:
    for transition in law.stages.transitions:
        for document in transition.documents:
            assert law.documents.by_id(document).issuers, (transition.id, document)


def test_document_numbers_made_from_templates_are_valid(law: Law) -> None:
    templates = [document.number for document in law.documents.all() if document.number not in ("", CASE_NUMBER)]
    assert len(templates) > 30
    for template in templates:
        number = make_document_no(template=template, short="云公", year=2026, serial=12)
        checked = parse_document_no(number, tables=law.numbering, now=NOON.date())
        assert checked.ok, number
        assert (checked.parts["year"], checked.parts["serial"]) == ("2026", "12")


def test_issuers_find_their_documents(law: Law) -> None:
    police = {document.id for document in law.documents.issued_by(AgencyKind.POLICE)}
    assert {"intake_form", "filing_decision"} <= police
    assert "judgment" not in police
    assert law.documents.find("love_letter") is None
    assert "judgment" in law.documents


def test_return_codes_and_their_effects(law: Law) -> None:
    assert set(law.return_codes) == {*(f"R{number:02d}" for number in range(1, 12)), "R99"}
    supplement = {code for code, entry in law.return_codes.items() if entry.effect is ReturnEffect.SUPPLEMENT}
    assert supplement == {"R03", "R04", "R05"}
    assert law.return_codes["R01"].effect is law.return_codes["R02"].effect is ReturnEffect.RETURN
    assert law.return_codes["R03"].effect_for("referral") is ReturnEffect.SUPPLEMENT
    assert law.return_codes["R01"].effect_for("prosecution") is ReturnEffect.RETURN
    assert law.return_codes["R99"].text_required
