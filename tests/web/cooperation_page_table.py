"""Pages of cooperation matters: declared route, address, a role who sees it, what opens it, its headings."""

COOPERATION_PAGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("/cooperation", "/cooperation", "handler", "cooperation.read", "协作事项|Cooperation"),
    (
        "/cooperation/dispatches",
        "/cooperation/dispatches",
        "plc_coordinator",
        "cooperation.read",
        "调度看板|Dispatch board",
    ),
    (
        "/cooperation/pledges",
        "/cooperation/pledges",
        "bureau_leader",
        "cooperation.read",
        "责任状|Responsibility letters",
    ),
    (
        "/cooperation/groups/{group_id}",
        "/cooperation/groups/group-1",
        "plc_coordinator",
        "cooperation.read",
        "执法突出问题专项整改|执法突出问题专项整改",
    ),
    ("/cooperation/new", "/cooperation/new?kind=dispatch", "plc_coordinator", "cooperation.open", "调度|Dispatch"),
    (
        "/cooperation/{matter_id}/acts/{act}",
        "/cooperation/coop-plan/acts/submit_plan",
        "bureau_leader",
        "cooperation.read",
        "报送方案|Submit the plan",
    ),
    ("/cooperation/new", "/cooperation/new", "handler", "cooperation.open", "提出协作事项|Ask another agency"),
    (
        "/cooperation/new",
        "/cooperation/new?kind=legal_aid&collab_no=XT3299002026112300012",
        "handler",
        "cooperation.open",
        "法律援助|Legal aid",
    ),
    (
        "/cooperation/{matter_id}",
        "/cooperation/coop-1",
        "legal_reviewer",
        "cooperation.read",
        "何某法律援助|何某法律援助",
    ),
    (
        "/cooperation/{matter_id}",
        "/cooperation/coop-copy",
        "legal_reviewer",
        "cooperation.read",
        "罗某社区矫正交接|罗某社区矫正交接",
    ),
    (
        "/cooperation/{matter_id}/slip",
        "/cooperation/coop-1/slip",
        "legal_reviewer",
        "cooperation.read",
        "法律援助|Legal aid",
    ),
    (
        "/cooperation/{matter_id}/acts/{act}",
        "/cooperation/coop-1/acts/assign",
        "legal_reviewer",
        "cooperation.read",
        "指派律师|Name the lawyer",
    ),
    (
        "/cooperation/{matter_id}/acts/{act}",
        "/cooperation/coop-1/acts/raise_errors",
        "legal_reviewer",
        "cooperation.read",
        "指出差错|Point out errors",
    ),
)
COOPERATION_NOT_PAGES = ("/cooperation/{matter_id}/files/{file_id}",)
