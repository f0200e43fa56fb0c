"""Pages of petitions shared between agencies or compared with each other, and further contacts with petitioners."""

from tests.web.page_case import page_row

JOINT = "/joint/{joint_id}"
HEARINGS = "/petitions/{petition_id}/hearings"
CONTACTS = "/petitions/{petition_id}/contacts"
SHARED_PETITION_PAGES = (
    page_row("/tracking", "/tracking", "handler", "petition.read", "跟踪答复|Track and answer"),
    page_row(
        "/tracking/{task_id}",
        "/tracking/trk-1",
        "handler",
        "petition.read",
        "告知信访人：反映报案后一直没有回音|Tell the petitioner: 反映报案后一直没有回音",
    ),
    page_row(
        "/petitions/{petition_id}/agencies",
        "/petitions/pet-1/agencies",
        "handler",
        "petition.read",
        "其他机关办理情况|At other agencies",
    ),
    page_row(HEARINGS, "/petitions/pet-1/hearings", "handler", "petition.read", "听证|Hearings"),
    page_row(
        HEARINGS + "/new",
        "/petitions/pet-1/hearings/new",
        "petition_head",
        "petition.review",
        "通知听证|Call a hearing",
    ),
    page_row(
        HEARINGS + "/{hearing_id}/{step}",
        "/petitions/pet-1/hearings/hea-3/conclude",
        "petition_head",
        "petition.review",
        "记录听证：是否应当立案|Record the hearing: 是否应当立案",
    ),
    page_row("/statements", "/statements", "petition_head", "petition.route", "来函请求|Requests of other agencies"),
    page_row(
        "/statements/{message_id}",
        "/statements/msg-1",
        "petition_head",
        "petition.route",
        "邀请上门息诉：云川市人民检察院|Home visit requested: Yunchuan People's Procuratorate",
    ),
    page_row("/contacts", "/contacts", "handler", "petition.read", "见面与回访|Meetings and revisits"),
    page_row(CONTACTS, "/petitions/pet-1/contacts", "handler", "petition.read", "见面与回访|Meetings and revisits"),
    page_row(
        CONTACTS + "/plan/{kind}",
        "/petitions/pet-1/contacts/plan/home_visit",
        "handler",
        "petition.handle",
        "安排：上门息诉|Plan: Home visit",
    ),
    page_row(
        CONTACTS + "/{contact_id}",
        "/petitions/pet-1/contacts/con-2",
        "handler",
        "petition.handle",
        "记录结果：回访|Record: Revisit",
    ),
    page_row(
        "/petitions/{petition_id}/split",
        "/petitions/pet-1/split",
        "petition_head",
        "petition.split",
        "拆分为联合事项|Split into a joint matter",
    ),
    page_row(
        "/petitions/{petition_id}/repeats",
        "/petitions/pet-1/repeats",
        "receiver",
        "petition.read",
        "重复信访|Repeats",
    ),
    page_row(
        "/petitions/{petition_id}/repeats/{other_id}",
        "/petitions/pet-1/repeats/pet-2",
        "receiver",
        "petition.read",
        "事项比对|Comparison of two petitions",
    ),
    page_row("/joint", "/joint", "petition_head", "petition.read", "联合事项|Joint matters"),
    page_row(
        JOINT,
        "/joint/joi-1",
        "petition_head",
        "petition.read",
        "反映报案后一直没有回音并要求退还车辆|反映报案后一直没有回音并要求退还车辆",
    ),
    page_row(
        JOINT + "/parts/{part_no}",
        "/joint/joi-1/parts/3",
        "petition_head",
        "petition.read",
        "第 3 分项：云川市司法局|Part 3: Yunchuan Justice Bureau",
    ),
    page_row(
        JOINT + "/dispute",
        "/joint/joi-1/dispute",
        "petition_head",
        "petition.route",
        "提请决定由谁牵头|Ask the committee who leads",
    ),
    page_row(
        JOINT + "/reply",
        "/joint/joi-2/reply",
        "petition_head",
        "petition.answer",
        "作出统一答复|Give the combined answer",
    ),
    page_row(
        "/joint/disputes", "/joint/disputes", "plc_coordinator", "petition.decide_dispute", "牵头与管辖争议|Disputes"
    ),
    page_row(
        "/joint/disputes/{dispute_id}",
        "/joint/disputes/dis-1",
        "plc_coordinator",
        "petition.decide_dispute",
        "决定争议：由谁牵头|Decide a dispute: who leads",
    ),
)
