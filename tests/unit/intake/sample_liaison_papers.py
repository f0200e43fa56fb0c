"""Made-up content for the papers of meetings, tasks and supervision documents."""

from collections.abc import Mapping

from zf_law.papers import Value

LIAISON_FIELDS: Mapping[str, Value] = {
    "committee": "执法管理委员会",
    "case": "诈骗案（A3299000000002026110001）",
    "meets_at": "2026年11月23日09:30",
    "convener": "周国栋",
    "absent": "无",
    "recused": "张承办（曾任本案承办人）",
    "guests": "法制支队民警一人",
    "question": "重大疑难案件集体议案：撤销案件",
    "asked": "本案是否撤销",
    "report": ["案情复杂，意见不一。"],
    "votes": "执法管理委员会委员5人，同意4人，不同意1人，另行意见0人，缺席或者回避0人。",
    "conclusion": ["按多数意见办理。"],
    "addressee": "云川市人民法院",
    "demand": ["一、立即纠正违法情形。", "二、查明责任并完善审批流程。"],
    "answer_by": "自签收之日起15日内",
    "late_replies": ["2026年12月20日，云川市公安局逾期答复。逾期原因：案卷在鉴定机构，补充取证用时较长。"],
    "level": "重点督办",
    "source": "信访事项",
    "subject": "证据标准与移送质量联席会议",
    "standard": ["信访人签字认可或者依法终结"],
    "leader": "陶明远",
    "issued_on": "2026年11月23日",
    "starts": "2026年12月3日09:30",
    "chair": "陶明远",
    "contact": "陶启明 000-0000-5678",
    "collect_until": "2026年11月28日09:30",
    "members": [
        {"agency": "中共云川市委政法委员会", "part": "必须到会"},
        {"agency": "云川市公安局", "part": "必须到会"},
        {"agency": "云川市司法局", "part": "参会"},
    ],
    "topics": [{"title": "盗窃案件价格认定材料", "type": "证据标准", "proposer": "云川市人民检察院"}],
    "carried": [{"deliverable": "制定电子卷宗验收标准", "agency": "云川市人民法院", "due": "2026年12月1日"}],
    "people": [
        {"agency": "云川市公安局", "name": "周国栋", "part": "参会代表", "at": "12月3日09:12", "signature": ""},
        {"agency": "云川市司法局", "name": "", "part": "", "at": "", "signature": ""},
    ],
    "period": "2026年10月1日至2026年11月20日",
    "lines": [
        {
            "agency": "云川市公安局",
            "task": "督办一起信访积案（云政法督办〔2026〕1号）",
            "due": "2026年11月17日",
            "result": "逾期4日报告",
        },
        {
            "agency": "云川市人民法院",
            "task": "督办扣押物品返还（云政法督办〔2026〕2号）",
            "due": "2026年11月17日",
            "result": "未报告，已逾期6日",
        },
    ],
    "recorder": "温良",
    "secrecy": "内部",
    "present": ["中共云川市委政法委员会（陶启明）", "云川市公安局（周国栋）"],
    "sections": [
        "一、盗窃案件价格认定材料",
        "会议同意统一材料清单。",
        "二、电子卷宗移送质量",
        "会议同意统一验收标准。",
    ],
    "opinions": [{"agency": "云川市人民法院", "title": "盗窃案件价格认定材料", "text": "应先试行。"}],
    "duties": [
        {
            "deliverable": "制定价格认定材料清单",
            "agency": "云川市公安局",
            "helpers": "云川市人民检察院",
            "due": "2026年12月31日",
            "acceptance": "各成员单位书面确认",
        }
    ],
    "signs": [
        {"agency": "云川市公安局", "answer": "同意印发", "text": ""},
        {"agency": "云川市人民法院", "answer": "有异议", "text": "请补充不同意见。"},
    ],
    "distribution": "中共云川市委政法委员会、云川市公安局",
}
DELIBERATION_FIELDS: Mapping[str, Value] = {
    "place": "三楼会议室",
    "present": ["周国栋", "沈文静", "陈志远"],
    "opinions": [
        {"name": "沈文静", "opinion": "同意", "reason": "证据不足以证明有犯罪事实。"},
        {"name": "陈志远", "opinion": "不同意", "reason": "应当继续侦查。"},
    ],
    "result": "决定：同意“撤销案件”，文号云公执委议〔2026〕1号。",
    "basis": "《中华人民共和国人民检察院组织法》第三十条至第三十三条",
}
"""What minutes of a committee say otherwise than the papers of meetings and petitions."""
COOPERATION_FIELDS: Mapping[str, Value] = {
    "facts": [
        {"label": "事由", "text": "一、被告人系未成年人，没有委托辩护人。"},
        {"label": "", "text": "二、案件已经移送审查起诉。"},
        {"label": "要求", "text": "请于三日内指派律师并书面告知。"},
    ],
    "copies": "云川市人民检察院、中共云川市委政法委员会",
}
"""Papers of cooperation matters: what was stated stands line by line under its name."""
