"""受案回执 of a report as a paper: what its registration says, under the number it got then."""

from zf_intake.papers.make_paper import Draft, make_paper
from zf_intake.papers.press import Press
from zf_intake.reports.give_numbers import RECEIPT
from zf_intake.reports.queries import show_receipt, show_report
from zf_law.deadlines import ZONE
from zf_law.papers import chinese_day
from zf_platform.transaction import Scope

ANYONE = "报案人"


async def make_report_paper(scope: Scope, report_id: str, *, press: Press) -> str:
    """The paper's id. NotFound for a report that this person may not see."""
    receipt = await show_receipt(scope, report_id, desk=press.desk)
    report = await show_report(scope, report_id, desk=press.desk)
    registered = receipt.registered_at.astimezone(ZONE)
    draft = Draft(
        type=RECEIPT,
        matter_kind="report",
        matter_id=report_id,
        dated=registered.date(),
        number=receipt.receipt_no,
        matter={
            "informant": receipt.reporter_name or ANYONE,
            "title": receipt.title,
            "collab_no": receipt.collab_no,
            "unit": receipt.unit_name,
            "received_on": chinese_day(report.received_at.astimezone(ZONE).date()),
            "registered_on": f"{chinese_day(registered.date())} {registered:%H:%M}",
            "registered_by": receipt.registered_by_name,
        },
        fields={
            "items": [
                {
                    "title": item.title,
                    "quantity": str(item.quantity),
                    "feature": f"（{item.feature}）" if item.feature else "",
                }
                for item in receipt.items
            ],
            "hint": receipt.query_hint_zh,
        },
    )
    return await make_paper(scope, draft, press=press)
