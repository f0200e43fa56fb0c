"""Pages of collective decisions: declared route, address, a role who sees it, what opens it, its headings."""

DELIBERATION_PAGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("/deliberations", "/deliberations", "legal_reviewer", "deliberation.read", "集体议案|Collective decisions"),
    (
        "/deliberations/committee",
        "/deliberations/committee",
        "bureau_leader",
        "deliberation.read",
        "执法管理委员会|Enforcement management committee",
    ),
    (
        "/deliberations/{deliberation_id}",
        "/deliberations/del-1",
        "bureau_leader",
        "deliberation.read",
        "重大疑难案件集体议案：撤销案件|Major or difficult case: Withdraw the case",
    ),
    (
        "/deliberations/{deliberation_id}",
        "/deliberations/del-2",
        "handler",
        "deliberation.read",
        "重大疑难案件集体议案：撤销案件|Major or difficult case: Withdraw the case",
    ),
    (
        "/deliberations/{deliberation_id}/print",
        "/deliberations/del-2/print",
        "bureau_leader",
        "deliberation.read",
        "执法管理委员会讨论记录|Minutes of: Enforcement management committee",
    ),
    (
        "/deliberations/{deliberation_id}/steps/{step}",
        "/deliberations/del-1/steps/attend",
        "bureau_leader",
        "deliberation.read",
        "登记到会和回避|Record attendance",
    ),
    (
        "/deliberations/{deliberation_id}/steps/{step}",
        "/deliberations/del-1/steps/opine",
        "unit_head",
        "deliberation.read",
        "发表意见|Give the opinion",
    ),
    (
        "/deliberations/{deliberation_id}/steps/{step}",
        "/deliberations/del-3/steps/convene",
        "bureau_leader",
        "deliberation.read",
        "召集|Convene",
    ),
    (
        "/cases/{case_id}/deliberations/new",
        "/cases/case-1/deliberations/new",
        "handler",
        "deliberation.propose",
        "提请集体议案|Put it to the committee",
    ),
    (
        "/cases/{case_id}/grave-mark",
        "/cases/case-2/grave-mark",
        "handler",
        "deliberation.propose",
        "重大疑难标记|Major or difficult case",
    ),
)
