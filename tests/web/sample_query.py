"""What intake tells a petitioner who has number and code."""

from datetime import date, datetime

from tests.web.sample import ago
from zf_contracts.http import petition_query as query
from zf_contracts.http.petition_views import PetitionReceipt
from zf_platform.clock import ZONE

NUMBER, CODE = "XFV329900202611200001", "123456"
KEY = "key-of-the-hall"

MATTER = query.QueryView(
    petition_no=NUMBER,
    petitioner="欧*萱",
    agency_name="云川市公安局",
    unit_name="信访科",
    handled_by="刑事侦查支队",
    state="answered",
    state_zh="已答复",
    state_en="Answered",
    told_zh="已对您的事项作出答复。",
    told_en="Your matter was answered.",
    ended=False,
    registered_on=date(2026, 11, 20),
    requests=2,
    requests_answered=1,
    steps=(
        query.QueryStep(
            on=date(2026, 11, 20), zh="您的事项已经登记，正在研究由谁办理。", en="Your matter is registered."
        ),
        query.QueryStep(on=date(2026, 11, 22), zh="已对您的事项作出答复。", en="Your matter was answered."),
    ),
    periods=(
        query.QueryPeriod(zh="信访办理", en="Handling", due=date(2027, 1, 19), yours=False),
        query.QueryPeriod(zh="信访人请求复查", en="Asking for a review", due=date(2026, 12, 22), yours=True),
    ),
    answers=(
        query.QueryAnswer(
            zh="信访处理意见书",
            en="handling opinion",
            document_no="云公信处字〔2026〕1号",
            served_on=date(2026, 11, 22),
            results=("supported",),
        ),
    ),
    may_supplement=True,
    may_withdraw=True,
    may_rate=True,
    may_book=True,
    appointments=(
        query.QueryAppointment(
            appointment_no="云公约〔2026〕4号",
            asks="leader",
            offer_no=2,
            named_name="周局长",
            state_zh="更换领导，待同意",
            state_en="another leader offered",
            leader_name="李副局长",
            leader_title="副局长",
            meets_at=datetime(2026, 12, 4, 9, 0, tzinfo=ZONE),
            room="接待室",
            reason="周局长出差",
        ),
        query.QueryAppointment(
            appointment_no="云公约〔2026〕3号",
            state_zh="已取消",
            state_en="cancelled",
            leader_name="",
            leader_title="",
            meets_at=None,
            room="",
            reason="信访人改期",
        ),
    ),
    rating=None,
)
REGISTERED = query.RegisteredOnline(
    receipt=PetitionReceipt(
        petition_id="pet-9",
        petition_no="XFO329900202611230001",
        collab_no="XT32990020261123000199",
        query_code="654321",
        agency_name="云川市公安局",
        unit_name="信访科",
        title="反映噪声扰民",
        petitioner="张*",
        registered_at=ago(hours=0),
        registered_by_name="",
        notice_due=date(2026, 12, 8),
        hint_zh="请妥善保管。",
        hint_en="Keep this slip.",
    ),
    advice=(),
)
