"""The rules of field checks in Chinese. The English text comes from the validation library."""

from __future__ import annotations

from collections.abc import Mapping

_RULES: Mapping[str, str] = {
    "string_type": "应为文本",
    "string_too_short": "至少 {min_length} 个字符",
    "string_too_long": "至多 {max_length} 个字符",
    "string_pattern_mismatch": "格式不符",
    "string_unicode": "含有无法识别的字符",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "整数过大",
    "int_from_float": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "finite_number": "应为有限的数字",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "bool_type": "应为是或否",
    "bool_parsing": "应为是或否",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "应为下列之一：{expected}",
    "enum": "应为下列之一：{expected}",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "set_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为 JSON 对象",
    "too_short": "至少 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "date_type": "应为日期（年-月-日）",
    "date_parsing": "应为日期（年-月-日）",
    "date_from_datetime_parsing": "应为日期（年-月-日）",
    "datetime_type": "应为带时区的日期时间",
    "datetime_parsing": "应为带时区的日期时间",
    "datetime_from_date_parsing": "应为带时区的日期时间",
    "timezone_aware": "日期时间须带时区",
    "time_parsing": "应为时间（时:分）",
    "uuid_type": "应为编号（UUID）",
    "uuid_parsing": "应为编号（UUID）",
    "url_parsing": "应为网址",
    "union_tag_invalid": "类别不在允许范围内",
    "value_error": "取值不符合要求",
    "assertion_error": "取值不符合要求",
    "none_required": "应为空",
    "bytes_type": "应为字节内容",
    "control_character": "不能含有控制字符",
    "line_break": "不能换行",
}


def rule_in_chinese(kind: str, context: Mapping[str, object]) -> str:
    """The rule with its limits filled in, or an empty text for a kind not listed."""
    template = _RULES.get(kind, "")
    try:
        return template.format_map(dict(context))
    except (KeyError, IndexError, ValueError):
        return template.split("{")[0]
