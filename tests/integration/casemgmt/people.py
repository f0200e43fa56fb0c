"""The people of the stories: (agency, short name) → account, roles, unit, name."""

from collections.abc import Mapping

Person = tuple[str, tuple[str, ...], str, str]

PEOPLE: Mapping[tuple[str, str], Person] = {
    ("police", "duty"): ("police.duty", ("duty_officer",), "criminal", "值班民警"),
    ("police", "handler"): ("police.handler", ("handler",), "criminal", "张承办"),
    ("police", "other_handler"): ("police.handler2", ("handler",), "economic", "李承办"),
    ("police", "head"): ("police.head", ("unit_head",), "criminal", "支队长"),
    ("police", "legal"): ("police.legal", ("legal_reviewer",), "legal", "法制员"),
    ("police", "leader"): ("police.leader", ("bureau_leader",), "leadership", "局领导"),
    ("police", "deputy"): ("police.deputy", ("bureau_leader",), "leadership", "副局长"),
    ("police", "head2"): ("police.head2", ("unit_head",), "economic", "经侦支队长"),
    ("police", "head3"): ("police.head3", ("unit_head",), "public_order", "治安支队长"),
    ("police", "legal2"): ("police.legal2", ("legal_reviewer",), "legal", "法制支队长"),
    ("police", "outlet"): ("police.outlet", ("outlet_clerk",), "legal", "出口专员"),
    ("police", "office"): ("police.office", ("case_office_clerk",), "case_office", "案管民警"),
    ("police", "operator"): ("police.operator", ("operator",), "information", "运行员"),
    ("procuratorate", "office"): ("procuratorate.office", ("case_office_clerk",), "case_office", "案管人员"),
    ("procuratorate", "prosecutor"): ("procuratorate.prosecutor", ("prosecutor",), "first", "检察官"),
    ("procuratorate", "chief"): ("procuratorate.chief", ("chief_prosecutor",), "leadership", "检察长"),
    ("court", "filing"): ("court.filing", ("filing_judge",), "filing", "立案法官"),
    ("court", "judge"): ("court.judge", ("judge",), "criminal", "审判员"),
    ("court", "president"): ("court.president", ("court_leader",), "leadership", "院长"),
    ("justice", "office"): ("justice.office", ("case_office_clerk",), "case_office", "司法案管"),
}
READERS: Mapping[str, str] = {
    "police": "legal",
    "procuratorate": "office",
    "court": "filing",
    "justice": "office",
}
"""Who reads every case of the agency."""
COUNTERS: Mapping[str, str] = {
    "police": "office",
    "procuratorate": "office",
    "court": "filing",
    "justice": "office",
}
"""Who sits at the agency's counter for packages."""
