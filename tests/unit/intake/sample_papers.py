"""One paper of every type with made-up content, and their text as it is to be: `python -m tests.unit.intake.sample_papers`."""

import asyncio
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pypdf import PdfReader

from tests.unit.intake.sample_liaison_papers import COOPERATION_FIELDS, DELIBERATION_FIELDS, LIAISON_FIELDS
from zf_law.documents import DocumentType
from zf_law.loader import load_law
from zf_law.papers import Content, Sheet, Value, sheet_data
from zf_law.templates import FOLDER
from zf_platform.typeset import Typesetter

GOLDEN = Path(__file__).parent / "golden_papers"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_FACTS = (
    "经核查，该场所于2026年9月12日、9月20日、10月3日夜间经营期间，边界噪声检测值分别为58、61、60分贝，"
    "超过社会生活环境噪声排放标准二类区夜间限值。上述事实有检测报告、现场检查笔录、询问笔录等证据证实。"
)
MATTER: Mapping[str, str] = {
    "petitioner": "张三",
    "informant": "张三",
    "petition_no": "XFV329900202611200001",
    "collab_no": "XT32990020261120000112",
    "title": "反映云岭区示例路12号长期噪声扰民、多次报警未获处理",
    "channel": "来访",
    "received_on": "2026年11月20日",
    "registered_on": "2026年11月20日",
    "registered_by": "李某",
    "unit": "信访科",
    "first_handler": "李某",
    "contact": "000-0000-1234",
}
FIELDS: Mapping[str, Value] = {
    **LIAISON_FIELDS,
    "requests": [
        {"no": "1", "content": "依法处理噪声扰民问题"},
        {"no": "2", "content": "对三次报警未获处理作出说明"},
    ],
    "facts": [_FACTS],
    "reasons": ["影响正常生活。"],
    "due": "2027年1月19日",
    "handling_body": "云川市公安局",
    "ground": "同一事项已受理或者正在办理，信访人在规定期限内又提出",
    "explanation": ["你于2026年10月8日提出的同一事项正在办理中，办理结果将一并答复。"],
    "earlier": "XFL329900202610080003",
    "receiver": "云川市人民检察院",
    "reason": ["涉及现场检测和多部门联合调查，检测报告尚未出具。"],
    "report_day": "2026年12月20日",
    "competent_body": "云川市生态环境局",
    "procedure": "行政诉讼程序",
    "parties": ["甲方：张三", "乙方：云岭娱乐有限公司"],
    "terms": ["一、乙方自2026年12月1日起每日22时后停止营业。", "二、乙方一次性补偿甲方人民币3000元。"],
    "reply": [_FACTS],
    "body": "云川市中级人民法院",
    "basis": "《信访工作条例》第三十一条第一项",
    "subject": "云岭区示例路12号噪声扰民处理是否适当",
    "hearing_at": "2026年12月2日09时30分",
    "manner": "公开",
    "panel": ["听证主持人：温良（政法委）", "听证员：赵某（律师）、钱某（人大代表）"],
    "claims": ["请求公安机关依法处理云岭区示例路12号某娱乐场所夜间噪声扰民问题。"],
    "facts_and_reasons": [
        "（一）关于噪声扰民问题",
        _FACTS,
        "（二）关于报警未获处理问题",
        "经调取接处警记录，云岭派出所于9月12日、9月20日到场劝阻，未依法登记受案，处置不当；10月3日已受案调查。",
    ],
    "opinion": ["对经营者予以警告，责令限期改正；对未依法登记受案的民警予以批评教育。"],
    "legal_basis": ["《中华人民共和国治安管理处罚法》《中华人民共和国噪声污染防治法》的有关规定。"],
    "result": "支持",
    "remedy": "如不服本意见，可以自收到本意见书之日起三十日内，请求云川市人民政府复查；逾期不请求的，本意见即为信访终结意见。",
    "path": "息诉（四个不放过）",
    "checks": [
        {"title": "事实查清", "evidence": "2026年11月20日调查报告"},
        {"title": "措施到位", "evidence": "责令改正通知书"},
    ],
    "approver": "王某",
    "statement": ["问题已经解决。"],
    "needed": "4",
    "received": [{"title": "信访材料"}, {"title": "照片"}],
    "missing": [
        {"title": "居民身份证复印件", "requirement": "正反面，核对原件", "copies": "1"},
        {"title": "噪声检测报告", "requirement": "有资质的检测机构出具，载明检测时间和地点", "copies": "2"},
    ],
    "again": "请求发生变化，新增赔偿请求",
    "times": "2",
    "place": "联合接待大厅3号窗口",
    "items": [{"title": "监控光盘", "quantity": "1", "feature": "（红色）"}],
    "hint": "请妥善保管本回执。",
}


OWN_WORDS: Mapping[str, Mapping[str, Value]] = {
    "cooperation_matter": COOPERATION_FIELDS,
    "deliberation_minutes": DELIBERATION_FIELDS,
}


def printed_types() -> tuple[DocumentType, ...]:
    return tuple(document for document in load_law().documents.all() if document.template)


def sample(document: DocumentType) -> Content:
    number = document.number.format(short="云公", year=2026, serial=7) if document.number else ""
    known = {**FIELDS, **OWN_WORDS.get(document.template, {})}
    fields = {name: known[name] for name in document.fields}
    return Content(document.id, document.zh, "云川市公安局", number, date(2026, 11, 23), MATTER, fields)


async def print_sample(press: Typesetter, document: DocumentType, *, draft: bool = False) -> bytes:
    content = sample(document)
    code = "7KQ2M9XD" if content.number else ""
    sheet = Sheet(code, "http://127.0.0.1:8000/check", _DRAWING, draft=draft)
    return await press.typeset(document.template, sheet_data(content, sheet, digest=content.digest()), at=AT)


def lines_of(content: bytes) -> str:
    """The text layer, page by page, as the golden files keep it."""
    pages = [page.extract_text().strip() for page in PdfReader(io.BytesIO(content)).pages]
    return "\n\n--- 下一页 ---\n\n".join(pages) + "\n"


_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"><path d="M0 0h1v1H0z"/></svg>'


async def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    press = Typesetter(FOLDER)
    for document in printed_types():
        text = lines_of(await print_sample(press, document))
        (GOLDEN / f"{document.id}.txt").write_text(text, encoding="utf-8")
    await press.close()


if __name__ == "__main__":
    asyncio.run(main())
